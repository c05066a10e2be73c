package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** Settles who asks, before anything else about a request is looked at. */
final class BearerAuthenticator {

    /** The same for every caller, so that no caller learns what was wrong. */
    private static final ApiResponse REFUSAL = Problem.of(
                    ProblemKind.UNAUTHENTICATED,
                    "expected one header 'Authorization: Bearer KEY' with a configured key")
            .with("www-authenticate", "Bearer")
            .response();

    private final ApiKeys keys;
    private final FailedAuthThrottle throttle;

    BearerAuthenticator(ApiKeys keys, FailedAuthThrottle throttle) {
        this.keys = keys;
        this.throttle = throttle;
    }

    /** The name of the key of a request, if it is configured. A valid key is never delayed. */
    Optional<String> caller(HttpHeaders headers) {
        return keys.nameOf(headers.getAll(HttpHeaderNames.AUTHORIZATION));
    }

    /** Counts a failure of {@code source}, and gives how long its refusal is to be held back. */
    Duration delayFor(SourceAddress source) {
        return throttle.failed(source);
    }

    /** The answer to an unauthenticated caller. */
    ApiResponse refusal() {
        return REFUSAL;
    }
}
