package io.github.ccatobs.pat.entrypoint.schedule;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.Redacted;
import io.github.ccatobs.pat.github.Pause;
import io.github.ccatobs.pat.rotation.RotationHead;
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
 * Runs rotations slice by slice until they end; each has one runner, however often it is handed over. One that somebody
 * else runs is left to them: who finds it due later hands it over again.
 */
final class RotationRunner {

    private static final Logger LOG = Logger.getLogger(RotationRunner.class);

    /** A moment that has come when it is told must not make slices follow each other without end. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Runs one slice. */
    @FunctionalInterface
    interface Slices {

        /** Runs a slice of the rotation, which ends early once {@code over} holds, and gives how it stands then. */
        RotationHead slice(RotationId id, BooleanSupplier over);
    }

    private final Slices slices;
    private final Shift shift;
    private final Clock clock;
    private final Pause pause;
    private final Set<RotationId> underWay = ConcurrentHashMap.newKeySet();

    RotationRunner(Slices slices, Shift shift, Clock clock, Pause pause) {
        this.slices = slices;
        this.shift = shift;
        this.clock = clock;
        this.pause = pause;
    }

    /** Runs the rotation, unless it is being run here. */
    void run(RotationId id) {
        if (underWay.add(id) && !shift.start(() -> runToItsEnd(id))) {
            underWay.remove(id);
        }
    }

    private void runToItsEnd(RotationId id) {
        try {
            var head = slices.slice(id, shift::isOver);
            while (head.state() == RotationState.WAITING && !shift.isOver()) {
                rest(head);
                head = slices.slice(id, shift::isOver);
            }
            tell(head);
        } catch (RuntimeException failure) {
            LOG.errorf(
                    "rotation %s cannot go on, and is tried again within a minute: %s",
                    id, Redacted.of(String.valueOf(failure.getMessage())));
            LOG.debugf(failure, "rotation %s", id);
        } finally {
            underWay.remove(id);
        }
    }

    private void rest(RotationHead head) {
        var now = clock.instant();
        var wait = Duration.between(now, head.waitUntil().orElse(now));
        LOG.infof(
                "rotation %s waits until %s: %s",
                head.id(), Moment.print(now.plus(wait)), head.reason().orElse(""));
        pause.last(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, shift::isOver);
    }

    private static void tell(RotationHead head) {
        var level = head.state() == RotationState.RUNNING ? Logger.Level.DEBUG : Logger.Level.INFO;
        LOG.logf(
                level,
                "rotation %s is %s%s",
                head.id(),
                head.state().name().toLowerCase(Locale.ROOT),
                head.reason().map(reason -> ": " + reason).orElse(""));
    }
}
