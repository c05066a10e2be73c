package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;

/**
 * GitHub's word that it took a secret, and when.
 *
 * @param earliest the earliest moment, by GitHub's clock, at which it can have taken it
 * @param latest the latest
 * @param isDatedReliably whether the two clocks agree, so that a secret which shows a time between these moments was
 *     written by this call; when they do not, its time proves nothing alone
 */
public record WriteReceipt(Instant earliest, Instant latest, boolean isDatedReliably) {

    /** GitHub ends a request after 10 s, so a call that seems to take longer than this shows a clock of ours that was set. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * The receipt for a write that was answered {@code now}. A date near our own time counts, and one to which GitHub's
     * clock has run on since both agreed, as after a jump of ours; else the clock that GitHub's other answers show, which
     * counts when it agrees with this machine's.
     */
    static WriteReceipt of(GitHubResponse response, Instant now, GitHubClock clock) {
        var took = response.took().compareTo(LONGEST) > 0 ? LONGEST : response.took();
        var date = response.date();
        if (date.filter(at -> isNear(GitHubClock.offset(response, at, now)) || clock.isCredible(at))
                .isPresent()) {
            return new WriteReceipt(date.get().minus(took), date.get(), true);
        }
        if (clock.offset().isPresent() || date.isEmpty()) {
            return new WriteReceipt(clock.at(now.minus(took)), clock.at(now), !clock.isOff());
        }
        return new WriteReceipt(date.get().minus(took), date.get(), false);
    }

    private static boolean isNear(Duration offset) {
        return offset.abs().compareTo(GitHubClock.TOLERATED) <= 0;
    }
}
