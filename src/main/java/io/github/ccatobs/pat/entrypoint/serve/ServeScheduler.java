package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.api.JobLauncher;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs the audit at its hour, rotations as long as any are left, and the jobs that the API asks for. */
@ApplicationScoped
public class ServeScheduler implements JobLauncher {

    private static final Logger LOG = Logger.getLogger(ServeScheduler.class);

    private static final String AUDIT = "audit";
    private static final String ROTATIONS = "rotations";

    /** No wait for a limit makes an audit last longer. */
    private static final Duration LONGEST_AUDIT = Duration.ofHours(2);

    private final Scheduler scheduler;
    private final RotationService rotations;
    private final Clock clock;
    private final GracefulExecutor gracefulExecutor = new GracefulExecutor();
    private final SingleAuditRunner audits;
    private final RotationRunner runner;
    private volatile Optional<Instant> nextAudit = Optional.empty();

    ServeScheduler(
            Scheduler scheduler,
            RotationSettings rotationSettings,
            AuditService audits,
            RotationService rotations,
            PrometheusMetrics metrics,
            Clock clock,
            Sleeper sleeper) {
        this.scheduler = scheduler;
        this.rotations = rotations;
        this.clock = clock;
        this.audits = new SingleAuditRunner(
                () -> audits.run(LONGEST_AUDIT),
                gracefulExecutor,
                result -> metrics.audited(result.name().toLowerCase(Locale.ROOT)));
        this.runner = new RotationRunner(
                (id, over) -> rotations.slice(id, rotationSettings.slice(), over), gracefulExecutor, clock, sleeper);
    }

    @Override
    public void rotate(RotationId rotation) {
        runner.run(rotation);
    }

    @Override
    public boolean audit() {
        if (gracefulExecutor.isOver()) {
            throw new JobUnavailableException("the service is shutting down: try again when it is back");
        }
        return audits.begin();
    }

    /**
     * Starts: audits at the hours of {@code schedule}, and looks twice a minute for rotations to resume, and for changes
     * of them that were not announced.
     */
    void start(AuditCronSchedule schedule) {
        scheduleAudit(schedule);
        scheduler
                .newJob(AUDIT)
                .setInterval("1s")
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> auditWhenDue(schedule), true)
                .schedule();
        scheduler
                .newJob(ROTATIONS)
                .setInterval("30s")
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(execution -> resumeRotations(), true)
                .schedule();
        scheduler.resume();
    }

    /** Starts nothing more, and tells slices under way to come to an early end, without waiting for that. */
    void close() {
        gracefulExecutor.close();
    }

    /**
     * Starts nothing more, lets slices under way come to an early end and an audit to its end, and waits for them, at
     * most {@code most}.
     *
     * @return whether everything has ended; what has not is found again at the next start
     */
    public boolean stop(Duration most) {
        scheduler.pause();
        scheduler.unscheduleJob(AUDIT);
        scheduler.unscheduleJob(ROTATIONS);
        return gracefulExecutor.end(most);
    }

    private void scheduleAudit(AuditCronSchedule schedule) {
        var next = schedule.next(clock.instant());
        nextAudit = next;
        LOG.debugf("the next audit: %s", next.map(Timestamps::print).orElse("none"));
    }

    private void auditWhenDue(AuditCronSchedule schedule) {
        boolean isDue =
                nextAudit.filter(moment -> !moment.isAfter(clock.instant())).isPresent();
        if (isDue) {
            scheduleAudit(schedule);
            if (!audits.begin()) {
                LOG.info("skipped the scheduled audit: another one is running");
            }
        }
    }

    private void resumeRotations() {
        try {
            rotations.due().forEach(rotation -> runner.run(rotation.id()));
            rotations.catchUp();
        } catch (RotationStore.StoreUnavailableException e) {
            LOG.warnf("cannot look for rotations to resume: %s", e.getMessage());
        }
    }
}
