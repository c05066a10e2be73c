package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.rotation.HoldingReport.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a secret is still the one that the ledger says we wrote. Pure.
 *
 * @param settle how long reads may lag writes
 * @param now by our own clock, which the ledger's times are of too, for how long ago our write was
 */
record HoldingRule(Duration settle, Instant now) {

    /** Judges a secret that GitHub dates {@code updatedAt}, or that it does not list when that is empty. */
    Holding judge(LedgerEntry entry, Optional<Instant> updatedAt) {
        return updatedAt.map(shown -> judge(entry, shown)).orElseGet(Holding.Deleted::new);
    }

    private Holding judge(LedgerEntry entry, Instant shown) {
        var ours = entry.gitHubAt().orElse(entry.at());
        if (shown.isAfter(ours.plus(settle))) {
            return new Holding.WrittenLater(shown);
        }
        boolean isOlder = shown.isBefore(ours.minus(tolerance(entry)));
        return isOlder && !mayStillCome(entry) ? new Holding.NotTaken(shown) : new Holding.Held(shown);
    }

    /** Two moments of GitHub's lie close together; where only our own is known, they lie as far apart as the clocks. */
    private Duration tolerance(LedgerEntry entry) {
        return entry.gitHubAt().isPresent() ? WriteProof.TOLERANCE : settle;
    }

    private boolean mayStillCome(LedgerEntry entry) {
        return now.isBefore(entry.at().plus(settle));
    }
}
