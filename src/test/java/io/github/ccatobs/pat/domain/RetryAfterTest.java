package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "30 | PT30S",
                "' 30 ' | PT30S",
                "999999999 | PT999999999S",
                "Mon, 23 Nov 2026 09:02:00 GMT | PT2M",
                "Mon, 23 Nov 2026 08:58:00 GMT | PT-2M",
            })
    void readsSecondsOrADate(String text, Duration wait) {
        assertThat(RetryAfter.parse(text, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-30", "1.5", "soon", "1000000000", "2026-11-23T09:02:00Z"})
    void findsNoWaitInAnythingElse(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isEmpty();
    }
}
