package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.audit.NightlyAudit;
import io.github.ccatobs.pat.entrypoint.json.AuditRecordJson;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.TimeBudget;
import io.quarkus.funqy.Funq;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The function {@code audit}: what the schedule calls every night. */
public class AuditFunction {

    private final NightlyAudit nightly;
    private final Clock clock;

    AuditFunction(NightlyAudit nightly, Clock clock) {
        this.nightly = nightly;
        this.clock = clock;
    }

    /** Audits the whole graph and answers with what was kept. */
    @Funq("audit")
    public AuditRecordJson audit(Map<String, Object> event) {
        var credential = Credential.fromEnvironment(name -> Optional.ofNullable(System.getenv(name)))
                .orElseThrow(() -> new IllegalArgumentException("no credential"));
        var result = nightly.run(credential, TimeBudget.of(Duration.ofMinutes(10), clock));
        return AuditRecordJson.of(result.judged().record());
    }
}
