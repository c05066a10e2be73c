package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** The service that {@code serve} runs until it is asked to end. */
@ApplicationScoped
public class ServeService {

    private static final Duration FOR_ANSWERS = Duration.ofSeconds(5);
    private static final Duration FOR_WORK = Duration.ofSeconds(25);

    private final HttpServerLifecycle httpServer;
    private final ServeScheduler serveScheduler;
    private final PrometheusMetrics metrics;
    private final GitHubClientFactory clients;
    private final OperatorInstructions instructions;
    private final AuditSettings settings;
    private final StartChecks checks;
    private final Clock clock;
    private final CountDownLatch asked = new CountDownLatch(1);

    ServeService(
            HttpServerLifecycle httpServer,
            ServeScheduler serveScheduler,
            PrometheusMetrics metrics,
            GitHubClientFactory clients,
            OperatorInstructions instructions,
            AuditSettings settings,
            StartChecks checks,
            Clock clock) {
        this.httpServer = httpServer;
        this.serveScheduler = serveScheduler;
        this.metrics = metrics;
        this.clients = clients;
        this.instructions = instructions;
        this.settings = settings;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * A service that has started.
     *
     * @param url where it listens
     * @param oneTimeKey the key that lets in until it ends, when none is configured
     * @param nextAudit when the first audit is due
     */
    public record StartedService(String url, Optional<String> oneTimeKey, Instant nextAudit) {

        /** Hides the key. */
        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Opens the port and starts the schedule.
     *
     * @throws IllegalArgumentException when a setting is wrong, or the port is not available; nothing was started then
     */
    public StartedService start() {
        instructions.serving();
        var now = clock.instant();
        var schedule = AuditCronSchedule.of(settings, now);
        clients.onCall(metrics.calls());
        clients.onWait(metrics.waits());
        var opened = httpServer.open(serveScheduler, schedule);
        serveScheduler.start(schedule);
        return new StartedService(
                "http://" + literal(opened.host()) + ":" + opened.port(),
                opened.oneTimeKey(),
                schedule.next(now).orElseThrow());
    }

    /**
     * Checks all that the service needs by night, whether it has started or not; writes and posts nothing. It takes as
     * long as GitHub, AWS and the disk do.
     *
     * @param environment the variables that may hold a credential
     */
    public List<StartCheck> check(Function<String, Optional<String>> environment) {
        return checks.run(environment);
    }

    /** Starts no more work, and lets work under way come to its end; returns at once. */
    public void finishWork() {
        serveScheduler.close();
    }

    /** Asks it to end; returns at once. */
    public void end() {
        asked.countDown();
    }

    /**
     * Waits until it is asked to stop, and stops: accepts no new work, lets work under way finish and be recorded, for
     * half a minute at most.
     *
     * @return whether all work has ended; unfinished work resumes after the next start
     */
    public boolean awaitEnd() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        httpServer.close(FOR_ANSWERS);
        return serveScheduler.stop(FOR_WORK);
    }

    private static String literal(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
