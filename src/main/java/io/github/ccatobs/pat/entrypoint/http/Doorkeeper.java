package io.github.ccatobs.pat.entrypoint.http;

import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.api.Response;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/** Settles who asks, before anything else about a request is looked at. */
final class Doorkeeper {

    /** The same for everybody, so that nobody learns what was wrong. */
    private static final Response REFUSAL = Problem.of(
                    Problem.Kind.UNAUTHENTICATED, "expected one header 'Authorization: Bearer KEY' with a key we know")
            .with("www-authenticate", "Bearer")
            .response();

    private final KeyRing keys;
    private final Suspicion suspicion;

    Doorkeeper(KeyRing keys, Suspicion suspicion) {
        this.keys = keys;
        this.suspicion = suspicion;
    }

    /** The name of the key that came with {@code request}, if it is one of ours. A right one is never held up. */
    Optional<String> caller(HttpServerRequest request) {
        return keys.nameOf(request.headers().getAll(HttpHeaders.AUTHORIZATION));
    }

    /** How long the refusal of {@code request} is to be held back. */
    Duration holdBack(HttpServerRequest request) {
        return suspicion.failed(request.remoteAddress());
    }

    /** What whoever is not let in hears. */
    Response refusal() {
        return REFUSAL;
    }
}
