package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says in time that the token ends. Pure. */
final class Expiry {

    /** Days before the end at which a person is told. */
    private static final int[] THRESHOLDS = {1, 3, 7, 14, 30};

    private Expiry() {}

    /** The last threshold that was passed, or the end itself; nothing when the end is far, unknown or never. */
    static Optional<Finding> judge(TokenExpiry expiry, Instant now) {
        return switch (expiry) {
            case TokenExpiry.At(Instant at) when !at.isAfter(now) -> Optional.of(new Finding.Expired(at));
            case TokenExpiry.At(Instant at) ->
                IntStream.of(THRESHOLDS)
                        .filter(days -> !at.isAfter(now.plus(Duration.ofDays(days))))
                        .boxed()
                        .findFirst()
                        .map(days -> new Finding.Expiring(at, days));
            case TokenExpiry.Never never -> Optional.empty();
            case TokenExpiry.Unknown unknown -> Optional.empty();
        };
    }
}
