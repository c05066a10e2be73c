package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.network.NetworkRoute;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.ws.rs.ext.ContextResolver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Connects by the route, and ends a connection on which nothing comes or goes for longer than the timeout. The client's
 * own read timeout ends with an answer's headers; for a body that stops it would wait 100 seconds.
 */
record HttpClientConfig(Duration timeout, NetworkRoute route) implements ContextResolver<HttpClientOptions> {

    @Override
    public HttpClientOptions getContext(Class<?> type) {
        var options = new HttpClientOptions()
                .setIdleTimeout(Math.toIntExact(timeout.toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        route.trust().ifPresent(trust -> options.setTrustOptions(TrustOptions.wrap(trust)));
        route.proxy().ifPresent(proxy -> {
            var address = new ProxyOptions().setHost(proxy.host()).setPort(proxy.port());
            proxy.user().ifPresent(user -> address.setUsername(user.name()).setPassword(user.clearPassword()));
            options.setProxyOptions(address.setConnectTimeout(timeout));
        });
        return options;
    }
}
