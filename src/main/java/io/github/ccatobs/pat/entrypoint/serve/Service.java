package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.entrypoint.http.Metrics;
import io.github.ccatobs.pat.entrypoint.http.Reception;
import io.github.ccatobs.pat.entrypoint.schedule.Schedule;
import io.github.ccatobs.pat.entrypoint.watch.AuditCalendar;
import io.github.ccatobs.pat.github.GitHubConnector;
import io.github.ccatobs.pat.notice.OperatorInstructions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** The service that {@code serve} runs until it is asked to end. */
@ApplicationScoped
public class Service {

    private static final Duration FOR_ANSWERS = Duration.ofSeconds(5);
    private static final Duration FOR_WORK = Duration.ofSeconds(25);

    private final Reception reception;
    private final Schedule schedule;
    private final Metrics metrics;
    private final GitHubConnector connector;
    private final OperatorInstructions instructions;
    private final AuditSettings settings;
    private final StartChecks checks;
    private final Clock clock;
    private final CountDownLatch asked = new CountDownLatch(1);

    Service(
            Reception reception,
            Schedule schedule,
            Metrics metrics,
            GitHubConnector connector,
            OperatorInstructions instructions,
            AuditSettings settings,
            StartChecks checks,
            Clock clock) {
        this.reception = reception;
        this.schedule = schedule;
        this.metrics = metrics;
        this.connector = connector;
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
    public record Started(String url, Optional<String> oneTimeKey, Instant nextAudit) {

        /** Hides the key. */
        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Opens the port and starts the schedule.
     *
     * @throws IllegalArgumentException when a setting is wrong, or the port cannot be had; nothing was started then
     */
    public Started start() {
        instructions.serving();
        var now = clock.instant();
        var calendar = AuditCalendar.of(settings, now);
        connector.onCall(metrics.calls());
        connector.onWait(metrics.waits());
        schedule.onAudit(result -> metrics.audited(result.name().toLowerCase(Locale.ROOT)));
        var opened = reception.open(schedule.background(), calendar);
        schedule.start(calendar);
        return new Started(
                "http://" + literal(opened.host()) + ":" + opened.port(),
                opened.oneTimeKey(),
                calendar.next(now).orElseThrow());
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

    /** Asks it to end; returns at once. */
    public void end() {
        asked.countDown();
    }

    /**
     * Waits until it is asked to end, and ends it: takes nothing new on, lets what is under way end and be recorded, for
     * half a minute at most.
     *
     * @return whether all of that has ended; what has not goes on after the next start
     */
    public boolean awaitEnd() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reception.close(FOR_ANSWERS);
        return schedule.stop(FOR_WORK);
    }

    private static String literal(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
