package io.github.ccatobs.pat.entrypoint.schedule;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.entrypoint.api.Background;
import io.github.ccatobs.pat.entrypoint.watch.AuditCalendar;
import io.github.ccatobs.pat.entrypoint.watch.AuditWatch;
import io.github.ccatobs.pat.entrypoint.watch.RotationWatch;
import io.github.ccatobs.pat.github.Pause;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationOffice;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The audit at its hour, and rotations as long as there are any to go on with. */
@ApplicationScoped
public class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    private static final String AUDIT = "audit";
    private static final String ROTATIONS = "rotations";

    /** No wait for a limit makes an audit last longer. */
    private static final Duration LONGEST_AUDIT = Duration.ofHours(2);

    private final Scheduler scheduler;
    private final RotationOffice office;
    private final RotationWatch rotations;
    private final Clock clock;
    private final Shift shift = new Shift();
    private final AuditGate gate;
    private final RotationRunner runner;
    private volatile Optional<Instant> nextAudit = Optional.empty();

    Schedule(
            Scheduler scheduler,
            RotationSettings rotationSettings,
            RotationOffice office,
            AuditWatch audits,
            RotationWatch rotations,
            Clock clock,
            Pause pause) {
        this.scheduler = scheduler;
        this.office = office;
        this.rotations = rotations;
        this.clock = clock;
        this.gate = new AuditGate(() -> audits.run(LONGEST_AUDIT), shift);
        this.runner = new RotationRunner(
                (id, over) -> rotations.slice(id, rotationSettings.slice(), over), shift, clock, pause);
    }

    /** What others ask for runs through the same gate and runners. */
    public Background background() {
        return new Background() {
            @Override
            public void rotate(RotationHead rotation) {
                runner.run(rotation.id());
            }

            @Override
            public boolean audit() {
                if (shift.isOver()) {
                    throw new Unavailable("the service is being ended: ask again when it is back");
                }
                return gate.begin();
            }
        };
    }

    /** Tells {@code listener} how audits end. */
    public void onAudit(AuditListener listener) {
        gate.onEnd(listener);
    }

    /**
     * Starts: audits at the hours of {@code calendar}, and looks twice a minute for rotations to go on with, and for what
     * people were not told of them.
     */
    public void start(AuditCalendar calendar) {
        arm(calendar);
        scheduler
                .newJob(AUDIT)
                .setInterval("1s")
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> auditWhenDue(calendar), true)
                .schedule();
        scheduler
                .newJob(ROTATIONS)
                .setInterval("30s")
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> goOn(), true)
                .schedule();
    }

    /**
     * Starts nothing more, lets slices under way come to an early end and an audit to its end, and waits for them, at
     * most {@code most}.
     *
     * @return whether everything has ended; what has not is found again at the next start
     */
    public boolean stop(Duration most) {
        scheduler.unscheduleJob(AUDIT);
        scheduler.unscheduleJob(ROTATIONS);
        return shift.end(most);
    }

    private void arm(AuditCalendar calendar) {
        var next = calendar.next(clock.instant());
        nextAudit = next;
        LOG.debugf("the next audit: %s", next.map(Moment::print).orElse("none"));
    }

    private void auditWhenDue(AuditCalendar calendar) {
        boolean isDue =
                nextAudit.filter(moment -> !moment.isAfter(clock.instant())).isPresent();
        if (isDue) {
            arm(calendar);
            if (!gate.begin()) {
                LOG.info("the scheduled audit is left out: one is under way");
            }
        }
    }

    private void goOn() {
        try {
            office.due().forEach(rotation -> runner.run(rotation.id()));
            rotations.catchUp();
        } catch (RotationStore.Unavailable closed) {
            LOG.warnf("cannot look for rotations to go on with: %s", closed.getMessage());
        }
    }
}
