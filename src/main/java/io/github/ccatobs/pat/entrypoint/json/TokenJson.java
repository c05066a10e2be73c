package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.Optional;

/**
 * The token itself; without {@code knownFrom} it is unknown when it ends.
 *
 * @param neverExpires true when GitHub says that it has no end, else left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TokenJson(
        Optional<String> login,
        Optional<String> expiresAt,
        Optional<Boolean> neverExpires,
        Optional<String> knownFrom,
        Optional<String> fingerprint) {

    /** The JSON of {@code token}; empty when nothing is known of it. */
    public static Optional<TokenJson> of(TokenStatus token) {
        return Optional.of(token)
                .filter(known -> !known.equals(TokenStatus.unknown()))
                .map(TokenJson::known);
    }

    private static TokenJson known(TokenStatus token) {
        return new TokenJson(
                token.login(),
                token.expiry().end().map(Timestamps::print),
                Optional.of(true).filter(never -> token.expiry() instanceof TokenExpiry.Never),
                token.knownFrom().map(Object::toString),
                token.fingerprint().map(Object::toString));
    }
}
