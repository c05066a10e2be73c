package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.sandbox.RateUsage.UsageWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class UsageWindowTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    @Property(tries = 300)
    void noMinuteEverHoldsMoreThanAllowed(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 20) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 30) int most) {
        var window = new UsageWindow(MINUTE);
        List<Instant> admitted = new ArrayList<>();
        Instant now = START;
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            if (window.blockedUntil(1, most, now).isEmpty()) {
                window.spend(1, now);
                admitted.add(now);
            }
        }

        for (int i = most; i < admitted.size(); i++) {
            assertThat(Duration.between(admitted.get(i - most), admitted.get(i)))
                    .isGreaterThanOrEqualTo(MINUTE);
        }
    }

    @Property(tries = 300)
    void whoIsBlockedFitsExactlyWhenTold(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(min = 0, max = 3) Integer> pauses,
            @ForAll @IntRange(min = 5, max = 12) int most) {
        var window = new UsageWindow(MINUTE);
        Instant now = START;
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            Optional<Instant> until = window.blockedUntil(5, most, now);
            if (until.isPresent()) {
                assertThat(until.get()).isAfter(now);
                assertThat(window.blockedUntil(5, most, until.get().minusNanos(1)))
                        .isPresent();
                assertThat(window.blockedUntil(5, most, until.get())).isEmpty();
                now = until.get();
            }
            window.spend(5, now);
        }
    }
}
