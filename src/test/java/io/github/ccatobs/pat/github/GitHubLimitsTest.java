package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub says "later": we wait as told, or end and say until when. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubLimitsTest extends GitHubClientTestBase {

    private static final String DATE = "Mon, 23 Nov 2026 09:00:00 GMT";
    private static final String SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes.";

    @ParameterizedTest
    @ValueSource(ints = {403, 429})
    void waitsAsLongAsTold(int status) {
        answerInTurn(SECRETS, limit(status).withHeader("Retry-After", "37"), listing());

        github().secrets(WEB);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(37));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429})
    void waitsUntilTheReset(int status) {
        answerInTurn(
                SECRETS,
                refusal(status, "API rate limit exceeded for user ID 1.")
                        .withHeader("Date", DATE)
                        .withHeader("X-RateLimit-Limit", "5000")
                        .withHeader("X-RateLimit-Remaining", "0")
                        .withHeader("X-RateLimit-Reset", Long.toString(MutableClock.START.getEpochSecond() + 120)),
                listing());

        github().secrets(WEB);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(121));
    }

    @Test
    void waitsLongerEachTimeWhenNotTold() {
        answerInTurn(SECRETS, limit(403), limit(429), limit(403), listing());

        github().secrets(WEB);
        assertThat(time.pauses())
                .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(240));
    }

    @Test
    void waitsLongerEachTimeWhenToldToComeAtOnce() {
        var atOnce = limit(429).withHeader("Retry-After", "0");
        answerInTurn(SECRETS, atOnce, atOnce, atOnce, listing());

        github().secrets(WEB);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void endsALimitThatNeverEndsWithinTheBudget() {
        answer(SECRETS, limit(403));

        var limited = failure(GitHubException.RateLimitedException.class, () -> github().secrets(WEB));
        // 60 + 120 + 240 + 480 s are just the 15 minutes; 960 s more are not waited for.
        assertThat(time.paused()).isEqualTo(Duration.ofMinutes(15));
        assertThat(limited.until()).isEqualTo(MutableClock.START.plusSeconds(900 + 960));
        assertThat(sent()).hasSize(5);
    }

    @Test
    void endsALimitThatIsLiftedAndComesAgainWithinTheBudget() {
        answer(SECRETS, limit(429).withHeader("Retry-After", "0"));

        failure(GitHubException.RateLimitedException.class, () -> github().secrets(WEB));
        assertThat(sent()).hasSizeLessThan(25);
        assertThat(time.paused()).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @CsvSource({"0, 512", "30, 512", "300, 512"})
    void endsALimitThatComesAgainForEverWhenEachWaitIsBounded(int told, int longest) {
        answer(SECRETS, limit(429).withHeader("Retry-After", Integer.toString(told)));
        var budget = TimeBudget.each(Duration.ofSeconds(longest));
        var github = connector(TestSettings.defaults()).connect(credential(), budget, ApiUrl.parse(SERVER.baseUrl()));

        var limited = failure(GitHubException.RateLimitedException.class, () -> github.secrets(WEB));
        // 1, 2, 4 ... 512 s, or what GitHub says when that is longer; 1024 s are not waited for.
        assertThat(limited.until()).isEqualTo(time.instant().plusSeconds(1024));
        assertThat(sent()).hasSize(11);
    }

    @Test
    void tellsTheListenerWhatIsWaitedFor() {
        answerInTurn(SECRETS, limit(429).withHeader("Retry-After", "37"), listing());
        var told = new ArrayList<String>();
        var clients = connector(TestSettings.defaults());
        clients.onWait((until, why) -> told.add("waits until " + until + ": " + why));

        clients.connect(credential(), TimeBudget.each(Duration.ofMinutes(15)), ApiUrl.parse(SERVER.baseUrl()))
                .secrets(WEB);
        assertThat(told).containsExactly("waits until 2026-11-23T09:00:37Z: GitHub asked for it (GITHUB_TOKEN)");
    }

    @Test
    void saysUntilWhenInsteadOfWaitingBeyondTheBudget() {
        answer(SECRETS, limit(429).withHeader("Retry-After", "901"));

        var limited = failure(GitHubException.RateLimitedException.class, () -> github().secrets(WEB));
        assertThat(limited.until()).isEqualTo(MutableClock.START.plusSeconds(901));
        assertThat(limited)
                .hasMessage("GET " + SECRETS
                        + ": GitHub's rate limit allows no further call before 2026-11-23T09:15:01Z: GitHub"
                        + " asked for it (GITHUB_TOKEN)");
        assertThat(time.pauses()).isEmpty();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void waitsUpToTheLastMomentOfTheBudget() {
        answerInTurn(SECRETS, limit(429).withHeader("Retry-After", "900"), listing());

        github().secrets(WEB);
        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(15));
    }

    @Test
    void holdsBackOtherCredentialsToo() {
        answerInTurn("/user", limit(429).withHeader("Retry-After", "60"), user());
        var clients = connector(TestSettings.defaults());
        var url = ApiUrl.parse(SERVER.baseUrl());
        var impatient = clients.connect(credential(), TimeBudget.of(Duration.ZERO, time), url);
        var patient = clients.connect(credential(), TimeBudget.of(Duration.ofHours(1), time), url);

        failure(GitHubException.RateLimitedException.class, impatient::account);
        patient.account();
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void forgetsALimitThatNoOneCouldMean() {
        answerInTurn(SECRETS, limit(429).withHeader("Retry-After", "999999999999999"), listing());

        github().secrets(WEB);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void leavesTheReserveToPeople() {
        answer(
                "/user",
                user().withHeader("Date", DATE)
                        .withHeader("X-RateLimit-Limit", "5000")
                        .withHeader("X-RateLimit-Remaining", "201")
                        .withHeader("X-RateLimit-Reset", Long.toString(MutableClock.START.getEpochSecond() + 3600)));
        answer(
                SECRETS,
                listing()
                        .withHeader("X-RateLimit-Limit", "5000")
                        .withHeader("Date", DATE)
                        .withHeader("X-RateLimit-Remaining", "200")
                        .withHeader("X-RateLimit-Reset", Long.toString(MutableClock.START.getEpochSecond() + 3600)));
        var github = github();
        github.account();
        github.secrets(WEB);

        assertThat(failure(GitHubException.RateLimitedException.class, () -> github.secrets(WEB))
                        .until())
                .isEqualTo(MutableClock.START.plusSeconds(3600));
        assertThat(sent()).hasSize(2);
    }

    @Test
    void doesNotTakeALimitForAMissingPermission() {
        answerInTurn(SECRETS, refusal(403, SECONDARY).withHeader("gh-limited-by", "x"), listing());

        github().secrets(WEB);
        assertThat(sent()).hasSize(2);
    }

    private static ResponseDefinitionBuilder limit(int status) {
        return refusal(status, SECONDARY);
    }
}
