package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class RateLimitsTest extends SandboxTest {

    @Test
    void countsTheHourlyQuotaPerUserNotPerToken() throws Exception {
        github.hasToken("tok-second").of("ada");
        github.hasToken("tok-eve").of("eve");

        ada.get("/user");
        HttpResponse<String> third = new SandboxClient(github, "tok-second").get("/repos/acme/none");

        assertThat(quota(third)).containsExactly("5000", "4998", "2", "core");
        assertThat(header(third, "x-ratelimit-reset"))
                .isEqualTo(String.valueOf(START.plusSeconds(3600).getEpochSecond()));
        assertThat(quota(new SandboxClient(github, "tok-eve").get("/user")))
                .containsExactly("5000", "4999", "1", "core");
        assertThat(quota(nobody.get("/user"))).containsExactly("60", "59", "1", "core");
    }

    @Test
    void askingForTheQuotaIsFree() throws Exception {
        ada.get("/user");
        JsonNode core = ada.read("/rate_limit").path("resources").path("core");

        assertThat(core).isEqualTo(ada.read("/rate_limit").path("rate"));
        assertThat(core.path("used").asInt()).isEqualTo(1);
        assertThat(core.path("remaining").asInt()).isEqualTo(4999);
        assertThat(core.path("reset").asLong())
                .isEqualTo(START.plusSeconds(3600).getEpochSecond());
    }

    @Test
    void aUsedUpQuotaIsWholeAgainAfterAnHour() throws Exception {
        github.limitedTo(RateLimits.published().withRequestsPerHour(2));
        ada.get("/user");
        clock.move(Duration.ofMinutes(10));
        ada.get("/user");

        HttpResponse<String> limited = ada.get("/user");
        assertThat(limited.statusCode()).isEqualTo(403);
        assertThat(SandboxClient.message(limited)).startsWith("API rate limit exceeded");
        assertThat(quota(limited)).containsExactly("2", "0", "2", "core");
        assertThat(header(limited, "x-ratelimit-reset")).isEqualTo(String.valueOf(START.getEpochSecond() + 3600));
        assertThat(limited.headers().map()).doesNotContainKey("retry-after");
        assertThat(ada.get("/rate_limit").statusCode()).isEqualTo(200);
        clock.move(Duration.ofMinutes(50));
        assertThat(quota(ada.get("/user"))).containsExactly("2", "1", "1", "core");
        assertThat(github.limitAnswers()).isEqualTo(1);
    }

    @Test
    void letsEightyWritesAMinutePassAndNotOneMore() throws Exception {
        String body = SandboxClient.sealed(ada.publicKey("acme/web"), "x");
        for (int i = 0; i < 80; i++) {
            assertThat(write(body).statusCode()).isLessThan(300);
            clock.move(Duration.ofMillis(500));
        }

        HttpResponse<String> limited = write(body);

        assertThat(limited.statusCode()).isEqualTo(403);
        assertThat(SandboxClient.message(limited)).startsWith("You have exceeded a secondary rate limit.");
        assertThat(header(limited, "retry-after")).isEqualTo("20");
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        clock.move(Duration.ofSeconds(20));
        assertThat(write(body).statusCode()).isEqualTo(204);
        assertThat(write(body).statusCode()).isEqualTo(403);
        clock.move(Duration.ofMillis(500));
        assertThat(write(body).statusCode()).isEqualTo(204);
        assertThat(web.history("GH_PAT")).hasSize(82);
        assertThat(github.limitAnswers()).isEqualTo(2);
    }

    @Test
    void countsWritesOfTheWholeHour() throws Exception {
        github.limitedTo(RateLimits.published().withWritesPerHour(3));
        String body = SandboxClient.sealed(ada.publicKey("acme/web"), "x");
        for (int i = 0; i < 3; i++) {
            write(body);
            clock.move(Duration.ofMinutes(10));
        }

        assertThat(header(write(body), "retry-after")).isEqualTo("1800");
    }

    @Test
    void aReadIsOnePointAndAWriteFive() throws Exception {
        github.limitedTo(RateLimits.published().withPointsPerMinute(12));
        String body = SandboxClient.sealed(ada.publicKey("acme/web"), "x");

        assertThat(write(body).statusCode()).isEqualTo(201);
        assertThat(write(body).statusCode()).isEqualTo(204);
        assertThat(write(body).statusCode()).isEqualTo(403);
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(ada.get("/user").statusCode()).isEqualTo(403);
    }

    @Test
    void lets900ReadsAMinutePass() throws Exception {
        for (int i = 0; i < 900; i++) {
            ada.get("/repos/acme/none");
        }
        assertThat(github.limitAnswers()).isZero();
        assertThat(ada.get("/user").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "403, RETRY_AFTER, 60, ''",
        "429, RETRY_AFTER_DATE, 'Mon, 23 Nov 2026 08:01:00 GMT', ''",
        "429, RESET, '', 0",
        "403, NONE, '', ''"
    })
    void saysWhenToComeBackInEachOfGitHubsWays(
            int status, RateLimitResponse.Hint hint, String retryAfter, String remaining) throws Exception {
        github.limitedTo(RateLimits.published().withPointsPerMinute(1))
                .answersSecondaryLimitWith(new RateLimitResponse(status, hint));
        ada.get("/user");

        HttpResponse<String> limited = ada.get("/user");

        assertThat(limited.statusCode()).isEqualTo(status);
        assertThat(limited.headers().firstValue("retry-after").orElse("")).isEqualTo(retryAfter);
        assertThat(header(limited, "x-ratelimit-remaining")).isEqualTo(remaining.isEmpty() ? "4999" : remaining);
    }

    @Test
    void answersAUsedUpQuotaAsTold() throws Exception {
        github.limitedTo(RateLimits.published().withRequestsPerHour(1))
                .answersPrimaryLimitWith(new RateLimitResponse(429, RateLimitResponse.Hint.RETRY_AFTER));
        ada.get("/user");

        HttpResponse<String> limited = ada.get("/user");

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(header(limited, "retry-after")).isEqualTo("3600");
    }

    @Test
    void turnsAwayWhatIsTooMuchAtOnce() throws Exception {
        github.limitedTo(RateLimits.published().withConcurrent(7));
        var allHere = new CountDownLatch(12);
        github.onRequest("GET", "/user").comesAfter(() -> await(allHere));
        Callable<Integer> visit = () -> ada.get("/user").statusCode();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = threads.invokeAll(
                    IntStream.range(0, 12).mapToObj(i -> visit).toList());
            assertThat(answers)
                    .extracting(Future::resultNow)
                    .filteredOn(status -> status == 200)
                    .hasSize(7);
            assertThat(answers)
                    .extracting(Future::resultNow)
                    .filteredOn(status -> status == 403)
                    .hasSize(5);
        }
        assertThat(github.mostInFlight()).isEqualTo(12);
        assertThat(github.limitAnswers()).isEqualTo(5);
    }

    @Test
    void aFreshUserOnceLimitedIsNotPunishedForTrying() throws Exception {
        github.limitedTo(RateLimits.published().withPointsPerMinute(1));
        ada.get("/user");
        clock.move(Duration.ofSeconds(59));
        assertThat(header(ada.get("/user"), "retry-after")).isEqualTo("1");
        clock.move(Duration.ofSeconds(1));

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }

    @Test
    void answersLimitsOnlyAsGitHubDoes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimitResponse(503, RateLimitResponse.Hint.NONE))
                .withMessage("GitHub answers a limit with 403 or 429, not 503");
    }

    private HttpResponse<String> write(String body) throws Exception {
        return ada.put("/repos/acme/web/actions/secrets/GH_PAT", body);
    }

    private static void await(CountDownLatch allHere) {
        try {
            allHere.countDown();
            allHere.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> quota(HttpResponse<String> response) {
        return List.of(
                header(response, "x-ratelimit-limit"),
                header(response, "x-ratelimit-remaining"),
                header(response, "x-ratelimit-used"),
                header(response, "x-ratelimit-resource"));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
