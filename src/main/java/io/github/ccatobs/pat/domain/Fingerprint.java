package io.github.ccatobs.pat.domain;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Which token it is, without saying the token: the base64 of its SHA-256, the same text as {@code hashed_token} in
 * GitHub's audit log.
 *
 * @param value 44 characters of padded standard base64
 * @see <a href="https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/identifying-audit-log-events-performed-by-an-access-token">Identifying
 *     audit log events performed by an access token</a>
 */
public record Fingerprint(String value) {

    /** 32 bytes leave two bits over, which are zero. */
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException when it is not the base64 of 32 bytes
     */
    public Fingerprint {
        if (!RULE.matcher(value).matches()) {
            throw new IllegalArgumentException("a fingerprint is 44 characters of base64, not " + QuotedText.of(value));
        }
    }

    /** Takes the fingerprint of {@code secret}. */
    public static Fingerprint of(SecretValue secret) {
        return new Fingerprint(secret.reveal(bytes -> Base64.getEncoder().encodeToString(Sha256.of(bytes))));
    }

    @Override
    public String toString() {
        return value;
    }
}
