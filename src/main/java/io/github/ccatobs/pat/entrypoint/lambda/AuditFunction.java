package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.quarkus.funqy.Funq;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The function {@code audit}: what the schedule calls every night. */
public class AuditFunction {

    private final AuditService audits;
    private final RotationSettings settings;
    private final EmbeddedMetrics metrics;
    private final DynamoDbTableCheck store;
    private final GitHubClientFactory clients;
    private final Clock clock;

    AuditFunction(
            AuditService audits,
            RotationSettings settings,
            EmbeddedMetrics metrics,
            DynamoDbTableCheck store,
            GitHubClientFactory clients,
            Clock clock) {
        this.audits = audits;
        this.settings = settings;
        this.metrics = metrics;
        this.store = store;
        this.clients = clients;
        this.clock = clock;
    }

    /** Audits the whole graph, tells people, and answers with what was kept. The event does not matter. */
    @Funq("audit")
    public AuditRecordJson audit(Map<String, Object> event) {
        return FunctionFailedException.orFail(this::audit);
    }

    private AuditRecordJson audit() {
        boolean made = false;
        try {
            var slice = audits.notifyIfInvalid(() -> {
                store.require();
                return settings.slice();
            });
            var audit = audits.run(slice);
            made = true;
            metrics.count(audit.secret(), counts(audit));
            return AuditRecordJson.of(audit);
        } finally {
            if (!made) {
                metrics.count(audits.secretOrDefault(), Map.of("AuditFailed", 1));
            }
        }
    }

    /** An audit that could not see everything must not pass for one that found nothing. */
    private Map<String, Number> counts(AuditRecord audit) {
        Map<String, Number> counts = new LinkedHashMap<>();
        counts.put(audit.complete() ? "AuditCompleted" : "AuditFailed", 1);
        counts.put("Present", audit.summary().present());
        counts.put("Missing", audit.summary().missing());
        counts.put("Unreadable", audit.summary().unreadable());
        counts.put("Transferred", audit.summary().transferred());
        days(audit.token().expiry()).ifPresent(days -> counts.put("DaysToExpiry", days));
        counts.put("TokenExpiryUnknown", audit.token().isUnknown() ? 1 : 0);
        days(audit.credential().expiry()).ifPresent(days -> counts.put("DaysToCredentialExpiry", days));
        return counts;
    }

    /** Tokens end by GitHub's clock, which the audit has seen. */
    private Optional<Long> days(TokenExpiry expiry) {
        var now = clients.gitHubClock().at(clock.instant());
        return expiry.end().map(end -> Duration.between(now, end).toDays());
    }
}
