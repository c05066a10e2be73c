package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTrackerTest {

    private static final Instant NOW = MutableClock.START;
    private static final Instant RESET = NOW.plusSeconds(1800);

    private final CredentialTracker credential = new CredentialTracker(200);

    @Test
    void knowsNothingAtFirst() {
        assertThat(credential.isRejected()).isFalse();
        assertThat(credential.quota()).isEmpty();
        assertThat(credential.scopes()).isEmpty();
        assertThat(credential.expiry()).isEqualTo(new TokenExpiry.Unknown());
        assertThat(credential.mayAskFrom(NOW, 8)).isEqualTo(NOW);
    }

    @Test
    void learnsTheQuota() {
        learn(5000, 4321, RESET);

        assertThat(credential.quota()).contains(new RateLimitStatus(5000, 4321, RESET));
        assertThat(credential.mayAskFrom(NOW, 8)).isEqualTo(NOW);
    }

    @Test
    void measuresTheResetByGitHubsClock() {
        credential.learn(
                SampleResponses.of(
                        200, "date: Mon, 23 Nov 2026 08:30:00 GMT | " + quota(5000, 100, NOW.minusSeconds(1200)), ""),
                NOW);

        assertThat(credential.quota()).contains(new RateLimitStatus(5000, 100, NOW.plusSeconds(600)));
    }

    @Test
    void doesNotTakeGitHubsPresentMomentForAnEndWhereTheClocksAreADayApart() {
        credential.learn(
                SampleResponses.of(
                        200,
                        "date: Sun, 22 Nov 2026 08:30:00 GMT"
                                + " | github-authentication-token-expiration: 2026-11-22 08:30:00 UTC",
                        ""),
                NOW);

        assertThat(credential.expiry()).isEqualTo(new TokenExpiry.Unknown());
    }

    @ParameterizedTest
    @CsvSource({
        // limit, remaining, under way: is the next call free?
        "5000, 201, 1, true",
        "5000, 200, 1, false",
        "5000, 208, 8, true",
        "5000, 207, 8, false",
        "60, 13, 1, true",
        "60, 12, 1, false",
        "5000, 0, 1, false",
    })
    void keepsAReserveForPeople(long limit, long remaining, int underWay, boolean free) {
        learn(limit, remaining, RESET);

        assertThat(credential.mayAskFrom(NOW, underWay)).isEqualTo(free ? NOW : RESET);
    }

    @Test
    void asksAgainWhenTheHourIsOver() {
        learn(5000, 0, RESET);

        assertThat(credential.mayAskFrom(RESET.minusSeconds(1), 8)).isEqualTo(RESET);
        assertThat(credential.mayAskFrom(RESET, 8)).isEqualTo(RESET);
    }

    @Test
    void keepsTheLowerCountOfAnswersThatOvertakeEachOther() {
        learn(5000, 300, RESET);
        learn(5000, 310, RESET.plusSeconds(1));

        assertThat(credential.quota()).contains(new RateLimitStatus(5000, 300, RESET));
    }

    @Test
    void takesTheHigherCountOfTheNextHour() {
        learn(5000, 300, RESET);
        learn(5000, 4999, RESET.plusSeconds(1800));

        assertThat(credential.quota()).contains(new RateLimitStatus(5000, 4999, RESET.plusSeconds(1800)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 1",
                "x-ratelimit-limit: x | x-ratelimit-remaining: 1 | x-ratelimit-reset: RESET",
                "x-ratelimit-limit: 5000 | x-ratelimit-remaining: -1 | x-ratelimit-reset: RESET",
                "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 1 | x-ratelimit-reset: 99999999999999999999",
                "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 1 | x-ratelimit-reset: 999999999999999",
                "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 1 | x-ratelimit-reset: 1.5",
                "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 1 | x-ratelimit-reset: RESET | x-ratelimit-resource: search",
            })
    void learnsNoQuotaFromWhatIsNone(String headers) {
        credential.learn(
                SampleResponses.of(200, headers.replace("RESET", Long.toString(RESET.getEpochSecond())), ""), NOW);

        assertThat(credential.quota()).isEmpty();
    }

    @Test
    void learnsTheQuotaFromARefusalToo() {
        credential.learn(SampleResponses.of(403, quota(5000, 0, RESET), ""), NOW);

        assertThat(credential.quota()).contains(new RateLimitStatus(5000, 0, RESET));
        assertThat(credential.expiry()).isEqualTo(new TokenExpiry.Unknown());
    }

    @Test
    void learnsExpiryAndScopes() {
        credential.learn(
                SampleResponses.of(
                        200,
                        "github-authentication-token-expiration: 2026-12-31 00:00:00 UTC | x-oauth-scopes: repo,  workflow,",
                        ""),
                NOW);

        assertThat(credential.expiry()).isEqualTo(new TokenExpiry.At(Instant.parse("2026-12-31T00:00:00Z")));
        assertThat(credential.scopes()).contains(List.of("repo", "workflow"));
    }

    @Test
    void keepsAnEndThatOneAnswerNamedWhenAnotherDoesNot() {
        credential.learn(
                SampleResponses.of(200, "github-authentication-token-expiration: 2026-12-31 00:00:00 UTC", ""), NOW);
        credential.learn(SampleResponses.of(200, "", ""), NOW);
        credential.learn(SampleResponses.of(200, "github-authentication-token-expiration: soon", ""), NOW);
        assertThat(credential.expiry()).isEqualTo(new TokenExpiry.At(Instant.parse("2026-12-31T00:00:00Z")));
    }

    @Test
    void takesAnAbsentExpiryForNone() {
        credential.learn(SampleResponses.of(200, "", ""), NOW);

        assertThat(credential.expiry()).isEqualTo(new TokenExpiry.Never());
        assertThat(credential.scopes()).isEmpty();
    }

    @Test
    void tellsNoScopesFromNoScopesGiven() {
        credential.learn(SampleResponses.of(200, "x-oauth-scopes: ", ""), NOW);

        assertThat(credential.scopes()).isEqualTo(Optional.of(List.of()));
    }

    @Test
    void remembersARejection() {
        credential.learn(SampleResponses.of(401, quota(60, 0, RESET), ""), NOW);
        assertThat(credential.isRejected()).isFalse();
        credential.reject();
        credential.learn(SampleResponses.of(200, "", ""), NOW.plus(Duration.ofDays(1)));

        assertThat(credential.isRejected()).isTrue();
        assertThat(credential.quota()).isEmpty();
    }

    private void learn(long limit, long remaining, Instant reset) {
        credential.learn(SampleResponses.of(200, quota(limit, remaining, reset), ""), NOW);
    }

    private static String quota(long limit, long remaining, Instant reset) {
        return "x-ratelimit-limit: " + limit + " | x-ratelimit-remaining: " + remaining + " | x-ratelimit-reset: "
                + reset.getEpochSecond();
    }
}
