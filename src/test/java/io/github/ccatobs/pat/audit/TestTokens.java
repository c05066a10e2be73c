package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The token and the reading credential, as audits in tests know them. */
public final class TestTokens {

    private TestTokens() {}

    /** The token of the account {@code robot}, in the vault. */
    public static TokenInspection ending(TokenExpiry expiry) {
        var source = Optional.of(TokenStatus.Source.VAULT).filter(it -> !(expiry instanceof TokenExpiry.Unknown));
        return of(new TokenStatus(Optional.of("robot"), expiry, source, Optional.empty()));
    }

    /** The same, handed out by a rotation that began at {@code handedOut}, where one did. */
    public static TokenInspection ending(TokenExpiry expiry, Optional<Instant> handedOut) {
        return ending(expiry).seenSince(handedOut, Optional.empty());
    }

    /** The token that {@code status} describes, which is another one than the credential. */
    public static TokenInspection of(TokenStatus status) {
        return new TokenInspection(
                status,
                Optional.empty(),
                false,
                List.of(),
                true,
                status.isUnknown() ? List.of("GitHub did not answer") : List.of(),
                1);
    }

    /** A credential from {@code GITHUB_TOKEN} that belongs to the account {@code reader}. */
    public static CredentialStatus credentialEnding(TokenExpiry expiry) {
        return new CredentialStatus(Optional.of("reader"), expiry, Optional.of("GITHUB_TOKEN"));
    }

    /** One of which nothing is known. */
    public static CredentialStatus unknownCredential() {
        return CredentialStatus.of(new TokenExpiry.Unknown());
    }
}
