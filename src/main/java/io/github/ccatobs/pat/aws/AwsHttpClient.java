package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.network.NetworkRoute;
import io.github.ccatobs.pat.network.ProxyAddress;
import io.github.ccatobs.pat.network.ProxyUser;
import io.github.ccatobs.pat.network.RouteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's own client on the JDK's connections, which go by the route that GitHub and Slack go by too. */
final class AwsHttpClient implements SdkHttpClient {

    private final Function<URI, NetworkRoute> routes;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final SdkHttpClient connections = UrlConnectionHttpClient.create(this::open);

    AwsHttpClient(Duration connectTimeout, Duration readTimeout) {
        this(NetworkRoute::to, connectTimeout, readTimeout);
    }

    AwsHttpClient(Function<URI, NetworkRoute> routes, Duration connectTimeout, Duration readTimeout) {
        this.routes = routes;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        var route = routes.apply(request.httpRequest().getUri());
        var prepared = connections.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return prepared.call();
                } catch (IOException | UncheckedIOException e) {
                    throw explained(route, e);
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** The SDK sends again after an {@code IOException}. */
    private static IOException explained(NetworkRoute route, Exception failure) {
        var onTheWay = route.explain(failure);
        if (onTheWay.filter(RouteFailure::isPermanent).isPresent()) {
            throw NonRetryableException.create(
                    "no connection",
                    new AwsErrors.AwsUnreachableException(onTheWay.get().why()));
        }
        return onTheWay.map(known -> new IOException(new AwsErrors.AwsUnreachableException(known.why())))
                .orElseGet(() -> failure instanceof IOException same ? same : new IOException(failure));
    }

    private HttpURLConnection open(URI server) {
        var route = routes.apply(server);
        try {
            var connection = (HttpURLConnection) server.toURL()
                    .openConnection(route.proxy().map(ProxyAddress::toJava).orElse(Proxy.NO_PROXY));
            connection.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
            connection.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
            route.proxy()
                    .flatMap(ProxyAddress::user)
                    .ifPresent(user -> connection.setAuthenticator(new ProxyLogin(user)));
            if (connection instanceof HttpsURLConnection secure) {
                route.trust()
                        .ifPresent(trust ->
                                secure.setSSLSocketFactory(trust.context().getSocketFactory()));
            }
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs in to the proxy of one connection, once: the JDK would ask again and again for what the proxy does not accept. */
    private static final class ProxyLogin extends Authenticator {

        private final ProxyUser user;
        private final AtomicBoolean isAsked = new AtomicBoolean();

        ProxyLogin(ProxyUser user) {
            this.user = user;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY && isAsked.compareAndSet(false, true)
                    ? new PasswordAuthentication(
                            user.name(), user.clearPassword().toCharArray())
                    : null;
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    @Override
    public String clientName() {
        return connections.clientName();
    }
}
