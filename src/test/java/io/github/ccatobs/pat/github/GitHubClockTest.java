package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubClockTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final List<Duration> warned = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong(-77_000_000_000L); // it may begin anywhere
    private final GitHubClock clock = new GitHubClock(warned::add, nanoTime::get);

    @ParameterizedTest(name = "dated {0} after our time: {1}, wrong: {2}")
    @CsvSource({
        "PT0S, PT0S, false",
        "PT-1S, PT0S, false",
        "PT60S, PT60S, false",
        "PT61S, PT61S, true",
        "PT-61S, PT-60S, false",
        "PT-62S, PT-61S, true",
        "PT10M, PT10M, true",
        "PT-10M, PT-9M-59S, true"
    })
    void measuresByTheDateOfAnswers(Duration date, Duration offset, boolean isOff) {
        learn(date);
        learn(date);
        assertThat(clock.offset()).contains(offset);
        assertThat(clock.isOff()).isEqualTo(isOff);
        assertThat(clock.at(NOW)).isEqualTo(NOW.plus(offset));
        assertThat(warned).isEqualTo(isOff ? List.of(offset) : List.of());
    }

    @Test
    void warnsOnce() {
        for (int answer = 0; answer < 40; answer++) {
            learn(Duration.ofHours(3));
        }
        assertThat(warned).containsExactly(Duration.ofHours(3));
        assertThat(clock.warning().orElseThrow()).startsWith("this machine's clock is 3 h behind GitHub's: set it");
    }

    @Test
    void isNotMisledByOneOddAnswer() {
        learn(Duration.ofDays(-20000));
        learn(Duration.ZERO);
        learn(Duration.ofSeconds(2));
        assertThat(clock.isOff()).isFalse();
        assertThat(warned).isEmpty();
    }

    @Test
    void takesTheTimeThatACallWasUnderWayIntoAccount() {
        var sent = NOW.minus(Duration.ofHours(8)); // the machine slept meanwhile
        clock.learn(dated(NOW.minus(Duration.ofHours(3))).between(sent, NOW), NOW);
        assertThat(clock.offset()).contains(Duration.ZERO);
    }

    @ParameterizedTest(name = "after {0}, dated {1} later: {2}")
    @CsvSource({
        "PT0S, PT0S, true",
        "PT0S, PT60S, true",
        "PT0S, PT61S, false",
        "PT0S, -PT61S, false",
        "PT0S, PT1H, false",
        "PT1H, PT1H, true",
        "PT1H, PT1H61S, false",
        "PT1H, PT58M59S, false"
    })
    void believesOfAWriteADateThatContinuesTheEarlierOnesWhateverOurClockSaysNow(
            Duration passed, Duration date, boolean isBelieved) {
        learn(Duration.ZERO);
        learn(Duration.ofDays(1));
        learn(Duration.ZERO);
        nanoTime.addAndGet(passed.toNanos());
        assertThat(clock.isCredible(NOW.plus(date))).isEqualTo(isBelieved);

        var ourOwn = NOW.minus(Duration.ofDays(3)); // it was set
        var receipt = WriteReceipt.of(dated(NOW.plus(date)), ourOwn, clock);
        assertThat(receipt.latest()).isEqualTo(isBelieved ? NOW.plus(date) : ourOwn);
    }

    @Test
    void believesNoDateFarFromOurClockBeforeTheClocksHaveAgreed() {
        learn(Duration.ofHours(1));
        learn(Duration.ofHours(1));
        assertThat(clock.isCredible(NOW.plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void learnsNothingFromWhatIsNoDate() {
        clock.learn(answer(Map.of("date", "soon")), NOW);
        clock.learn(answer(Map.of()), NOW);
        assertThat(clock.offset()).isEmpty();
        assertThat(clock.at(NOW)).isEqualTo(NOW);
    }

    private void learn(Duration ahead) {
        clock.learn(dated(NOW.plus(ahead)), NOW);
    }

    private static GitHubResponse dated(Instant date) {
        return answer(Map.of(
                "date",
                DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).format(date)));
    }

    private static GitHubResponse answer(Map<String, String> headers) {
        return new GitHubResponse(
                GitHubRequest.read("/user", (api, authorization) -> api.user(authorization, GitHubApi.JSON)),
                200,
                headers,
                new byte[0]);
    }
}
