package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubClockTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final List<Duration> warned = new ArrayList<>();
    private final GitHubClock clock = new GitHubClock(warned::add);

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
