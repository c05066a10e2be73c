package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Runs rotations slice by slice until they end; each has one runner, however often it is handed over. One that another process
 * runs is left alone; it is handed over again when it is due later.
 */
final class RotationRunner {

    private static final Logger LOG = Logger.getLogger(RotationRunner.class);

    /** Minimum delay, so an already-past waitUntil cannot cause a busy loop. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Runs one slice. */
    @FunctionalInterface
    interface Slices {

        /** Runs a slice of the rotation, which ends early once {@code over} holds, and gives how it stands then. */
        RotationHeader slice(RotationId id, BooleanSupplier over);
    }

    private final Slices slices;
    private final GracefulExecutor gracefulExecutor;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Set<RotationId> underWay = ConcurrentHashMap.newKeySet();

    RotationRunner(Slices slices, GracefulExecutor gracefulExecutor, Clock clock, Sleeper sleeper) {
        this.slices = slices;
        this.gracefulExecutor = gracefulExecutor;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Runs the rotation, unless it is being run here. */
    void run(RotationId id) {
        if (underWay.add(id) && !gracefulExecutor.start(() -> runToItsEnd(id))) {
            underWay.remove(id);
        }
    }

    private void runToItsEnd(RotationId id) {
        try {
            var head = slices.slice(id, gracefulExecutor::isOver);
            while (head.state() == RotationState.WAITING && !gracefulExecutor.isOver()) {
                rest(head);
                head = slices.slice(id, gracefulExecutor::isOver);
            }
            log(head);
        } catch (RuntimeException failure) {
            LOG.errorf(
                    "rotation %s failed; retrying within a minute: %s",
                    id, TokenRedactor.of(String.valueOf(failure.getMessage())));
            LOG.debugf(failure, "rotation %s", id);
        } finally {
            underWay.remove(id);
        }
    }

    private void rest(RotationHeader head) {
        var now = clock.instant();
        var wait = Duration.between(now, head.waitUntil().orElse(now));
        LOG.infof(
                "rotation %s waits until %s: %s",
                head.id(), Timestamps.print(now.plus(wait)), head.reason().orElse(""));
        sleeper.sleep(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, gracefulExecutor::isOver);
    }

    private static void log(RotationHeader head) {
        var level = head.state() == RotationState.RUNNING ? Logger.Level.DEBUG : Logger.Level.INFO;
        LOG.logf(
                level,
                "rotation %s is %s%s",
                head.id(),
                head.state().name().toLowerCase(Locale.ROOT),
                head.reason().map(reason -> ": " + reason).orElse(""));
    }
}
