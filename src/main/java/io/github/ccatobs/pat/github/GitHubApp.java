package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.QuotedText;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A GitHub App as the settings describe it.
 *
 * @param clientId its client ID, or its numeric ID; GitHub takes either as the issuer of a JWT
 * @param installationId its installation; empty to ask GitHub for the one on {@code organization}
 * @param organization where it is installed
 * @param signer what signs for it
 */
public record GitHubApp(String clientId, OptionalLong installationId, String organization, JwtSigner signer) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /**
     * Checks the ID.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    public GitHubApp {
        if (!ID.matcher(clientId).matches()) {
            throw new IllegalArgumentException("ccat.pat.github.app.client-id is " + QuotedText.of(clientId)
                    + ": expected the client ID of the GitHub App, e.g. Iv23liAbCdEfGhIjKlMn, or its numeric ID");
        }
    }

    @Override
    public String toString() {
        return clientId;
    }
}
