package io.github.ccatobs.pat.entrypoint.http;

import java.time.Duration;

/**
 * What a connection may cost.
 *
 * @param connections how many may be open at a time
 * @param request how long a whole request may take to come, counted from the connection or from the answer before
 * @param silence how long a connection may stay without a byte either way while an answer is under way
 * @param farewell how long the rest of a request is listened to after an answer that ends the connection
 */
record Limits(int connections, Duration request, Duration silence, Duration farewell) {

    /** Bytes of a body that are read: one more than is allowed, so that too long a body can be told. */
    static final int BODY = 16 * 1024 + 1;

    /** Bytes of a request's first line. */
    static final int FIRST_LINE = 4 * 1024;

    /** Bytes of all headers. */
    static final int HEADERS = 16 * 1024;

    static Limits of(HttpSettings settings) {
        if (settings.connections() < 1) {
            throw new IllegalArgumentException(
                    "ccat.pat.http.connections is " + settings.connections() + ": expected at least 1");
        }
        return new Limits(
                settings.connections(), Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(2));
    }
}
