package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A pause that ends before its time, or these tests would never end. */
class ThreadSleeperTest {

    private static final Duration FOR_EVER = Duration.ofDays(1000);

    @Test
    void endsWhenItIsOver() {
        var asked = new AtomicInteger();
        Sleeper.sleeping().sleep(FOR_EVER, () -> asked.incrementAndGet() > 1);
        assertThat(asked).hasValue(2);
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        Sleeper.sleeping().sleep(FOR_EVER, () -> false);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void doesNotBeginWhenThereIsNoTimeToPass() {
        var asked = new AtomicInteger();
        Sleeper.sleeping().sleep(Duration.ZERO, () -> asked.incrementAndGet() > 0);
        assertThat(asked).hasValue(0);
    }
}
