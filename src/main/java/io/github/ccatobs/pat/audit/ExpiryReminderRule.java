package io.github.ccatobs.pat.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Says in time that the token, or the credential that reads, ends. Pure. */
public final class ExpiryReminderRule {

    /** Earlier than this before an end no reminder is due. */
    static final Duration EARLIEST = Duration.ofDays(30);

    /** The last day is always told of, also of a token that was handed out with less than three left. */
    private static final int LAST_DAY = 1;

    /** Days before the expiry at which a reminder is due. */
    private static final int[] THRESHOLDS = {LAST_DAY, 3, 7, 14, 30};

    /** No other threshold is longer than this part of a life: a token of 30 days needs no reminder on its first day. */
    private static final long PART_OF_LIFE = 3;

    private ExpiryReminderRule() {}

    /**
     * The last threshold of the token's end that was passed, or the end itself; nothing when it is far, unknown or
     * never. The token's life is counted from the rotation that handed it out, or the first audit that saw it.
     */
    static Optional<Finding> ofToken(TokenInspection token, Instant now) {
        return token.status()
                .expiry()
                .end()
                .flatMap(end -> judge(
                        end,
                        now,
                        token.handedOut().map(since -> daysRoundedUp(since, end)),
                        days -> new Finding.Expiring(end, days),
                        () -> new Finding.Expired(end)));
    }

    /** The same of the credential that reads; nothing when that is the token, of which the token's finding tells. */
    static Optional<Finding> ofCredential(Audit audit) {
        var credential = audit.credential();
        String source = credential.source().orElse("the credential");
        return credential
                .expiry()
                .end()
                .filter(end -> !audit.token().isCredential())
                .flatMap(end -> judge(
                        end,
                        audit.gitHubTime(),
                        audit.token().credentialSince().map(since -> daysRoundedUp(since, end)),
                        days -> new Finding.CredentialExpiring(source, end, days),
                        () -> new Finding.CredentialExpired(source, end)));
    }

    /**
     * When a token that ends at {@code end} is reminded of, in order.
     *
     * @param since when the rotation that handed it out began
     */
    public static List<Instant> reminders(Optional<Instant> since, Instant end) {
        var life = since.map(start -> daysRoundedUp(start, end));
        return IntStream.of(THRESHOLDS)
                .filter(days -> isInLife(days, life))
                .mapToObj(days -> end.minus(Duration.ofDays(days)))
                .filter(due -> since.filter(due::isBefore).isEmpty())
                .sorted()
                .toList();
    }

    private static boolean isInLife(int days, Optional<Long> life) {
        return days == LAST_DAY || life.map(all -> days * PART_OF_LIFE <= all).orElse(true);
    }

    private static Optional<Finding> judge(
            Instant end,
            Instant now,
            Optional<Long> life,
            Function<Integer, Finding> expiring,
            Supplier<Finding> expired) {
        if (!end.isAfter(now)) {
            return Optional.of(expired.get());
        }
        return IntStream.of(THRESHOLDS)
                .filter(days -> isInLife(days, life))
                .filter(days -> Duration.between(now, end).compareTo(Duration.ofDays(days)) <= 0)
                .boxed()
                .findFirst()
                .map(expiring);
    }

    /** A token is made a while before it is handed out, so the day that has begun counts. */
    private static long daysRoundedUp(Instant since, Instant end) {
        return Duration.between(since, end).plusDays(1).minusNanos(1).toDays();
    }
}
