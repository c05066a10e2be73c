package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it looks at all threads of the JVM")
class HttpTest extends SandboxTest {

    @Test
    void refusesARequestWithoutUserAgent() throws Exception {
        String answer = raw("GET /user HTTP/1.1", "Host: x", "Authorization: Bearer tok-admin");

        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("User-Agent header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-11-28", "2026-03-10"})
    void knowsTwoVersions(String version) throws Exception {
        HttpResponse<String> response = ada.send("GET", "/user", "", Map.of("X-GitHub-Api-Version", version));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-github-api-version-selected"))
                .hasValue(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-01-01", "latest", "2026-03-11"})
    void refusesOtherVersions(String version) throws Exception {
        assertThat(ada.send("GET", "/user", "", Map.of("X-GitHub-Api-Version", version))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void isAnEnterpriseServerTooAndLinksAccordingly() throws Exception {
        web.renamedTo("acme/site");

        HttpResponse<String> moved = ada.get("/api/v3/repos/acme/web");

        assertThat(moved.headers().firstValue("location")).hasValue(github.url() + "/api/v3/repositories/" + web.id());
        assertThat(ada.read("/api/v3/repos/acme/site").path("url").asText())
                .isEqualTo(github.url() + "/api/v3/repos/acme/site");
        assertThat(github.requests().getFirst().path()).isEqualTo("/repos/acme/web");
    }

    @Test
    void answersWhatIsSentToAProxy() throws Exception {
        String answer = raw(
                "GET http://api.github.localhost/repos/acme/web HTTP/1.1",
                "Host: api.github.localhost",
                "User-Agent: test",
                "Authorization: token tok-admin");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("\"url\":\"http://api.github.localhost/repos/acme/web\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://api.github.localhost HTTP/1.1",
                "GET /repos//../web HTTP/1.1",
                "GET //repos HTTP/1.1",
                "BREW /coffee HTTP/1.1",
                "GET /orgs/acme HTTP/1.1",
                "GET /orgs//repos HTTP/1.1",
                "GET /organizations/x/repos HTTP/1.1",
                "PUT /orgs/acme/repos HTTP/1.1"
            })
    void survivesOddRequests(String line) throws Exception {
        assertThat(raw(line, "Host: x", "User-Agent: test", "Authorization: token tok-admin"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }

    @Test
    void everyAnswerHasGitHubsHeaders() throws Exception {
        HttpResponse<String> one = ada.get("/user");
        HttpResponse<String> other = ada.get("/repos/acme/none");

        assertThat(one.headers().firstValue("x-github-media-type")).hasValue("github.v3; format=json");
        assertThat(one.headers().firstValue("x-github-request-id").orElseThrow())
                .isNotEqualTo(other.headers().firstValue("x-github-request-id").orElseThrow());
        assertThat(other.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(SandboxClient.json(other).path("status").asText()).isEqualTo("404");
    }

    @Test
    void listensOnThisMachineAlone() throws Exception {
        assertThat(github.url().getHost()).isEqualTo("127.0.0.1");
        InetAddress outside = InetAddress.getLocalHost();
        assumeFalse(outside.isLoopbackAddress(), "this machine has no address but the loopback's");
        assertThatThrownBy(() -> new Socket(outside, github.url().getPort()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void remembersRequestsWithoutPrintingCredentials() throws Exception {
        ada.get("/repos/acme/web?x=1");
        ada.sets("acme/web", "GH_PAT", "hush");

        assertThat(github.requests())
                .extracting(ReceivedRequest::toString)
                .containsExactly(
                        "GET /repos/acme/web?x=1",
                        "GET /repos/acme/web/actions/secrets/public-key",
                        "PUT /repos/acme/web/actions/secrets/GH_PAT");
        ReceivedRequest put = github.requests().getLast();
        assertThat(put.credential()).hasValue("tok-admin");
        assertThat(put.header("User-Agent")).hasValue("sandbox-test");
        assertThat(put.at()).isEqualTo(START);
        assertThat(put.body()).contains("encrypted_value").doesNotContain("hush");
        assertThat(github.count("GET", "/repos/acme/.*")).isEqualTo(2);
        github.forgetsRequests();
        assertThat(github.requests()).isEmpty();
        assertThat(web.history("GH_PAT").getFirst()).hasToString("SecretWrite[" + START + "]");
    }

    @Test
    void oneRequestAfterTheOtherIsNeverMoreThanOneInFlight() throws Exception {
        for (int i = 0; i < 300; i++) {
            ada.get("/repos/acme/none");
        }

        assertThat(github.mostInFlight()).isEqualTo(1);
    }

    @Test
    void servesManyAtOnce() throws Exception {
        github.limitedTo(RateLimits.none());
        Instant longAgo = Instant.parse("2026-02-21T22:17:45Z");
        IntStream.range(0, 1000).forEach(i -> github.hasRepository("acme/r" + i).withSecret("GH_PAT", "x", longAgo));

        try (var threads = Executors.newFixedThreadPool(16)) {
            var visits = IntStream.range(0, 1000)
                    .mapToObj(i -> (Callable<Integer>) () -> ada.read("/repos/acme/r" + i + "/actions/secrets")
                            .path("total_count")
                            .asInt())
                    .toList();
            assertThat(threads.invokeAll(visits)).extracting(Future::resultNow).containsOnly(1);
        }
        assertThat(github.requests()).hasSize(1000);
        assertThat(github.mostInFlight()).isLessThanOrEqualTo(16);
    }

    @Test
    void closesWhileRequestsAreUnderWay() throws Exception {
        var arrived = new CountDownLatch(1);
        github.onRequest("GET", "/user").comesAfter(() -> {
            arrived.countDown();
            Latency.sleep(Duration.ofHours(1));
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> visit = threads.submit(() -> ada.get("/user"));
            arrived.await();
            github.close();
            assertThatThrownBy(visit::get).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void datesEveryAnswerByItsOwnClock() throws Exception {
        var itsClock = new MutableInstantSource(Instant.parse("1999-02-07T03:04:05.999Z"));
        try (var another = SandboxGitHub.start(itsClock)) {
            var client = new SandboxClient(another, "");
            another.onRequest("GET", "/scripted").answers(502, "{}");

            assertThat(dates(client.get("/rate_limit"))).containsExactly("Sun, 07 Feb 1999 03:04:05 GMT");
            itsClock.move(Duration.ofDays(366));
            assertThat(dates(client.get("/scripted"))).containsExactly("Tue, 08 Feb 2000 03:04:05 GMT");
            another.onRequest("GET", "/repos/.*").comesAfter(() -> itsClock.move(Duration.ofHours(-4)));
            assertThat(dates(client.get("/repos/acme/none"))).containsExactly("Mon, 07 Feb 2000 23:04:05 GMT");
        }
    }

    @Test
    void resetsTheConnectionThatItCuts() {
        github.onRequest("GET", "/user").cutsTheConnection();

        assertThatThrownBy(() -> raw("GET /user HTTP/1.1", "Host: x", "User-Agent: test"))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void breaksOffWhenHalfAnAnswerHasArrived() throws Exception {
        github.onRequest("GET", "/rate_limit").truncatesTheResponse();

        String answer = raw("GET /rate_limit HTTP/1.1", "Host: x", "User-Agent: test");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("{\"resources\":")
                .doesNotContain("\"rate\":");
    }

    @Test
    void refusesWhatIsNoAddress() throws Exception {
        assertThat(raw("GET /us|er HTTP/1.1", "Host: x", "User-Agent: test")).startsWith("HTTP/1.1 400 ");
        assertThat(github.requests()).isEmpty();
    }

    @Test
    void keepsNoProcessAliveAndLeavesNoThreadBehind() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var another = SandboxGitHub.start(clock);
        new SandboxClient(another, "").get("/rate_limit");
        Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);

        another.close();

        assertThat(started).allMatch(Thread::isDaemon);
        List<Thread> its = started.stream()
                .filter(thread -> thread.getName().startsWith("vert"))
                .toList();
        assertThat(its).isNotEmpty();
        for (Thread thread : its) {
            assertThat(thread.join(Duration.ofMinutes(1)))
                    .as("%s ended", thread)
                    .isTrue();
        }
    }

    private static List<String> dates(HttpResponse<String> response) {
        return response.headers().allValues("date");
    }

    private String raw(String... lines) throws IOException {
        try (var socket = new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                github.url().getPort())) {
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
