package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"0, PT0.5S", "1, PT1S", "5, PT16S", "6, PT30S", "2147483647, PT30S"})
    void doublesUpToTheLongest(int failures, Duration wait) {
        assertThat(BACKOFF.after(failures)).isEqualTo(wait);
    }

    @Test
    void jitterTakesAnyPartOfTheWait() {
        var random = new Random(1);
        var waits = IntStream.range(0, 1000)
                .mapToObj(number -> BACKOFF.jitteredAfter(1, random))
                .toList();
        assertThat(waits).allMatch(wait -> !wait.isNegative() && wait.compareTo(Duration.ofSeconds(1)) <= 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofMillis(50)) < 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofMillis(950)) > 0);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT-1S, PT1S", "PT2S, PT1S"})
    void refusesATimeThatCannotGrow(Duration first, Duration longest) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(first, longest));
    }
}
