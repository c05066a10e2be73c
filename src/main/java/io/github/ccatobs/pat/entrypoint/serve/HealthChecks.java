package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Whether the service does its work, in the words of MicroProfile Health: the store can be read, and the last audit is not
 * older than two of its periods. Requests without a key cost the store one read in a few seconds, however often
 * they come.
 */
final class HealthChecks {

    static final String ALL = "/q/health";
    static final String LIVE = ALL + "/live";
    static final String READY = ALL + "/ready";

    private static final Logger LOG = Logger.getLogger(HealthChecks.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** The last answer of the store, and its time. */
    private record HealthSnapshot(Instant at, boolean isStoreUp, Optional<Instant> lastAudit) {}

    private record HealthCheck(String name, boolean up, Map<String, String> data) {

        private Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", name);
            document.put("status", up ? "UP" : "DOWN");
            if (!data.isEmpty()) {
                document.put("data", data);
            }
            return document;
        }
    }

    private final AuditHistory history;
    private final SecretName secret;
    private final AuditCronSchedule schedule;
    private final Supplier<Optional<String>> clockWarning;
    private final Clock clock;
    private final Instant started;
    private Optional<HealthSnapshot> known = Optional.empty();

    /** {@code clockWarning} says, while it is known, that this machine's clock is wrong. */
    HealthChecks(
            AuditHistory history,
            SecretName secret,
            AuditCronSchedule schedule,
            Supplier<Optional<String>> clockWarning,
            Clock clock) {
        this.history = history;
        this.secret = secret;
        this.schedule = schedule;
        this.clockWarning = clockWarning;
        this.clock = clock;
        this.started = clock.instant();
    }

    static boolean isOpen(String path) {
        return path.equals(ALL) || path.equals(LIVE) || path.equals(READY);
    }

    /** The health at {@code path}, one of the three: 200 when all is well, 503 when something is not. */
    ApiResponse respond(String path) {
        return switch (path) {
            case LIVE -> answer(List.of());
            case READY -> answer(List.of(store(look())));
            default -> {
                var look = look();
                yield answer(List.of(store(look), lastAudit(look), clock()));
            }
        };
    }

    private static HealthCheck store(HealthSnapshot look) {
        return new HealthCheck("store", look.isStoreUp(), Map.of());
    }

    /** An unreadable store does not make the audit unhealthy. */
    private HealthCheck lastAudit(HealthSnapshot look) {
        boolean up = !look.isStoreUp() || !schedule.isOverdue(look.lastAudit().orElse(started), look.at());
        return new HealthCheck(
                "last-audit",
                up,
                look.lastAudit()
                        .map(moment -> Map.of("auditedAt", Timestamps.print(moment)))
                        .orElse(Map.of()));
    }

    /** The service works with a wrong clock too, so it is up; the times that it shows are off. */
    private HealthCheck clock() {
        return new HealthCheck(
                "clock",
                true,
                clockWarning.get().map(text -> Map.of("warning", text)).orElse(Map.of()));
    }

    private synchronized HealthSnapshot look() {
        var now = clock.instant();
        var look = known.filter(before -> before.at().plus(FRESH).isAfter(now)).orElseGet(() -> lookNow(now));
        known = Optional.of(look);
        return look;
    }

    private HealthSnapshot lookNow(Instant now) {
        try {
            return new HealthSnapshot(now, true, history.last(secret).map(AuditRecord::auditedAt));
        } catch (RuntimeException e) {
            LOG.warnf("the store cannot be read: %s", e.getMessage());
            return new HealthSnapshot(now, false, Optional.empty());
        }
    }

    private static ApiResponse answer(List<HealthCheck> checks) {
        boolean up = checks.stream().allMatch(HealthCheck::up);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", up ? "UP" : "DOWN");
        document.put("checks", checks.stream().map(HealthCheck::document).toList());
        return new ApiResponse(
                up ? 200 : 503, Map.of("content-type", "application/json"), JsonDocument.print(document));
    }
}
