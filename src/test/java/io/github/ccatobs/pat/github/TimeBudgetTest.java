package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {

    private final MutableClock time = new MutableClock();

    @Test
    void endsOnceForAllWaits() {
        var budget = TimeBudget.of(Duration.ofMinutes(10), time);
        time.move(Duration.ofMinutes(9));

        assertThat(budget.allows(time.instant(), after(Duration.ofMinutes(1)))).isTrue();
        assertThat(budget.allows(time.instant(), after(Duration.ofSeconds(61)))).isFalse();
    }

    @Test
    void boundsEachWaitAndNotTheirSum() {
        var budget = TimeBudget.each(Duration.ofMinutes(15));
        time.move(Duration.ofDays(365));

        assertThat(budget.allows(time.instant(), after(Duration.ofMinutes(15)))).isTrue();
        assertThat(budget.allows(time.instant(), after(Duration.ofMinutes(15).plusNanos(1))))
                .isFalse();
    }

    @Test
    void waitsForNothingWithNone() {
        assertThat(TimeBudget.each(Duration.ZERO).allows(time.instant(), after(Duration.ofNanos(1))))
                .isFalse();
        assertThat(TimeBudget.each(Duration.ZERO).allows(time.instant(), time.instant()))
                .isTrue();
    }

    @Test
    void isNotConfusedByTheEndOfTime() {
        var longest = TimeBudget.each(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(longest.allows(time.instant(), Instant.MAX)).isTrue();
    }

    @Test
    void refusesANegativeWait() {
        assertThatThrownBy(() -> TimeBudget.each(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the longest wait is PT-1S: expected zero or more");
    }

    private Instant after(Duration duration) {
        return time.instant().plus(duration);
    }

    @Test
    void allowsNoWaitOnceItIsGivenUp() {
        var givenUp = new AtomicBoolean();
        var budget = TimeBudget.each(Duration.ofMinutes(15)).unless(givenUp::get);
        assertThat(budget.allows(time.instant(), after(Duration.ofMinutes(1)))).isTrue();
        givenUp.set(true);
        assertThat(budget.allows(time.instant(), after(Duration.ofMinutes(1)))).isFalse();
    }
}
