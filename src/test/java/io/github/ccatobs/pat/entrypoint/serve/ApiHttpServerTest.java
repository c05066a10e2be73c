package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over real sockets, with answers that tell what reached them. */
@Timeout(120)
class ApiHttpServerTest {

    private static final String KEY = "the-key-of-these-tests-and-of-nobody-else";
    private static final String HEADERS = "Host: here\nAuthorization: Bearer " + KEY + "\n";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Queue<ApiRequest> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private final Semaphore asked = new Semaphore(0);
    private final Queue<String> order = new ConcurrentLinkedQueue<>();
    private final OpenConnections open = new OpenConnections();
    private ApiHttpServer door = door(new ConnectionLimits(20, LONG, LONG, LONG));
    private int port = door.open("127.0.0.1", 0);

    @AfterEach
    void close() {
        mayAnswer.countDown();
        door.close(LONG);
    }

    @Test
    void handsOnWhatSomebodyWithAKeyAsks() {
        var answer = RawHttpClient.ask(
                port,
                "POST /a%20b?c=d HTTP/1.1\n" + HEADERS + "Content-Type: application/json\nContent-Length: 2\n\n{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "text/plain");
        assertThat(answer.body()).isEqualTo("POST /a%20b application/json 2 ops");
        assertThat(statuses).containsExactly(200);
    }

    static Stream<String> refusals() {
        return Stream.of(
                "",
                "Authorization: Bearer wrong\n",
                "Authorization: Bearer \n",
                "Authorization: Bearer\n",
                "Authorization:\n",
                "Authorization: Bearer " + KEY + "=\n",
                "Authorization: Bearer  " + KEY + "\n",
                "Authorization: Bearer \t" + KEY + "\n",
                "Authorization: Bearer \"" + KEY + "\"\n",
                "Authorization: Bearer " + KEY + ", Bearer " + KEY + "\n",
                "Authorization: Bearer " + KEY + "\nAuthorization: Bearer " + KEY + "\n",
                "Authorization: Bearer wrong\nAuthorization: Bearer " + KEY + "\n",
                "Authorization: Basic " + KEY + "\n",
                "Authorization: " + KEY + "\n",
                "Authorization: Bearer " + KEY.substring(1) + "\n",
                "Authorization: Bearer " + KEY.toUpperCase(Locale.ROOT) + "\n",
                "Authorization: Bearer " + "x".repeat(12_000) + "\n",
                "Proxy-Authorization: Bearer " + KEY + "\n",
                "Cookie: Authorization=Bearer " + KEY + "\n");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAllWithoutARightKeyAlike(String header) {
        var answer = RawHttpClient.ask(port, "GET /rotations HTTP/1.1\nHost: here\n" + header + "\n");

        assertThat(answer.whole())
                .isEqualTo(RawHttpClient.ask(port, "GET /nothing HTTP/1.1\nHost: here\n\n")
                        .whole());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers())
                .containsEntry("www-authenticate", "Bearer")
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("connection", "close");
        assertThat(answer.body()).contains("\"status\" : 401").doesNotContain(KEY);
        assertThat(heard).isEmpty();
        assertThat(refused).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /q/metrics", "GET /q/health/other", "GET /q/health/", "POST /q/health", "GET /Q/health"})
    void asksForAKeyBeforeItLooksAtThePath(String first) {
        assertThat(RawHttpClient.ask(port, first + " HTTP/1.1\nHost: here\n\n").status())
                .isEqualTo(401);
    }

    @Test
    void takesTheSchemeInAnyCase() {
        String head = "GET / HTTP/1.1\nHost: here\nauthorization: bearer " + KEY + "\n\n";

        assertThat(RawHttpClient.ask(port, head).status()).isEqualTo(200);
    }

    @Test
    void tellsHealthToAnybody() {
        assertThat(RawHttpClient.ask(port, "GET /q/health?x HTTP/1.1\nHost: here\n\n")
                        .body())
                .isEqualTo("open /q/health");
        assertThat(heard).isEmpty();
    }

    @Test
    void readsNoMoreOfABodyThanShowsThatItIsTooLong() {
        var answer = RawHttpClient.ask(
                port, "POST / HTTP/1.1\n" + HEADERS + "Content-Length: 20000\n\n" + "x".repeat(20_000));

        assertThat(answer.body()).isEqualTo("POST /  16385 ops");
    }

    /** Bytes sent after the answer stay in the network's buffers, which hold a few megabytes, until it is cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADERS + "Transfer-Encoding: chunked\n\n",
                HEADERS + "Content-Length: 1000000000\n\n",
                "Host: here\nContent-Length: 1000000000\n\n",
                "Host: here\nAuthorization: Bearer wrong\nTransfer-Encoding: chunked\n\n",
                "Content-Length: 1000000000\n\n"
            })
    void answersAnEndlessBodyOnceAndReadsNoMoreOfIt(String head) throws Exception {
        try (var client = new RawHttpClient(port)) {
            client.send("POST / HTTP/1.1\n" + head);
            var sent = new CompletableFuture<Long>();
            Thread.ofPlatform()
                    .start(() -> sent.complete(
                            client.sendWithoutEnd("1000\r\n" + "x".repeat(0x1000) + "\r\n", 1_000_000_000L)));
            assertThat(client.hear()).isPresent();
            assertThat(client.isAtItsEnd()).isTrue();
            door.close(LONG);

            assertThat(sent.get()).isLessThan(100_000_000L);
        }
        assertThat(statuses).hasSize(1);
    }

    @Test
    void tellsACallerWhoIsStillSendingThatTheBodyIsTooLong() {
        try (var client = new RawHttpClient(port)) {
            client.send("POST / HTTP/1.1\n" + HEADERS + "Transfer-Encoding: chunked\n\n");
            IntStream.range(0, 5).forEach(part -> client.sendRaw("1000\r\n" + "x".repeat(0x1000) + "\r\n"));

            assertThat(client.hear().orElseThrow().body()).isEqualTo("POST /  16385 ops");
        }
    }

    @Test
    void waitsForABodyOnlyOnceItIsWanted() {
        try (var client = new RawHttpClient(port)) {
            client.send("POST / HTTP/1.1\n" + HEADERS + "Expect: 100-continue\nContent-Length: 2\n\n");
            assertThat(client.hear().orElseThrow().status()).isEqualTo(100);
            assertThat(client.send("{}").hear().orElseThrow().body()).isEqualTo("POST /  2 ops");
        }
        try (var client = new RawHttpClient(port)) {
            client.send("POST / HTTP/1.1\nHost: here\nExpect: 100-continue\nContent-Length: 2\n\n");
            assertThat(client.hear().orElseThrow().status()).isEqualTo(401);
        }
    }

    @Test
    void survivesConnectionsThatAreCutAnywhere() {
        reopen(new ConnectionLimits(1000, LONG, LONG, LONG), quiet());
        String whole = "POST / HTTP/1.1\r\n" + HEADERS.replace("\n", "\r\n") + "Content-Length: 2\r\n\r\n{}";
        IntStream.range(0, whole.length()).forEach(length -> {
            try (var client = new RawHttpClient(port)) {
                client.sendRaw(whole.substring(0, length));
            }
        });

        assertThat(RawHttpClient.ask(port, "GET / HTTP/1.1\n" + HEADERS + "\n").status())
                .isEqualTo(200);
    }

    static Stream<String> smuggled() {
        String inner = "GET /smuggled HTTP/1.1\n" + HEADERS + "\n";
        return Stream.of(
                "Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n" + inner,
                "Transfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n" + inner,
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n0\n\n" + inner,
                "Transfer-Encoding: identity, chunked\n\n0\n\n" + inner,
                "Transfer-Encoding: xchunked\n\n0\n\n" + inner,
                "Transfer-Encoding: gzip\nContent-Length: 0\n\n" + inner,
                "Content-Length: 0\nContent-Length: 5\n\n" + inner,
                "Content-Length: 0, 5\n\n" + inner,
                "Content-Length: -1\n\n" + inner,
                "Content-Length: +0\n\n" + inner,
                "Content-Length: 0x0\n\n" + inner,
                "Content-Length : 0\n\n" + inner,
                "Transfer-Encoding: chunked\n\nzz\n" + inner,
                "Transfer-Encoding:\u000bchunked\n\n0\n\n" + inner);
    }

    /** However a proxy before us reads it, there is one answer, and the bytes after it are not a request. */
    @ParameterizedTest
    @MethodSource("smuggled")
    void answersNoSecondRequestThatAnotherMightHaveTakenForABody(String rest) {
        try (var client = new RawHttpClient(port)) {
            client.send("POST /first HTTP/1.1\n" + HEADERS + rest);
            client.hear();

            assertThat(client.isAtItsEnd()).isTrue();
            assertThat(heard).extracting(ApiRequest::path).doesNotContain("/smuggled");
        }
    }

    @Test
    void refusesTwoWaysToTellWhereABodyEnds() {
        String head = "POST / HTTP/1.1\n" + HEADERS + "Transfer-Encoding: xchunked\n\n0\n\n";

        assertThat(RawHttpClient.ask(port, head).status()).isEqualTo(400);
        assertThat(heard).isEmpty();
    }

    static Stream<String> malformed() {
        return Stream.of(
                "GET /" + "x".repeat(5000) + " HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: here\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                "GET / HTTP/1.1\r\nBad Header\r\n\r\n",
                "GET / HTTP/1.1\r\nBad\u0000Name: x\r\n\r\n",
                "GET / http/1.1\r\n" + HEADERS.replace("\n", "\r\n") + "\r\n",
                "GET / FTP/1.1\r\nHost: here\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNotHttpAndCloses(String text) {
        try (var client = new RawHttpClient(port)) {
            client.sendRaw(text);
            client.hear().ifPresent(answer -> assertThat(answer.status()).isIn(400, 501));

            assertThat(client.isAtItsEnd()).isTrue();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        try (var client = new RawHttpClient(port)) {
            client.send(("GET /1 HTTP/1.1\n" + HEADERS + "\n")
                    + ("GET /2 HTTP/1.1\n" + HEADERS + "\n")
                    + ("POST /3 HTTP/1.1\n" + HEADERS + "Content-Length: 2\n\n{}")
                    + "GET /4 HTTP/1.1\nHost: here\n\n"
                    + ("GET /5 HTTP/1.1\n" + HEADERS + "\n"));

            assertThat(Stream.generate(client::hear).limit(4).map(answer -> answer.orElseThrow()
                            .status()))
                    .containsExactly(200, 200, 200, 401);
            assertThat(client.isAtItsEnd()).isTrue();
            assertThat(heard).extracting(ApiRequest::path).containsExactly("/1", "/2", "/3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "DELETE", "PROPFIND", "OPTIONS", "X"})
    void handsOnAnyMethod(String method) {
        assertThat(RawHttpClient.ask(port, method + " /a HTTP/1.1\n" + HEADERS + "\n")
                        .body())
                .startsWith(method + " ");
    }

    @Test
    void tellsHealthInHttp10AsOldProbesAsk() {
        try (var client = new RawHttpClient(port)) {
            client.send("GET /q/health HTTP/1.0\n\n");

            assertThat(client.hear().orElseThrow().body()).isEqualTo("open /q/health");
            assertThat(client.isAtItsEnd()).isTrue();
        }
    }

    @Test
    void saysThatAPortCannotBeHad() {
        var second = door(new ConnectionLimits(20, LONG, LONG, LONG));

        assertThatThrownBy(() -> second.open("127.0.0.1", port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ccat.pat.http: cannot listen at 127.0.0.1 port " + port + ": ");
    }

    @Test
    void sendsNoBodyToHead() {
        try (var client = new RawHttpClient(port)) {
            client.send("HEAD /a HTTP/1.1\n" + HEADERS + "Connection: close\n\n");

            assertThat(client.hear().orElseThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void takesNoMoreConnectionsThanItMay() throws Exception {
        reopen(new ConnectionLimits(8, LONG, LONG, LONG), quiet());
        mayAnswer = new CountDownLatch(1);
        List<RawHttpClient> clients = callers(7);
        asked.acquire(7);
        try (var other = new RawHttpClient(port)) {
            assertThat(other.isAtItsEnd()).isTrue();
        }
        mayAnswer.countDown();

        assertAnswered(clients);
        assertThat(RawHttpClient.ask(port, "GET / HTTP/1.1\n" + HEADERS + "\n").status())
                .isEqualTo(200);
        clients.forEach(RawHttpClient::close);
    }

    @Test
    void letsInWhoComesWhenIdleConnectionsHoldAllThatOneSourceMayHave() throws Exception {
        reopen(new ConnectionLimits(8, LONG, LONG, LONG), quiet());
        List<RawHttpClient> idle = IntStream.range(0, 50)
                .mapToObj(index -> new RawHttpClient(port))
                .toList();
        open.awaitOpened(50);

        assertThat(RawHttpClient.ask(port, "GET /q/health HTTP/1.1\nHost: here\n\n")
                        .status())
                .isEqualTo(200);
        assertThat(RawHttpClient.ask(port, "GET / HTTP/1.1\n" + HEADERS + "\n").status())
                .isEqualTo(200);
        idle.forEach(RawHttpClient::close);
    }

    /** Three requests of which two wait for the first, and the beginning of another, cut: what has locked the server. */
    @Test
    void losesNoSlotToAThousandConnectionsThatAreCutWithRequestsWaiting() throws Exception {
        reopen(new ConnectionLimits(20, LONG, LONG, LONG), quiet());
        String text = "GET /q/health/live HTTP/1.1\nHost: here\n\n".repeat(3) + "POST /rotations HTTP/1.1\nHost: h";
        for (int time = 1; time <= 1000; time++) {
            try (var client = new RawHttpClient(port)) {
                client.send(text).resetAtItsEnd();
                open.awaitOpened(time);
            }
            open.awaitNone();
        }

        assertThat(RawHttpClient.ask(port, "GET / HTTP/1.1\n" + HEADERS + "\n").status())
                .isEqualTo(200);
    }

    @Test
    void answersManyAtOnce() throws Exception {
        reopen(new ConnectionLimits(250, LONG, LONG, LONG), quiet());
        mayAnswer = new CountDownLatch(1);
        List<RawHttpClient> clients = callers(200);
        asked.acquire(200);
        mayAnswer.countDown();

        assertAnswered(clients);
        clients.forEach(RawHttpClient::close);
    }

    private List<RawHttpClient> callers(int number) {
        return IntStream.range(0, number)
                .mapToObj(index -> new RawHttpClient(port).send("GET / HTTP/1.1\n" + HEADERS + "\n"))
                .toList();
    }

    private static void assertAnswered(List<RawHttpClient> clients) {
        assertThat(clients)
                .allSatisfy(client ->
                        assertThat(client.hear().orElseThrow().status()).isEqualTo(200));
    }

    /** The end of a connection that waits is the sign that closing has begun. */
    @Test
    void answersWhatIsUnderWayBeforeItCloses() throws Exception {
        mayAnswer = new CountDownLatch(1);
        try (var client = new RawHttpClient(port);
                var idle = new RawHttpClient(port)) {
            assertThat(idle.send("GET /q/health HTTP/1.1\nHost: here\n\n").hear())
                    .isPresent();
            client.send("GET / HTTP/1.1\n" + HEADERS + "\n");
            asked.acquire();
            var closing = Thread.ofVirtual().start(() -> {
                door.close(LONG);
                order.add("closed");
            });
            assertThat(idle.isAtItsEnd()).isTrue();
            order.add("may answer");
            mayAnswer.countDown();

            var answer = client.hear().orElseThrow();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("connection", "close");
            closing.join();
            assertThat(order).containsExactly("may answer", "closed");
        }
    }

    @Test
    void closesWithoutAnAnswerThatTakesTooLong() throws Exception {
        mayAnswer = new CountDownLatch(1);
        try (var client = new RawHttpClient(port)) {
            client.send("GET / HTTP/1.1\n" + HEADERS + "\n");
            asked.acquire();
            door.close(Duration.ZERO);

            assertThat(client.isAtItsEnd()).isTrue();
        }
    }

    @Test
    void saysThatAnAnswerThatFailedIsADefectAndGoesOn() {
        var answer = RawHttpClient.ask(port, "GET /defect HTTP/1.1\n" + HEADERS + "\n");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("made for a test");
        assertThat(RawHttpClient.ask(port, "GET / HTTP/1.1\n" + HEADERS + "\n").status())
                .isEqualTo(200);
    }

    private void reopen(ConnectionLimits limits, FailedAuthThrottle throttle) {
        door.close(LONG);
        door = door(limits, throttle);
        port = door.open("127.0.0.1", 0);
    }

    private ApiHttpServer door(ConnectionLimits limits) {
        return door(limits, quiet());
    }

    private static FailedAuthThrottle quiet() {
        return new FailedAuthThrottle(1000, new Backoff(LONG, LONG), Clock.systemUTC());
    }

    private ApiHttpServer door(ConnectionLimits limits, FailedAuthThrottle throttle) {
        return new ApiHttpServer(
                limits,
                new BearerAuthenticator(ApiKeys.ofOne("ops", KEY), throttle),
                new Echo(),
                new ApiHttpServer.ServerMetrics() {
                    @Override
                    public void answered(int status) {
                        statuses.add(status);
                    }

                    @Override
                    public void refused() {
                        refused.incrementAndGet();
                    }

                    @Override
                    public void open(int connections) {
                        open.set(connections);
                    }
                });
    }

    /** How many connections the server holds, to wait for. */
    private static final class OpenConnections {
        private int number;
        private int opened;

        private synchronized void set(int connections) {
            opened += connections > number ? 1 : 0;
            number = connections;
            notifyAll();
        }

        private synchronized void awaitOpened(int connections) throws InterruptedException {
            while (opened < connections) {
                wait();
            }
        }

        private synchronized void awaitNone() throws InterruptedException {
            while (number > 0) {
                wait();
            }
        }
    }

    /** Answers with what was asked. */
    private final class Echo implements ApiHttpServer.RequestHandler {
        @Override
        public boolean isOpen(String path) {
            return HealthChecks.isOpen(path);
        }

        @Override
        public ApiResponse toAnonymous(String path) {
            return text("open " + path);
        }

        @Override
        public ApiResponse toCaller(ApiRequest request) {
            heard.add(request);
            asked.release();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (request.path().equals("/defect")) {
                throw new IllegalStateException("made for a test");
            }
            return text(String.join(
                    " ",
                    request.method(),
                    request.path(),
                    request.contentType(),
                    Integer.toString(request.body().length),
                    request.caller()));
        }

        private ApiResponse text(String text) {
            return new ApiResponse(200, Map.of("content-type", "text/plain"), text);
        }
    }
}
