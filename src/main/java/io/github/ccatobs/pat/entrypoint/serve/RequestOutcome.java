package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import java.time.Duration;

/** How a request is answered once its body is there. */
sealed interface RequestOutcome {

    /** By {@code response}, at once. */
    record Immediate(ApiResponse response) implements RequestOutcome {}

    /** By {@code response}, a while later, and then the connection ends. */
    record Delayed(ApiResponse response, Duration delay) implements RequestOutcome {}

    /** By events, until one side ends it. */
    record EventSubscription(EventStream stream) implements RequestOutcome {}
}
