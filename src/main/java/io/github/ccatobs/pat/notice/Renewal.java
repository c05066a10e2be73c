package io.github.ccatobs.pat.notice;

import io.github.ccatobs.pat.token.TokenSettings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What to run to hand out a new token.
 *
 * @param commands one after the other; the token itself is in none of them
 */
public record Renewal(List<String> commands) {

    /** As AWS names secrets, and safe to paste into a shell. */
    private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,512}");

    private static final String SOMEWHERE = "\"$SECRET_ID\"";

    /** Copies. */
    public Renewal {
        commands = List.copyOf(commands);
    }

    /** For a token that lives where the settings say. */
    static Renewal of(TokenSettings settings) {
        return settings.secretId()
                .filter(id -> !id.isBlank())
                .map(Renewal::throughAws)
                .orElseGet(Renewal::byHand);
    }

    static Renewal byHand() {
        return new Renewal(List.of("ccat pat rotate"));
    }

    static Renewal throughAws(String secretId) {
        String id = SECRET_ID.matcher(secretId).matches() ? secretId : SOMEWHERE;
        return new Renewal(List.of(
                "aws secretsmanager put-secret-value --secret-id " + id + " --secret-string file://new-token.txt",
                "ccat pat rotate --token-from secretsmanager"));
    }
}
