package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.trafficlistener.WiremockNetworkTrafficListener;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers at once, on virtual threads as in production. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubConcurrencyTest extends GitHubClientTestBase {

    private static final String USER = "{\"login\":\"robot\"}";

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 60})
    void sendsAsManyAtOnceAsTheSettingAndNoMore(int most) throws Exception {
        var underWay = new AtomicInteger();
        var largest = new AtomicInteger();
        var everybodyAsked = new CyclicBarrier(most);
        try (var server = RawServer.answering(out -> {
            largest.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            everybodyAsked.await();
            underWay.decrementAndGet();
            ok(out, USER);
        })) {
            var github = github(TestSettings.defaults().withInFlight(most, 1), Duration.ZERO, server.url());

            assertThat(inManyThreads(most * 4, github::account)).containsOnly(new Account("robot"));
        }
        assertThat(largest).hasValue(most);
    }

    @Test
    void sendsLittleAfterARejection() throws Exception {
        var eightAsked = new CyclicBarrier(8);
        try (var server = RawServer.answering(out -> {
            eightAsked.await();
            write(out, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        })) {
            var github = github(TestSettings.defaults(), Duration.ZERO, server.url());

            assertThat(inManyThreads(50, () -> catchThrowable(github::account)))
                    .hasSize(50)
                    .hasOnlyElementsOfType(GitHubException.CredentialRejectedException.class);
            assertThat(server.connections()).isEqualTo(8);
        }
    }

    @Test
    void sendsNothingMoreWhileALimitLasts() throws Exception {
        var eightAsked = new CyclicBarrier(8);
        try (var server = RawServer.answering(out -> {
            eightAsked.await();
            write(out, "HTTP/1.1 429 Too Many\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        })) {
            var github = github(TestSettings.defaults(), Duration.ofSeconds(59), server.url());

            assertThat(inManyThreads(50, () -> catchThrowable(github::account)))
                    .hasSize(50)
                    .hasOnlyElementsOfType(GitHubException.RateLimitedException.class);
            assertThat(server.connections()).isEqualTo(8);
        }
    }

    @Test
    void readsAThousandRepositoriesWithinTheWindow() throws Exception {
        answer(SECRETS, listing("GH_PAT"));
        var github = github(TestSettings.defaults(), Duration.ofHours(1));

        assertThat(inManyThreads(1000, () -> github.secrets(WEB))).hasSize(1000);
        assertThat(sent()).hasSize(1000);
        assertThat(time.pauses()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404})
    void keepsNoConnectionFromOthers(int status) throws Exception {
        answer(SECRETS, refusal(status, "Server Error"));
        var github = github();

        inManyThreads(100, () -> catchThrowable(() -> github.secrets(WEB)));
        answer("/user", user());
        assertThat(github.account()).isEqualTo(new Account("robot"));
    }

    @Test
    void keepsNoPlaceFromOthersWhateverHappens() throws Exception {
        answerInTurn("/user", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), hostile(json(200, "[")), user());
        var github = github(TestSettings.defaults().withInFlight(1, 1), Duration.ZERO);
        failure(GitHubException.GitHubUnavailableException.class, github::account);

        assertThat(github.account()).isEqualTo(new Account("robot"));
    }

    @Test
    void endsTheConnectionOfABodyWithoutEnd() throws Exception {
        var clientLeft = new CountDownLatch(1);
        try (var server = RawServer.answering(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            byte[] block = new byte[64 * 1024];
            try {
                while (true) {
                    out.write(block);
                }
            } finally {
                clientLeft.countDown();
            }
        })) {
            var github = github(TestSettings.defaults(), Duration.ZERO, server.url());
            failure(GitHubException.GitHubUnavailableException.class, github::account);

            clientLeft.await();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void sharesConnectionsAndNoCredentialAmongAllThatAreOpened() {
        var connections = new Connections();
        var server = new WireMockServer(wireMockConfig().dynamicPort().networkTrafficListener(connections));
        server.start();
        try {
            server.stubFor(get("/user").willReturn(user()));
            var clients = connector(TestSettings.defaults());
            for (int i = 0; i < 20; i++) {
                clients.connect(numbered(i), TimeBudget.each(Duration.ZERO), ApiUrl.parse(server.baseUrl()))
                        .account();
            }

            assertThat(server.getAllServeEvents().reversed())
                    .extracting(event -> event.getRequest().getHeader("Authorization"))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(number -> "Bearer token" + number)
                            .toList());
            assertThat(connections.opened).hasValue(1);
        } finally {
            server.stop();
        }
    }

    private static Credential numbered(int number) {
        return new TokenCredential(SecretValue.of("token" + number), "GITHUB_TOKEN");
    }

    /** Counts connections. */
    private static final class Connections implements WiremockNetworkTrafficListener {
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public void opened(Socket socket) {
            opened.incrementAndGet();
        }

        @Override
        public void incoming(Socket socket, ByteBuffer bytes) {}

        @Override
        public void outgoing(Socket socket, ByteBuffer bytes) {}

        @Override
        public void closed(Socket socket) {}
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        var asked = new CountDownLatch(1);
        var testIsOver = new CountDownLatch(1);
        try (var server = RawServer.answering(out -> {
            asked.countDown();
            testIsOver.await();
        })) {
            var github = github(TestSettings.defaults(), Duration.ZERO, server.url());
            var thrown = new ConcurrentLinkedQueue<Throwable>();
            var interrupted = new ConcurrentLinkedQueue<Boolean>();
            var caller = Thread.ofVirtual().start(() -> {
                thrown.add(catchThrowable(github::account));
                interrupted.add(Thread.currentThread().isInterrupted());
            });
            asked.await();
            caller.interrupt();
            caller.join();

            assertThat(thrown).hasOnlyElementsOfType(GitHubException.GitHubUnavailableException.class);
            assertThat(interrupted).containsExactly(true);
            assertThat(server.connections()).isEqualTo(1);
        } finally {
            testIsOver.countDown();
        }
    }

    @Test
    void stopsWhenInterruptedInTheMiddleOfABody() throws Exception {
        var asked = new CountDownLatch(1);
        var testIsOver = new CountDownLatch(1);
        try (var server = RawServer.answering(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            asked.countDown();
            testIsOver.await();
        })) {
            var github = github(TestSettings.defaults(), Duration.ZERO, server.url());
            var thrown = new ConcurrentLinkedQueue<Throwable>();
            var caller = Thread.ofVirtual().start(() -> thrown.add(catchThrowable(github::account)));
            asked.await();
            caller.interrupt();
            caller.join();

            assertThat(thrown).hasOnlyElementsOfType(GitHubException.GitHubUnavailableException.class);
            assertThat(server.connections()).isEqualTo(1);
        } finally {
            testIsOver.countDown();
        }
    }

    @Test
    void sendsNothingForAnInterruptedThread() {
        answer("/user", user());
        var github = github();
        Thread.currentThread().interrupt();
        try {
            assertThat(failure(GitHubException.GitHubUnavailableException.class, github::account))
                    .hasMessage("GET /user: not sent, interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sent()).isEmpty();
    }

    private static <T> List<T> inManyThreads(int callers, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<T>>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(call));
            }
            var results = new ArrayList<T>();
            for (Future<T> one : calls) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static void ok(OutputStream out, String body) throws Exception {
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    private static void write(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
