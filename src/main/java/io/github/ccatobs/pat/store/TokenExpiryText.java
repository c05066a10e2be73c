package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.Optional;

/** When a token ends, as a text of an item: a moment, {@code never}, or no text while it is unknown. */
final class TokenExpiryText {

    private static final String NEVER = "never";

    private TokenExpiryText() {}

    /** The text; empty when the end is unknown. */
    static Optional<String> print(TokenExpiry expiry) {
        return switch (expiry) {
            case TokenExpiry.At(Instant moment) -> Optional.of(moment.toString());
            case TokenExpiry.Never never -> Optional.of(NEVER);
            case TokenExpiry.Unknown unknown -> Optional.empty();
        };
    }

    /**
     * Reads what {@link #print} gave; unknown when an older version wrote no text.
     *
     * @throws java.time.DateTimeException when it is another text
     */
    static TokenExpiry parse(Optional<String> text) {
        return text.<TokenExpiry>map(
                        some -> some.equals(NEVER) ? new TokenExpiry.Never() : new TokenExpiry.At(Instant.parse(some)))
                .orElseGet(TokenExpiry.Unknown::new);
    }
}
