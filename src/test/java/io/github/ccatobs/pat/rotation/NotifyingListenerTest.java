package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** When people are told of a rotation that a command runs. */
class NotifyingListenerTest {

    private static final Rotation STARTED = new Rotation(
            new RotationHeader(
                    new RotationId("20261123-090000-aaaa"),
                    RotationState.RUNNING,
                    new SecretName("GH_PAT"),
                    Fingerprint.of(SecretValue.of("token")),
                    new TokenExpiry.Unknown(),
                    Optional.empty(),
                    Instant.parse("2026-11-23T09:00:00Z"),
                    "me",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false),
            Map.of());

    private final List<Object> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsTheStartAsItWasAndTheEndAfterIt() {
        var rotationIsOver = new CountDownLatch(1);
        var notifyingListener = new NotifyingListener(
                rotation -> {
                    await(rotationIsOver);
                    told.add(rotation);
                },
                () -> told.add("the end"),
                RotationListener.silent());
        notifyingListener.started(STARTED, 0, 12);
        assertThat(told).isEmpty();
        rotationIsOver.countDown();
        notifyingListener.close();
        assertThat(told).containsExactly(STARTED, "the end");
    }

    @Test
    void tellsNoEndOfWhatNeverStarted() {
        new NotifyingListener(told::add, () -> told.add("the end"), RotationListener.silent()).close();
        assertThat(told).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
