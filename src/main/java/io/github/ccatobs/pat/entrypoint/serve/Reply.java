package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import java.time.Duration;

/** How a request is answered once its body is there. */
sealed interface Reply {

    /** By {@code response}, at once. */
    record Whole(ApiResponse response) implements Reply {}

    /** By {@code response}, a while later, and then the connection ends. */
    record HeldBack(ApiResponse response, Duration delay) implements Reply {}

    /** By events, until one side ends it. */
    record Events(EventStream stream) implements Reply {}
}
