package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.Optional;

/**
 * The credential that read.
 *
 * @param neverExpires true when GitHub says that it has no end, else left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CredentialJson(
        Optional<String> login, Optional<String> expiresAt, Optional<Boolean> neverExpires, Optional<String> source) {

    /** The JSON of {@code credential}; empty when nothing is known of it. */
    public static Optional<CredentialJson> of(CredentialStatus credential) {
        return Optional.of(credential)
                .filter(known -> !known.equals(CredentialStatus.of(new TokenExpiry.Unknown())))
                .map(CredentialJson::known);
    }

    private static CredentialJson known(CredentialStatus credential) {
        return new CredentialJson(
                credential.login(),
                credential.expiry().end().map(Timestamps::print),
                Optional.of(true).filter(never -> credential.expiry() instanceof TokenExpiry.Never),
                credential.source());
    }
}
