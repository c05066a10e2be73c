package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final Instant START = MutableClock.START;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SlidingWindow window = new SlidingWindow(MINUTE, 10);

    @Test
    void letsThroughWhatFits() {
        window.spend(9, START);

        assertThat(window.waitFor(1, START)).isZero();
        assertThat(window.waitFor(2, START)).isEqualTo(MINUTE);
    }

    @Test
    void waitsUntilEnoughHasLeftTheWindow() {
        window.spend(4, START);
        window.spend(6, at(20));

        assertThat(window.waitFor(4, at(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(window.waitFor(5, at(30))).isEqualTo(Duration.ofSeconds(50));
        assertThat(window.waitFor(4, at(60))).isZero();
        assertThat(window.waitFor(5, at(60))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void waitsForAnEmptyWindowWhenThePointsNeverFit() {
        assertThat(window.waitFor(11, START)).isZero();
        window.spend(11, START);
        assertThat(window.waitFor(11, at(1))).isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    void countsWhatIsRememberedOutOfOrder() {
        window.spend(5, at(50));
        window.spend(5, at(0));

        assertThat(window.waitFor(5, at(55))).isEqualTo(Duration.ofSeconds(5));
        assertThat(window.waitFor(6, at(55))).isEqualTo(Duration.ofSeconds(55));
        assertThat(window.waitFor(6, at(60))).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void countsAsSpentNowWhatAClockSetBackMakesLieInTheFuture() {
        window.spend(5, at(-30));
        window.spend(5, at(3600));

        assertThat(window.waitFor(6, START)).isEqualTo(MINUTE);
        assertThat(window.waitFor(1, START)).isEqualTo(Duration.ofSeconds(30));
        assertThat(window.waitFor(10, at(60))).isZero();
    }

    @Test
    void forgetsAfterAJumpForward() {
        window.spend(10, START);

        assertThat(window.waitFor(10, at(86_400))).isZero();
    }

    @Property(tries = 300)
    void neverLetsMoreThroughInAnyStretch(
            @ForAll @Size(max = 80) List<@IntRange(min = 1, max = 10) Integer> calls,
            @ForAll @Size(value = 80) List<@IntRange(max = 30) Integer> gaps) {
        record Passed(Instant at, int points) {}
        var fresh = new SlidingWindow(MINUTE, 10);
        var passed = new ArrayList<Passed>();
        var now = START;
        for (int i = 0; i < calls.size(); i++) {
            now = now.plusSeconds(gaps.get(i));
            now = now.plus(fresh.waitFor(calls.get(i), now));
            fresh.spend(calls.get(i), now);
            passed.add(new Passed(now, calls.get(i)));
        }

        for (Passed first : passed) {
            var end = first.at().plus(MINUTE);
            assertThat(passed.stream()
                            .filter(one ->
                                    !one.at().isBefore(first.at()) && one.at().isBefore(end))
                            .mapToInt(Passed::points)
                            .sum())
                    .isLessThanOrEqualTo(10);
        }
    }

    @Property(tries = 300)
    void neverStallsLongerThanItself(
            @ForAll @Size(max = 80) List<@IntRange(min = -7200, max = 7200) Integer> jumps,
            @ForAll @IntRange(min = 1, max = 10) int points) {
        var fresh = new SlidingWindow(MINUTE, 10);
        var now = START;
        for (int jump : jumps) {
            now = now.plusSeconds(jump);
            var wait = fresh.waitFor(points, now);
            assertThat(wait).isBetween(Duration.ZERO, MINUTE);
            now = now.plus(wait);
            assertThat(fresh.waitFor(points, now)).isZero();
            fresh.spend(points, now);
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
