package io.github.ccatobs.pat.entrypoint.http;

import io.github.ccatobs.pat.domain.Quoted;
import io.github.ccatobs.pat.domain.Redacted;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.api.Request;
import io.github.ccatobs.pat.entrypoint.api.Response;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The server: lets in who has a key, reads what may be sent, and has it answered on a virtual thread. What comes from
 * whoever has none costs a bounded amount of memory and time.
 */
final class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    private final Vertx vertx;
    private final Limits limits;
    private final Doorkeeper doorkeeper;
    private final Answers answers;
    private final Count count;
    private final Map<HttpConnection, Guest> guests = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Phaser underWay = new Phaser(1);
    private final HttpServer server;
    private volatile boolean closing;

    Door(Vertx vertx, Limits limits, Doorkeeper doorkeeper, Answers answers, Count count) {
        this.vertx = vertx;
        this.limits = limits;
        this.doorkeeper = doorkeeper;
        this.answers = answers;
        this.count = count;
        this.server = vertx.createHttpServer(options(limits))
                .connectionHandler(this::welcome)
                .requestHandler(this::receive)
                .invalidRequestHandler(this::refuseMalformed)
                .exceptionHandler(cut -> LOG.debug("a connection was cut", cut));
    }

    /** What is answered. Blocks, so it is asked on virtual threads. */
    interface Answers {

        /** Whether anybody may GET this, without a key. */
        boolean isOpen(String path);

        /** What anybody asks of a path that is open. */
        Response toAnybody(String path);

        /** What somebody who was let in asks. */
        Response toCaller(Request request);
    }

    /** Counts. */
    interface Count {

        /** A request was answered with {@code status}. */
        void answered(int status);

        /** Somebody came without a right key. */
        void refused();
    }

    private static HttpServerOptions options(Limits limits) {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(Limits.FIRST_LINE)
                .setMaxHeaderSize(Limits.HEADERS)
                .setIdleTimeout((int) limits.silence().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the port.
     *
     * @return the port that it listens at
     * @throws IllegalArgumentException when it cannot be had
     */
    int open(String host, int port) {
        try {
            return server.listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
        } catch (CompletionException failure) {
            throw new IllegalArgumentException("ccat.pat.http: cannot listen at " + host + " port " + port + ": "
                    + String.valueOf(Optional.ofNullable(failure.getCause())
                            .orElse(failure)
                            .getMessage()));
        }
    }

    /** Takes nothing new in, lets what is under way be answered, at most for {@code most}, and closes the port. */
    void close(Duration most) {
        closing = true;
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException unanswered) {
            LOG.debug("some requests were not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private void welcome(HttpConnection connection) {
        var guest = new Guest(vertx, connection);
        guests.put(connection, guest);
        connection.closeHandler(gone -> {
            guests.remove(connection);
            open.decrementAndGet();
            guest.relax();
        });
        if (open.incrementAndGet() > limits.connections() || closing) {
            guest.leave();
        } else {
            guest.hurry(limits.request());
        }
    }

    private void receive(HttpServerRequest request) {
        var guest = guests.get(request.connection());
        if (guest == null || guest.isLeaving()) {
            return;
        }
        request.exceptionHandler(cut -> LOG.trace("a request was cut", cut));
        request.response().exceptionHandler(cut -> LOG.trace("an answer was cut", cut));
        var visit = new Visit(request, guest);
        if (isAmbiguous(request)) {
            visit.endWith(malformed("expected one way to tell where the body ends: Content-Length, or"
                    + " Transfer-Encoding: chunked"));
        } else if (request.method().name().equals("GET") && answers.isOpen(path(request))) {
            visit.answer(() -> answers.toAnybody(path(request)));
        } else {
            doorkeeper.caller(request).ifPresentOrElse(visit::readFor, () -> turnAway(visit));
        }
    }

    /** Others may read another request out of it than we do. */
    private static boolean isAmbiguous(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        boolean both = request.headers().contains(HttpHeaders.CONTENT_LENGTH) && !codings.isEmpty();
        return both || codings.size() > 1 || codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"));
    }

    private void turnAway(Visit visit) {
        count.refused();
        var delay = doorkeeper.holdBack(visit.request);
        if (delay.isZero()) {
            visit.endWith(doorkeeper.refusal());
        } else {
            visit.guest.hurry(delay.plus(limits.request()));
            vertx.setTimer(Math.max(1, delay.toMillis()), held -> visit.endWith(doorkeeper.refusal()));
        }
    }

    private void refuseMalformed(HttpServerRequest request) {
        var guest = guests.get(request.connection());
        if (guest == null || guest.isLeaving()) {
            return;
        }
        boolean isLong = request.decoderResult().cause() instanceof TooLongFrameException;
        new Visit(request, guest)
                .endWith(
                        isLong
                                ? malformed("the first line or the headers are too long: expected at most "
                                        + Limits.FIRST_LINE + " and " + Limits.HEADERS + " bytes")
                                : malformed("expected a request of HTTP/1.1"));
    }

    private static Response malformed(String detail) {
        return Problem.of(Problem.Kind.MALFORMED_REQUEST, detail).response();
    }

    private static String path(HttpServerRequest request) {
        return Optional.ofNullable(request.path()).orElse("");
    }

    /** One request. */
    private final class Visit {
        private final HttpServerRequest request;
        private final Guest guest;
        private final Buffer body = Buffer.buffer();
        private boolean isRead;

        private Visit(HttpServerRequest request, Guest guest) {
            this.request = request;
            this.guest = guest;
        }

        /** Reads the body, no more of it than is needed to tell that it is too long, and then answers. */
        private void readFor(String caller) {
            if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
                request.response().writeContinue();
            }
            request.handler(part -> {
                if (!isRead) {
                    body.appendBuffer(part, 0, Math.min(part.length(), Limits.BODY - body.length()));
                    if (body.length() >= Limits.BODY) {
                        hear(caller);
                    }
                }
            });
            request.endHandler(end -> {
                if (!isRead) {
                    hear(caller);
                }
            });
        }

        private void hear(String caller) {
            isRead = true;
            var asked = new Request(
                    request.method().name(),
                    path(request),
                    Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE))
                            .orElse(""),
                    body.getBytes(),
                    caller);
            answer(() -> {
                var response = answers.toCaller(asked);
                LOG.infof("%s %s %d %s", method(), Redacted.of(Quoted.of(asked.path())), response.status(), caller);
                return response;
            });
        }

        private String method() {
            String quoted = Quoted.of(request.method().name());
            return quoted.substring(1, quoted.length() - 1);
        }

        private void answer(Supplier<Response> answer) {
            guest.relax();
            underWay.register();
            var context = vertx.getOrCreateContext();
            Thread.ofVirtual().name("request").start(() -> {
                var response = whole(answer);
                context.runOnContext(back -> {
                    try {
                        send(response);
                    } finally {
                        underWay.arriveAndDeregister();
                    }
                });
            });
        }

        private static Response whole(Supplier<Response> answer) {
            try {
                return answer.get();
            } catch (RuntimeException | Error defect) {
                LOG.error("a defect: a request could not be answered", defect);
                return Problem.of(Problem.Kind.DEFECT, "the log has more; please report it")
                        .response();
            }
        }

        private void send(Response response) {
            if (closing || !request.isEnded() || isChunked()) {
                endWith(response);
            } else {
                guest.hurry(limits.request());
                write(response);
            }
        }

        /** A length besides is dropped before we see it; whoever sent both may mean what follows as something else. */
        private boolean isChunked() {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        }

        /** Answers, and ends the connection: what else it holds might be anything. */
        private void endWith(Response response) {
            if (guest.isLeaving()) {
                return;
            }
            guest.dismiss(limits.farewell());
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            write(response);
            if (request.isEnded()) {
                guest.leave();
            } else {
                request.handler(rest -> {}).endHandler(end -> guest.leave());
            }
        }

        private void write(Response response) {
            if (request.response().closed() || request.response().ended()) {
                return;
            }
            count.answered(response.status());
            response.headers().forEach(request.response().headers()::set);
            var unused = request.response().setStatusCode(response.status()).end(response.body());
        }
    }
}
