package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class FaultsTest extends SandboxTest {

    private static final String ANY_SECRET = "/repos/[^/]+/[^/]+/actions/secrets/[^/]+";

    @Test
    void theFourthWriteFailsAndNoOther() throws Exception {
        Fault fault = github.onRequest("PUT", ANY_SECRET).nth(4).answers(403, "{\"message\":\"No.\"}");

        for (int i = 1; i <= 6; i++) {
            github.hasRepository("acme/r" + i);
            assertThat(ada.sets("acme/r" + i, "GH_PAT", "new").statusCode()).isEqualTo(i == 4 ? 403 : 201);
        }

        assertThat(fault.happened()).isEqualTo(1);
        assertThat(github.hasRepository("acme/r4").secret("GH_PAT")).isEmpty();
        assertThat(github.hasRepository("acme/r5").secret("GH_PAT")).hasValue("new");
    }

    @Test
    void answersInGitHubsPlaceWithTheHeadersGiven() throws Exception {
        github.onRequest("GET", "/user").times(2).answers(429, Map.of("Retry-After", "7"), "{}");

        HttpResponse<String> first = ada.get("/user");

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("retry-after")).hasValue("7");
        assertThat(ada.get("/user").statusCode()).isEqualTo(429);
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(github.limitAnswers()).isZero();
    }

    @Test
    void cutsTheConnectionBeforeAWriteLands() throws Exception {
        String body = SandboxClient.sealed(ada.publicKey("acme/web"), "new");
        github.onRequest("PUT", ANY_SECRET).nth(1).cutsTheConnection();

        assertThatThrownBy(() -> ada.put("/repos/acme/web/actions/secrets/GH_PAT", body))
                .isInstanceOf(IOException.class);
        assertThat(web.secret("GH_PAT")).isEmpty();
        assertThat(ada.put("/repos/acme/web/actions/secrets/GH_PAT", body).statusCode())
                .isEqualTo(201);
    }

    @Test
    void cutsTheConnectionAfterAWriteLanded() throws Exception {
        String body = SandboxClient.sealed(ada.publicKey("acme/web"), "new");
        github.onRequest("PUT", ANY_SECRET).nth(1).cutsTheConnectionAfterwards();

        assertThatThrownBy(() -> ada.put("/repos/acme/web/actions/secrets/GH_PAT", body))
                .isInstanceOf(IOException.class);
        assertThat(web.secret("GH_PAT")).hasValue("new");
        assertThat(ada.put("/repos/acme/web/actions/secrets/GH_PAT", body).statusCode())
                .isEqualTo(204);
        assertThat(web.history("GH_PAT")).hasSize(2);
    }

    @Test
    void breaksOffHalfWayThroughTheAnswer() {
        github.onRequest("GET", "/user").truncatesTheResponse();

        assertThatThrownBy(() -> ada.get("/user")).isInstanceOf(IOException.class);
    }

    @Test
    void answersWithWhatIsNoJson() throws Exception {
        github.onRequest("GET", "/user").answersGarbage();

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(ada.get("/user").body()).startsWith("<html>");
    }

    @Test
    void takesLonger() throws Exception {
        github.onRequest("GET", "/user").takes(Duration.ofMillis(30));
        long start = System.nanoTime();

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void everyRequestTakesTheLatencySet() throws Exception {
        github.takes(Duration.ofMillis(30));
        long start = System.nanoTime();

        ada.get("/user");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void lettingSomethingHappenFirst() throws Exception {
        String body = SandboxClient.sealed(ada.publicKey("acme/web"), "new");
        github.onRequest("PUT", ANY_SECRET).nth(1).comesAfter(web::archived);
        github.onRequest("GET", "/user").nth(2).comesAfter(token::revoked);
        github.onRequest("GET", "/repos/acme/web").comesAfter(() -> clock.move(Duration.ofDays(1)));
        token.expiringAt(START.plus(Duration.ofHours(30)));

        assertThat(ada.put("/repos/acme/web/actions/secrets/GH_PAT", body).statusCode())
                .isEqualTo(403);
        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(200);
        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(401);
        clock.move(Duration.ofDays(-2));
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(ada.get("/user").statusCode()).isEqualTo(401);
    }

    @Test
    void theFaultWrittenFirstStrikesAndBothCount() throws Exception {
        Fault first = github.onRequest("GET", "/user").times(1).answers(500, "{}");
        Fault second = github.onRequest(request -> request.credential().isPresent())
                .times(2)
                .answers(502, "{}");

        assertThat(ada.get("/user").statusCode()).isEqualTo(500);
        assertThat(ada.get("/user").statusCode()).isEqualTo(502);
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(first.happened()).isEqualTo(1);
        assertThat(second.happened()).isEqualTo(1);
    }

    @Test
    void strikesOnFromANumber() throws Exception {
        github.onRequest("GET", "/user").from(2).times(1).answers(500, "{}");

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(ada.get("/user").statusCode()).isEqualTo(500);
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }

    @Test
    void isMended() throws Exception {
        github.onRequest("GET", "/user").answers(500, "{}");
        github.clearFaults();

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }
}
