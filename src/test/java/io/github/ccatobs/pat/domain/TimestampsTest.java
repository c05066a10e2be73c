package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T03:00:00.999Z, 2026-11-23T03:00:00Z",
        "2026-11-23T03:00:59Z, 2026-11-23T03:00:59Z",
        "2026-11-23T03:00:00+02:00, 2026-11-23T01:00:00Z",
    })
    void printsWholeSecondsInUtc(Instant moment, String text) {
        assertThat(Timestamps.print(moment)).isEqualTo(text);
    }

    @Test
    void namesTheDayInUtc() {
        assertThat(Timestamps.day(Instant.parse("2027-01-15T23:59:59.9Z"))).isEqualTo("2027-01-15");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T02:59:59Z, in less than a day",
        "2026-11-24T03:00:00Z, in 1 day",
        "2026-11-25T02:59:59Z, in 1 day",
        "2027-01-15T12:00:00Z, in 53 days",
    })
    void saysHowFarAMomentLiesAhead(Instant moment, String words) {
        assertThat(Timestamps.ahead(moment, Instant.parse("2026-11-23T03:00:00Z")))
                .isEqualTo(words);
    }
}
