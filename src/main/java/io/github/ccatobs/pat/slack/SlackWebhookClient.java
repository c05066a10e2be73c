package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.network.NetworkRoute;
import io.github.ccatobs.pat.network.ProxyAddress;
import io.github.ccatobs.pat.network.RouteFailure;
import io.github.ccatobs.pat.network.ServerTrust;
import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts a document to one webhook and reads the first part of what comes back: once, with no retry, redirect or judgement. */
final class SlackWebhookClient implements AutoCloseable {

    /** Slack's own answers are a word. */
    private static final int MOST_READ = 1_024;

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private static final int MILLIS_IN_A_SECOND = 1_000;

    /**
     * The answer to a message.
     *
     * @param status HTTP's
     * @param retryAfter the header of that name
     * @param body the first part of the body
     */
    record WebhookResponse(int status, Optional<String> retryAfter, String body) {}

    private final WebhookUrl url;
    private final NetworkRoute route;
    private final HttpClient client;
    private final Duration timeout;

    /** Connects to nothing yet. {@code timeout} is for all of it, from the connection to the end of the body. */
    SlackWebhookClient(WebhookUrl url, NetworkRoute route, Duration timeout) {
        this.url = url;
        this.route = route;
        this.timeout = timeout;
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .proxy(new FixedProxy(route.proxy().map(ProxyAddress::toJava).orElse(Proxy.NO_PROXY)));
        route.trust().map(ServerTrust::context).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Posts {@code json}.
     *
     * @throws NotificationFailedException when something on the way refuses, so that to try again is useless
     * @throws IOException when there was no whole answer in time; its message says nothing of the address
     */
    WebhookResponse post(String json) throws IOException {
        var answer = client.sendAsync(request(json), BoundedBodySubscriber.ofBody());
        try {
            var reply = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (reply.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
                refuseIf(route.refusedByProxy(PROXY_AUTHENTICATION_REQUIRED));
            }
            return new WebhookResponse(reply.statusCode(), reply.headers().firstValue("Retry-After"), reply.body());
        } catch (TimeoutException ignored) {
            throw new IOException(late());
        } catch (ExecutionException failure) { // not passed on: what it says may hold the address
            refuseIf(route.explain(failure));
            throw new IOException(
                    (failure.getCause() instanceof HttpTimeoutException ? late() : "no connection, or it was cut")
                            + route.throughProxy());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(String json) {
        var request = HttpRequest.newBuilder(url.address())
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        // The client sends it to the proxy alone.
        route.proxy()
                .flatMap(ProxyAddress::user)
                .ifPresent(user -> request.header("Proxy-Authorization", user.authorization()));
        return request.build();
    }

    private static void refuseIf(Optional<RouteFailure> failure) throws IOException {
        if (failure.isPresent()) {
            String why = "Slack cannot be reached: " + failure.get().why();
            if (failure.get().isPermanent()) {
                throw new NotificationFailedException(why);
            }
            throw new IOException(why);
        }
    }

    private String late() {
        return "no answer within " + (double) timeout.toMillis() / MILLIS_IN_A_SECOND + " s";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** The proxy that the route names, whatever Java's properties say. */
    private static final class FixedProxy extends ProxySelector {

        private final Proxy proxy;

        FixedProxy(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI server) {
            return List.of(proxy);
        }

        @Override
        public void connectFailed(URI server, SocketAddress address, IOException failure) {
            // told by the call that failed
        }
    }

    /** The first bytes of a body; the rest is not waited for, and the connection is then not used again. */
    private static final class BoundedBodySubscriber implements BodySubscriber<String> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        static BodyHandler<String> ofBody() {
            return head -> new BoundedBodySubscriber();
        }

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            for (var piece : pieces) {
                byte[] some = new byte[Math.min(piece.remaining(), MOST_READ - bytes.size())];
                piece.get(some);
                bytes.writeBytes(some);
            }
            var given = Objects.requireNonNull(subscription);
            if (bytes.size() < MOST_READ) {
                given.request(1);
            } else {
                given.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            text.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            text.complete(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
