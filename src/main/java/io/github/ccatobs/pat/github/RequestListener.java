package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.Optional;

/** Learns of every request that was sent, repeated ones too, to count them. */
public interface RequestListener {

    /** One was answered with {@code status}; called from the thread that sent it. */
    void answered(int status);

    /** One was sent, and no whole answer came in time. */
    void unanswered();

    /** The same request is over, with an answer or without one. */
    default void finished(RequestTrace trace) {}

    /**
     * One request as it may be shown: without its query, its body and its credential.
     *
     * @param path below the API's base URL
     * @param status of its answer; empty when there was none in time
     * @param remaining how many requests of the hour are left, as GitHub says
     */
    record RequestTrace(
            String method, String path, Optional<Integer> status, Duration took, Optional<String> remaining) {}

    /** Hears nothing. */
    static RequestListener silent() {
        return new RequestListener() {
            @Override
            public void answered(int status) {}

            @Override
            public void unanswered() {}
        };
    }
}
