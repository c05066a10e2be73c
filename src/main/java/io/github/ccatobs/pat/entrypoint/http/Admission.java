package io.github.ccatobs.pat.entrypoint.http;

import io.github.ccatobs.pat.entrypoint.api.Response;
import java.time.Duration;
import java.util.function.Function;

/** The decision about a request, made from its head alone. */
sealed interface Admission {

    /**
     * It is refused, and its connection ends.
     *
     * @param delay how long the refusal is held back
     */
    record Refused(Response response, Duration delay) implements Admission {

        static Refused atOnce(Response response) {
            return new Refused(response, Duration.ZERO);
        }
    }

    /** It needs no key and no body. */
    record Open(Function<byte[], Response> answer) implements Admission {}

    /** It comes with a right key, so its body is read. */
    record Authenticated(Function<byte[], Response> answer) implements Admission {}
}
