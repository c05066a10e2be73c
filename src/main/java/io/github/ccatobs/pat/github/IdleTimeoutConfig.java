package io.github.ccatobs.pat.github;

import io.vertx.core.http.HttpClientOptions;
import jakarta.ws.rs.ext.ContextResolver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection on which nothing comes or goes for longer than the timeout. The client's own read timeout ends with
 * an answer's headers; for a body that stops it would wait 100 seconds.
 */
record IdleTimeoutConfig(Duration timeout) implements ContextResolver<HttpClientOptions> {

    @Override
    public HttpClientOptions getContext(Class<?> type) {
        return new HttpClientOptions()
                .setIdleTimeout(Math.toIntExact(timeout.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
