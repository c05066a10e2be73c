package io.github.ccatobs.pat.slack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts one document and reads the first part of what comes back: once, with no retry, redirect or judgement. */
final class WebhookClient implements AutoCloseable {

    /** Slack's own answers are a word. */
    private static final int MOST_READ = 1_024;

    private static final int MILLIS_IN_A_SECOND = 1_000;

    private final HttpClient client;
    private final Duration timeout;

    /** {@code timeout} is for all of it, from the connection to the end of the body. */
    WebhookClient(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Posts {@code json}.
     *
     * @throws IOException when there was no whole answer in time; its message says nothing of the address
     */
    WebhookResponse post(WebhookUrl url, String json) throws IOException {
        var request = HttpRequest.newBuilder(url.address())
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        var answer = client.sendAsync(request, Beginning.ofBody());
        try {
            var reply = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new WebhookResponse(reply.statusCode(), reply.headers().firstValue("Retry-After"), reply.body());
        } catch (TimeoutException ignored) {
            throw new IOException(late());
        } catch (ExecutionException failure) { // not passed on: what it says may hold the address
            throw new IOException(
                    failure.getCause() instanceof HttpTimeoutException ? late() : "no connection, or it was cut");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private String late() {
        return "no answer within " + (double) timeout.toMillis() / MILLIS_IN_A_SECOND + " s";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** The first bytes of a body; the rest is not waited for, and the connection is then not used again. */
    private static final class Beginning implements BodySubscriber<String> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        static BodyHandler<String> ofBody() {
            return head -> new Beginning();
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
