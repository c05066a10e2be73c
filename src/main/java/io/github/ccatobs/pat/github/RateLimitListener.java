package io.github.ccatobs.pat.github;

import java.time.Instant;

/** Learns of waits for limits, to show them to a person. */
@FunctionalInterface
public interface RateLimitListener {

    /**
     * Calls wait for a limit from now on, for longer than a second. Told once for all calls that wait for the same,
     * from one of their threads; the moment may move when a limit is met again, which is reported too.
     *
     * @param until when they continue
     * @param why what they wait for, in words that end a sentence: {@code 480 writes in an hour}
     */
    void waiting(Instant until, String why);
}
