package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections without a network: their time passes, and their answers are made, when a test says so. */
@Execution(ExecutionMode.SAME_THREAD)
class HttpConnectionTest {

    private static final String KEY = "the-key-of-these-tests-and-of-nobody-else";
    private static final String HEALTH = "GET /q/health/live HTTP/1.1\nHost: here\n\n";
    private static final String KEYED = "Host: here\nAuthorization: Bearer " + KEY + "\n";
    private static final String CALL = "POST /audits HTTP/1.1\n" + KEYED + "Content-Length: 2\n\n{}";
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(8, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(2));
    private static final SourceAddress HERE = new SourceAddress("here");
    private static final SourceAddress ELSEWHERE = new SourceAddress("elsewhere");

    private final AtomicInteger open = new AtomicInteger();
    private final List<ApiRequest> heard = new ArrayList<>();
    private final Queue<Runnable> unanswered = new ArrayDeque<>();
    private final ApiHttpServer server = new ApiHttpServer(
            LIMITS,
            new BearerAuthenticator(
                    ApiKeys.ofOne("ops", KEY),
                    new FailedAuthThrottle(
                            2,
                            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)),
                            Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC))),
            new RecordingHandler(),
            new RecordingMetrics(),
            unanswered::add);
    private final Traces traces = new Traces();

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(traces);
    }

    @AfterEach
    void findsNoTrace() {
        Logger.getLogger("").removeHandler(traces);
        assertThat(traces.seen).isEmpty();
    }

    /** Events of a connection before it ends. */
    private enum Step {
        HEALTH(HttpConnectionTest.HEALTH),
        CALL(HttpConnectionTest.CALL),
        THREE_AHEAD(HttpConnectionTest.HEALTH.repeat(3)),
        HALF_A_HEAD("POST /audits HTTP/1.1\nHost: he"),
        HALF_A_BODY("POST /audits HTTP/1.1\n" + KEYED + "Content-Length: 9\n\n{}"),
        NO_KEY("POST /audits HTTP/1.1\nHost: here\nContent-Length: 9\n\n"),
        GARBAGE("\u0000\u0001 \n\n"),
        ANSWER("");

        private final String text;

        Step(String text) {
            this.text = text;
        }
    }

    private enum End {
        CLOSE,
        RESET,
        TIME
    }

    /** Each end at each place in all orders of three steps; that is far more than all connections that may be open. */
    @Test
    void givesBackTheSlotOfEachConnectionHoweverItEnds() {
        int ends = 0;
        for (List<Step> steps : orders()) {
            for (End end : End.values()) {
                var caller = new EmbeddedConnection(server, HERE);
                steps.forEach(step -> take(step, caller));
                end(end, caller);
                answerAll();
                caller.settle();
                ends++;

                assertThat(open).as("open after %s, %s", steps, end).hasValue(0);
                assertThat(caller.isOpen()).as("open after %s, %s", steps, end).isFalse();
            }
        }
        assertThat(ends).isGreaterThan(1000);
        assertThat(new EmbeddedConnection(server, HERE).send(HEALTH).isOpen()).isTrue();
    }

    private static List<List<Step>> orders() {
        var all = Step.values();
        return Stream.of(all)
                .flatMap(first ->
                        Stream.of(all).flatMap(second -> Stream.of(all).map(third -> List.of(first, second, third))))
                .toList();
    }

    private void take(Step step, EmbeddedConnection caller) {
        if (step == Step.ANSWER) {
            answerAll();
        }
        caller.send(step.text);
    }

    private static void end(End end, EmbeddedConnection caller) {
        switch (end) {
            case CLOSE -> caller.close();
            case RESET -> caller.reset();
            case TIME -> IntStream.range(0, 120).forEach(second -> caller.waitFor(Duration.ofSeconds(1)));
        }
    }

    private void answerAll() {
        for (var next = unanswered.poll(); next != null; next = unanswered.poll()) {
            next.run();
        }
    }

    @Test
    void leavesRoomForOthersAndForHealthHoweverManyConnectionsOneSourceOpens() {
        IntStream.range(0, 300).forEach(index -> new EmbeddedConnection(server, HERE).send("GET /q/hea"));

        assertThat(statuses(HEALTH, new EmbeddedConnection(server, ELSEWHERE))).containsExactly(200);
        assertThat(statuses(CALL, new EmbeddedConnection(server, ELSEWHERE))).containsExactly(200);
        assertThat(statuses(HEALTH, new EmbeddedConnection(server, HERE))).containsExactly(200);
    }

    @Test
    void leavesRoomForHealthHoweverManySourcesHoldConnections() {
        IntStream.range(0, 300).forEach(index -> new EmbeddedConnection(server, new SourceAddress("source" + index)));

        assertThat(statuses(HEALTH, new EmbeddedConnection(server, HERE))).containsExactly(200);
        assertThat(open).hasValue(LIMITS.connections());
    }

    @Test
    void turnsAwayAConnectionWhenAllAreBeingAnswered() {
        var callers = IntStream.range(0, 7)
                .mapToObj(index -> new EmbeddedConnection(server, HERE).send(CALL))
                .toList();
        assertThat(new EmbeddedConnection(server, HERE).isOpen()).isFalse();

        answerAll();
        assertThat(callers)
                .allSatisfy(caller -> assertThat(caller.settle().statuses()).containsExactly(200));
        assertThat(statuses(HEALTH, new EmbeddedConnection(server, HERE))).containsExactly(200);
    }

    @Test
    void answersOneRequestAtATime() {
        var caller = new EmbeddedConnection(server, HERE).send(CALL.repeat(3));
        assertThat(unanswered).hasSize(1);

        for (int number = 1; number <= 3; number++) {
            answerAll();
            assertThat(caller.settle().statuses()).containsExactly(200);
            assertThat(heard).hasSize(number);
        }
    }

    @Test
    void readsABodyOfManySmallChunks() {
        var caller = new EmbeddedConnection(server, HERE)
                .send("POST /audits HTTP/1.1\n" + KEYED + "Transfer-Encoding: chunked\n\n" + "1\n{\n".repeat(10_000)
                        + "0\n\n");

        assertThat(statuses("", caller)).containsExactly(200);
        assertThat(heard.getFirst().body()).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HT",
                "GET / HTTP/1.1\nHost: he",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length: 5\n\n{}",
                "POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: chunked\n\n5\n{}"
            })
    void closesAConnectionOnWhichNoWholeRequestComesInTime(String text) {
        var caller = new EmbeddedConnection(server, HERE).send(text).waitFor(Duration.ofMillis(14_999));
        assertThat(caller.isOpen()).isTrue();

        assertThat(caller.waitFor(Duration.ofMillis(1)).isOpen()).isFalse();
        assertThat(caller.answers()).isEmpty();
    }

    @Test
    void countsTheTimeOfARequestFromTheAnswerBefore() {
        var caller = new EmbeddedConnection(server, HERE).waitFor(Duration.ofSeconds(10));
        statuses(HEALTH, caller);

        assertThat(caller.waitFor(Duration.ofMillis(14_999)).isOpen()).isTrue();
        assertThat(caller.waitFor(Duration.ofMillis(1)).isOpen()).isFalse();
    }

    @Test
    void isNotKeptWaitingByACallerWhoSendsByteByByte() {
        var caller = new EmbeddedConnection(server, HERE).send("GET / HTTP/1.1\nX-Slow: ");
        int sent = 0;
        while (caller.isOpen() && sent < 100) {
            caller.send("x").waitFor(Duration.ofSeconds(1));
            sent++;
        }

        assertThat(sent).isEqualTo(15);
    }

    @Test
    void closesAConnectionWhoseAnswerTakesTooLong() {
        var caller = new EmbeddedConnection(server, HERE).send(CALL).waitFor(Duration.ofMillis(59_999));
        assertThat(caller.isOpen()).isTrue();

        assertThat(caller.waitFor(Duration.ofMillis(1)).isOpen()).isFalse();
    }

    @Test
    void holdsBackRefusalsOfOneSourceAndNeverARightKey() {
        String wrong = "GET / HTTP/1.1\nHost: here\n\n";
        for (int free = 0; free < 2; free++) {
            assertThat(new EmbeddedConnection(server, HERE).send(wrong).statuses())
                    .containsExactly(401);
        }
        for (int seconds : new int[] {1, 2, 4, 4}) {
            var caller = new EmbeddedConnection(server, HERE).send(wrong);
            assertThat(caller.waitFor(Duration.ofMillis(seconds * 1000L - 1)).statuses())
                    .isEmpty();
            assertThat(caller.waitFor(Duration.ofMillis(1)).statuses()).containsExactly(401);
        }

        assertThat(statuses(CALL, new EmbeddedConnection(server, HERE))).containsExactly(200);
        assertThat(new EmbeddedConnection(server, ELSEWHERE).send(wrong).statuses())
                .containsExactly(401);
    }

    @Test
    void closesAfterARefusalEvenACallerWhoGoesOnSending() {
        var caller = new EmbeddedConnection(server, HERE)
                .send("POST / HTTP/1.1\nHost: here\nContent-Length: 1000000000\n\n");
        assertThat(caller.statuses()).containsExactly(401);
        caller.send("x".repeat(100_000)).waitFor(Duration.ofMillis(1999));
        assertThat(caller.isOpen()).isTrue();

        assertThat(caller.waitFor(Duration.ofMillis(1)).isOpen()).isFalse();
        assertThat(caller.answers()).isEmpty();
    }

    @Test
    void readsABoundedNumberOfBytesAfterARefusal() {
        var reads = new AtomicInteger();
        var channel = new EmbeddedChannel();
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void read(ChannelHandlerContext context) {
                reads.incrementAndGet();
            }
        });
        channel.pipeline().addLast(new InputDrainHandler(1000));
        for (int part = 0; part < 20; part++) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[100]));
        }

        assertThat(reads).hasValue(10);
        assertThat(channel.inboundMessages()).isEmpty();
    }

    static Stream<String> refused() {
        return Stream.of(
                "GET / HTTP/1.1\nAuthorization: Bearer " + KEY + "\n\n",
                "GET /q/health HTTP/1.1\n\n",
                "GET /q/health HTTP/1.1\nHost: a\nHost: a\n\n",
                "GET /q/health HTTP/1.1\nHost: a\nHost: b\n\n",
                "GET /q/health HTTP/1.1\nHost: a/b\n\n",
                "GET /q/health HTTP/1.1\nHost: a b\n\n",
                "GET /q/health HTTP/1.1\nHost: me@here\n\n",
                "GET /q/health HTTP/1.1\nHost:\n\n",
                "GET /q/health HTTP/1.1\nHost: \t \n\n",
                "GET /q/health HTTP/1.0\nHost:\n\n",
                "GET /q/health HTTP/1.1\nHost: :8080\n\n",
                "GET /q/health HTTP/1.1\nHost: a,b\n\n",
                "GET /q/health HTTP/1.1\nHost: a:1:2\n\n",
                "GET /q/health HTTP/1.1\nHost: a:x\n\n",
                "GET /q/health HTTP/1.1\nHost: a:123456\n\n",
                "GET /q/health HTTP/1.1\nHost: [::1\n\n",
                "GET /q/health HTTP/1.1\nHost: []\n\n",
                "GET /q/health HTTP/1.1\nHost: a%2fb\n\n",
                "GET /q/health HTTP/1.1\nHost: h\u00e9re\n\n",
                "GET /q/health HTTP/1.1\nHost: a\u007f\n\n",
                "GET /q/health HTTP/1.1\nHost: a?b\n\n",
                "GET /q/health HTTP/1.1\nHost: " + "a".repeat(300) + "\n\n",
                "GET /q/health HTTP/1.1\nHost: a\nHOST: a\n\n",
                "GET /q/health HTTP/1.0\nHost: a\nHost: b\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: chunked\nContent-Length: 0\n\n0\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: Chunked\nContent-Length: 4\n\n0\n\n",
                "POST / HTTP/1.0\n" + KEYED + "Transfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: xchunked\n\n0\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: gzip, chunked\n\n0\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length: 2\nContent-Length: 2\n\n{}",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length: 2, 2\n\n{}",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length: 1\n 2\n\n{}",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length:\n\n{}",
                "POST / HTTP/1.1\n" + KEYED + "Content-Length: 99999999999999999999\n\n{}",
                "GET / HTTP/1.1\n" + KEYED + "Sec-WebSocket-Key1: 1\nSec-WebSocket-Key2: 2\n\n12345678",
                "GET / HTTP/1.1\n " + KEYED + "\n",
                "GET / HTTP/1.1\n" + KEYED + "X Y: z\n\n",
                "GET / HTTP/1.1\n" + KEYED + "X : z\n\n",
                "GET / HTTP/1.1\n" + KEYED + ": z\n\n",
                "GET / HTTP/1.1\n" + KEYED + "X: \u0000\n\n",
                "GET / HTTP/1.1\n" + KEYED + "X: y\rz\n\n",
                "GET / HTTP/1.1\n" + KEYED + "X: " + "x".repeat(20_000) + "\n\n",
                "GET / HTTP/1.1\n" + KEYED + "X: y\n".repeat(5_000) + "\n",
                "GET /" + "x".repeat(5000) + " HTTP/1.1\n" + KEYED + "\n",
                "GET / HTTP/1.1\n" + KEYED + "Expect: 200-ok\n\n",
                "POST / HTTP/1.1\n" + KEYED + "Expect: 100-continue\nContent-Length: 20000\n\n",
                "GET a HTTP/1.1\n" + KEYED + "\n",
                "GET http:/a HTTP/1.1\n" + KEYED + "\n",
                "GET ftp://here/a HTTP/1.1\n" + KEYED + "\n",
                "GET http://me@here/a HTTP/1.1\n" + KEYED + "\n",
                "GET http://elsewhere/a HTTP/1.1\n" + KEYED + "\n",
                "GET http://here:8080/a HTTP/1.1\n" + KEYED + "\n",
                "GET https://here:80/a HTTP/1.1\n" + KEYED + "\n",
                "GET http:///a HTTP/1.1\n" + KEYED + "\n",
                "GET * HTTP/1.1\n" + KEYED + "\n",
                "GET /a#b HTTP/1.1\n" + KEYED + "\n",
                "GET /\u00e9 HTTP/1.1\n" + KEYED + "\n",
                "GET /\u001b HTTP/1.1\n" + KEYED + "\n",
                "GET /a b HTTP/1.1\n" + KEYED + "\n",
                "CONNECT here:443 HTTP/1.1\n" + KEYED + "\n",
                "G@T / HTTP/1.1\n" + KEYED + "\n",
                "X".repeat(33) + " / HTTP/1.1\n" + KEYED + "\n",
                "GET / HTTP/1.2\n" + KEYED + "\n",
                "GET / HTTP/2.0\n" + KEYED + "\n",
                "GET / HTTP/0.9\n" + KEYED + "\n",
                "GET / FTP/1.1\n" + KEYED + "\n",
                "GET / HTTP/1.1x\n" + KEYED + "\n",
                "GET /\n\n",
                "PRI * HTTP/2.0\n\nSM\n\n");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatAnotherMightReadInAnotherWay(String text) {
        var caller = new EmbeddedConnection(server, HERE).send(text + CALL);

        assertThat(statuses("", caller)).containsExactly(400);
        assertThat(heard).isEmpty();
        assertThat(caller.waitFor(LIMITS.closeDelay()).isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1\nHost: here\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: here\nX: y\r\n\r\n",
                "GET /a HTTP/1.1\rHost: here\r\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: here\r\n\n"
            })
    void refusesLinesThatEndInAnotherWayThanWithBoth(String text) {
        assertThat(new EmbeddedConnection(server, HERE).sendRaw(text).statuses())
                .containsExactly(400);
    }

    @Test
    void skipsAFewEmptyLinesBeforeARequestAndNotAnyNumber() {
        var polite = new EmbeddedConnection(server, HERE);
        assertThat(statuses("\n\n" + CALL, polite)).containsExactly(200);
        assertThat(statuses("\n\n" + CALL, polite)).containsExactly(200);

        var endless = new EmbeddedConnection(server, HERE);
        int sent = 0;
        while (endless.isOpen() && sent < 100) {
            endless.send("\n".repeat(500));
            sent++;
        }
        assertThat(sent).isBetween(20, 50);
    }

    static Stream<String> badChunks() {
        return Stream.of(
                "zz\n{}\n0\n\n",
                "-1\n{}\n0\n\n",
                "+2\n{}\n0\n\n",
                "0x2\n{}\n0\n\n",
                "2\n{}x\n0\n\n",
                "2{}\n0\n\n",
                "FFFFFFFFFFFFFFFFF\n{}\n0\n\n",
                "\n2\n{}\n0\n\n",
                "2;" + "x".repeat(5000) + "\n{}\n0\n\n");
    }

    @ParameterizedTest
    @MethodSource("badChunks")
    void refusesABodyInBadChunks(String text) {
        var caller = new EmbeddedConnection(server, HERE)
                .send("POST / HTTP/1.1\n" + KEYED + "Transfer-Encoding: chunked\n\n" + text + CALL);

        assertThat(statuses("", caller)).containsExactly(400);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a HTTP/1.1\nHost: [::1]:8080\nAuthorization: Bearer " + KEY + "\n\n",
                "GET /a HTTP/1.1\nHost: build_1.example.:80\nAuthorization: Bearer " + KEY + "\n\n",
                "GET http://HERE:80/a HTTP/1.1\n" + KEYED + "\n",
                "GET https://here:443/a HTTP/1.1\n" + KEYED + "\n",
                "GET http://here/a HTTP/1.1\n" + KEYED + "\n",
                "GET http://elsewhere/a HTTP/1.0\nAuthorization: Bearer " + KEY + "\n\n",
                "GET /a?b=c&d=%20 HTTP/1.1\n" + KEYED + "\n",
                "GET /a HTTP/1.1\n" + KEYED + "X: y\n z\n\n",
                "GET /a HTTP/1.1\n" + KEYED + "Upgrade: h2c\nConnection: Upgrade\n\n",
                "GET /a HTTP/1.0\nAuthorization: Bearer " + KEY + "\n\n",
                "get /a HTTP/1.1\n" + KEYED + "\n"
            })
    void answersWhatIsOnlyUnusual(String text) {
        assertThat(statuses(text, new EmbeddedConnection(server, HERE))).containsExactly(200);
        assertThat(heard).extracting(ApiRequest::path).containsExactly("/a");
    }

    @Test
    void reads100ContinueOnlyWhereABodyIsWanted() {
        var caller = new EmbeddedConnection(server, HERE)
                .send("POST / HTTP/1.1\n" + KEYED + "Expect: 100-continue\nContent-Length: 2\n\n");
        assertThat(caller.statuses()).containsExactly(100);

        assertThat(statuses("{}", caller)).containsExactly(200);
    }

    @Test
    void answersHealthWithABodyAndEnds() {
        var caller = new EmbeddedConnection(server, HERE)
                .send("GET /q/health HTTP/1.1\nHost: here\nContent-Length: " + HEALTH.length() + "\n\n" + HEALTH);

        assertThat(statuses("", caller)).containsExactly(200);
        assertThat(caller.waitFor(LIMITS.closeDelay()).isOpen()).isFalse();
    }

    private List<Integer> statuses(String text, EmbeddedConnection caller) {
        caller.send(text);
        answerAll();
        return caller.settle().statuses();
    }

    private final class RecordingHandler implements ApiHttpServer.RequestHandler {
        @Override
        public boolean isOpen(String path) {
            return HealthChecks.isOpen(path);
        }

        @Override
        public ApiResponse toAnonymous(String path) {
            return new ApiResponse(200, Map.of(), "");
        }

        @Override
        public ApiResponse toCaller(ApiRequest request) {
            heard.add(request);
            return new ApiResponse(200, Map.of(), "");
        }
    }

    private final class RecordingMetrics implements ApiHttpServer.ServerMetrics {
        @Override
        public void answered(int status) {}

        @Override
        public void refused() {}

        @Override
        public void open(int connections) {
            open.set(connections);
        }
    }

    /** What the test's own thread logs, in which its connections work; other tests log beside it. */
    private static final class Traces extends Handler {
        private final Thread heard = Thread.currentThread();
        private final List<Throwable> seen = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getThrown() != null && Thread.currentThread() == heard) {
                seen.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
