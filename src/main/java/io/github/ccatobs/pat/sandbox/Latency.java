package io.github.ccatobs.pat.sandbox;

import java.time.Duration;

/** The way to GitHub and back, slept in real time on the request's own virtual thread. */
final class Latency {

    private volatile Duration each = Duration.ZERO;

    void set(Duration duration) {
        each = duration;
    }

    void pass() {
        sleep(each);
    }

    static void sleep(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            Thread.sleep(duration);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }
}
