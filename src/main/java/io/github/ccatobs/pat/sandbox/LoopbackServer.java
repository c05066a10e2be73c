package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A free port that only this machine reaches. One event loop reads and writes and never waits; each request is answered
 * on a virtual thread of its own, which may. None of its threads keeps the process alive.
 */
final class LoopbackServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int LONGEST_HEADERS = 384 * 1024;

    private final Vertx vertx = Vertx.vertx(small());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server = vertx.createHttpServer(plain());
    private final HttpHandler httpHandler;

    private LoopbackServer(HttpHandler httpHandler) {
        this.httpHandler = httpHandler;
    }

    /**
     * Opens one, behind which {@code httpHandler} answers.
     *
     * @throws UncheckedIOException when no port is free
     */
    static LoopbackServer open(HttpHandler httpHandler) {
        var port = new LoopbackServer(httpHandler);
        try {
            await(port.server.requestHandler(port::receive).listen(0, LOOPBACK));
            return port;
        } catch (CompletionException e) {
            port.close();
            throw new UncheckedIOException(new IOException("no port of " + LOOPBACK + " can be opened", e.getCause()));
        }
    }

    int number() {
        return server.actualPort();
    }

    /** Ends at once: first the connections, so that nothing under way is still answered, then what works on answers. */
    @Override
    public void close() {
        if (threads.isShutdown()) {
            return;
        }
        await(server.close());
        threads.shutdownNow();
        threads.close();
        await(vertx.close());
    }

    private void receive(HttpServerRequest exchange) {
        exchange.body().onSuccess(body -> threads.execute(() -> answer(exchange, body.toString(UTF_8))));
    }

    private void answer(HttpServerRequest exchange, String body) {
        try {
            httpHandler.handle(exchange, body);
        } catch (RuntimeException e) {
            ResponseDelivery.reset(exchange);
            throw e;
        }
    }

    /** No more threads than it takes, and no copies of files in the temporary directory. */
    private static VertxOptions small() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    /** HTTP/1.1 and nothing newer, so that a fault strikes one connection and one request. */
    private static HttpServerOptions plain() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(LONGEST_HEADERS)
                .setMaxHeaderSize(LONGEST_HEADERS);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
