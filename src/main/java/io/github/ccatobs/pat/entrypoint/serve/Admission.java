package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import java.time.Duration;
import java.util.function.Function;

/** The decision about a request, made from its head alone. */
sealed interface Admission {

    /**
     * It is refused, and its connection ends.
     *
     * @param delay how long the refusal is held back
     */
    record RefusedRequest(ApiResponse response, Duration delay) implements Admission {

        static RefusedRequest atOnce(ApiResponse response) {
            return new RefusedRequest(response, Duration.ZERO);
        }
    }

    /** It needs no key and no body. */
    record OpenRequest(Function<byte[], ApiResponse> answer) implements Admission {}

    /** It comes with a right key, so its body is read. */
    record AuthenticatedRequest(Function<byte[], ApiResponse> answer) implements Admission {}
}
