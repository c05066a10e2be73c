package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A token as the credential, and its source, to name it when GitHub rejects it.
 *
 * @param value one line of printable ASCII; never printed
 * @param source its name in messages, e.g. {@code GITHUB_TOKEN}
 */
public record TokenCredential(SecretValue value, String source) implements Credential {

    /** How the token of an App's installation begins, also the one of a run of GitHub Actions. */
    private static final byte[] OF_INSTALLATION = "ghs_".getBytes(StandardCharsets.US_ASCII);

    private static final char LAST_PRINTABLE = '~';

    /**
     * Checks that the value can stand in a header.
     *
     * @throws IllegalArgumentException naming the source, never the value
     */
    public TokenCredential {
        if (!value.reveal(TokenCredential::isOneWord)) {
            throw new IllegalArgumentException(refusal(source));
        }
    }

    private static String refusal(String source) {
        return source + " holds a space, a line break or a character that no GitHub token has";
    }

    /** The value of the {@code Authorization} header; only for the moment of sending. */
    String authorization() {
        return "Bearer " + text();
    }

    /** The body that revokes it; only for the moment of sending. */
    RevokedCredentials revocation() {
        return new RevokedCredentials(List.of(text()));
    }

    /** Whether it is one of an App's installation, which GitHub counts by itself, and not one of a person. */
    boolean isOfInstallation() {
        return value.reveal(bytes -> Arrays.mismatch(bytes, OF_INSTALLATION) == OF_INSTALLATION.length);
    }

    private String text() {
        return value.reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public Optional<SecretValue> token() {
        return Optional.of(value);
    }

    private static boolean isOneWord(byte[] utf8) {
        for (byte character : utf8) {
            if (character <= ' ' || character > LAST_PRINTABLE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return source;
    }
}
