package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.GitHubClock;
import io.github.ccatobs.pat.github.WriteReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Proves by the time of a secret that GitHub took the write. Pure.
 *
 * @param receipt when GitHub can have taken it
 * @param before the time that the secret showed before the write, when it was read
 */
record WriteProof(WriteReceipt receipt, Optional<SecretTime> before) {

    /**
     * When GitHub says that a secret was written last.
     *
     * @param updatedAt by GitHub's clock; empty when there is no such secret
     */
    record SecretTime(Optional<Instant> updatedAt) {

        static SecretTime of(Instant updatedAt) {
            return new SecretTime(Optional.of(updatedAt));
        }

        static SecretTime absent() {
            return new SecretTime(Optional.empty());
        }
    }

    /** Times are shown to the second and by another machine than the one that took the write. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration LONGEST_APART = Duration.ofDays(1);

    /** The proof of a write when the secret had not been read before it. */
    static WriteProof of(WriteReceipt receipt) {
        return new WriteProof(receipt, Optional.empty());
    }

    /**
     * Whether {@code updatedAt} proves it: it lies where the receipt says, by a clock that can be believed, or it is
     * another than before the write.
     */
    boolean isGivenBy(Instant updatedAt) {
        return (receipt.isDatedReliably() && isWithin(updatedAt)) || isAnother(updatedAt);
    }

    /**
     * The same where GitHub dates secrets {@code apart} from its answers to writes, as a proof of another write has shown, so
     * that the receipt says another moment; the time before the write proves nothing then.
     */
    boolean isGivenBy(Instant updatedAt, Duration apart) {
        return receipt.isDatedReliably()
                && isWithin(updatedAt.minus(apart))
                && before.filter(SecretTime.of(updatedAt)::equals).isEmpty();
    }

    /**
     * By how much GitHub dates secrets later than its answers to writes, when {@code updatedAt}, at which the write is shown, proves
     * that: it is another than before the write, and lies where neither another's write nor one of before can be dated.
     *
     * @param answeredAt when GitHub answered with {@code updatedAt}, by its clock
     */
    Optional<Duration> datedApart(Instant updatedAt, Instant answeredAt) {
        boolean isOdd = isDatedBefore(updatedAt) || isAhead(updatedAt, answeredAt);
        return receipt.isDatedReliably() && isAnother(updatedAt) && isOdd
                ? Optional.of(Duration.between(receipt.latest(), updatedAt))
                : Optional.empty();
    }

    /**
     * Whether {@code updatedAt} may be the write, dated by a clock that is always apart from that of GitHub's answers: ahead of the
     * very answer that shows it, or not so long before the write that it must be the old secret's. As that may be as young, only
     * the time before a write tells.
     *
     * @param answeredAt when GitHub answered with {@code updatedAt}, by its clock
     * @param isDatedByAnotherClock what {@link #isDatedByAnotherClock} says of it
     */
    boolean isInDoubt(Instant updatedAt, Instant answeredAt, boolean isDatedByAnotherClock) {
        boolean isBefore = isDatedBefore(updatedAt)
                && !isDatedByAnotherClock
                && !updatedAt.isBefore(receipt.earliest().minus(LONGEST_APART));
        return before.isEmpty() && (isBefore || isAhead(updatedAt, answeredAt));
    }

    private static boolean isAhead(Instant updatedAt, Instant answeredAt) {
        return updatedAt.isAfter(answeredAt.plus(GitHubClock.TOLERATED));
    }

    private boolean isDatedBefore(Instant updatedAt) {
        return updatedAt.isBefore(receipt.earliest().minus(GitHubClock.TOLERATED));
    }

    /** Whether it is known that the secret showed another time than {@code updatedAt} before. */
    boolean isAnother(Instant updatedAt) {
        return before.filter(shown -> !shown.equals(SecretTime.of(updatedAt))).isPresent();
    }

    /**
     * Whether {@code updatedAt} is the write, but dated by a clock that GitHub's answer to it was not dated by: GitHub's was
     * set in between, or two of its machines disagree. It is no proof.
     *
     * @param answeredAt when GitHub answered with {@code updatedAt}, by its clock
     * @param sinceSent how long ago the write was sent then
     */
    boolean isDatedByAnotherClock(Instant updatedAt, Instant answeredAt, Duration sinceSent) {
        boolean isFar =
                isDatedBefore(updatedAt) || updatedAt.isAfter(receipt.latest().plus(GitHubClock.TOLERATED));
        boolean isSince = Duration.between(updatedAt, answeredAt).compareTo(sinceSent.plus(TOLERANCE)) <= 0;
        return isFar
                && isSince
                && before.filter(SecretTime.of(updatedAt)::equals).isEmpty();
    }

    /** A time after GitHub's answer is another's write, or shows that the answer's date was wrong. */
    private boolean isWithin(Instant updatedAt) {
        return !updatedAt.isBefore(receipt.earliest().minus(TOLERANCE))
                && !updatedAt.isAfter(receipt.latest().plus(TOLERANCE));
    }
}
