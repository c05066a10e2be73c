package io.github.ccatobs.pat.entrypoint.serve;

import java.time.Duration;

/**
 * The limits of one connection and of all.
 *
 * @param connections how many may be open at a time
 * @param request how long a whole request may take to come, counted from the connection or from the answer before
 * @param answer how long a request may take to be answered
 * @param closeDelay how long the rest of a request is listened to after an answer that ends the connection
 */
record ConnectionLimits(int connections, Duration request, Duration answer, Duration closeDelay) {

    /** Bytes of a body that are read: one more than is allowed, to detect a body that is too long. */
    static final int BODY = 16 * 1024 + 1;

    /** Bytes that are read of the body of a caller who is not known yet. */
    static final int ANONYMOUS_BODY = 1024;

    /** How long events are told on one connection; a browser then begins another one. */
    static final Duration EVENTS = Duration.ofMinutes(30);

    /** Bytes of a request's first line. */
    static final int FIRST_LINE = 4 * 1024;

    /** Bytes of all headers. */
    static final int HEADERS = 16 * 1024;

    /** Bytes that are read at a time, and so of requests that were sent ahead and are kept. */
    static final int READ = 4 * 1024;

    /** Bytes that are still read after an answer that ends the connection. */
    static final int DISCARDED = 64 * 1024;

    static ConnectionLimits of(HttpSettings settings) {
        if (settings.connections() < 1) {
            throw new IllegalArgumentException(
                    "ccat.pat.http.connections is " + settings.connections() + ": expected at least 1");
        }
        return new ConnectionLimits(
                settings.connections(), Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(2));
    }
}
