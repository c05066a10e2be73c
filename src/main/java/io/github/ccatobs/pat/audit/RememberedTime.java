package io.github.ccatobs.pat.audit;

import java.time.Instant;

/**
 * The time of one of ccat-pat's own writes or rotations.
 *
 * @param at the moment
 * @param isGitHubs whether it is by GitHub's clock; else, as in what older versions recorded, by that of the machine that
 *     did it, which may be off
 */
public record RememberedTime(Instant at, boolean isGitHubs) {

    /** A moment by GitHub's clock. */
    public static RememberedTime gitHubs(Instant at) {
        return new RememberedTime(at, true);
    }

    /** A moment by the clock of the machine that did it. */
    public static RememberedTime ours(Instant at) {
        return new RememberedTime(at, false);
    }

    /** A caveat about the moment; empty when it can be compared with GitHub's dates. */
    String caveat() {
        return isGitHubs ? "" : ", by the clock of the machine that wrote, which may be off";
    }
}
