package io.github.ccatobs.pat.entrypoint.watch;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.NightlyAudit;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.token.Credentials;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The audit that nobody watches. */
@ApplicationScoped
public class AuditWatch {

    private final NightlyAudit nightly;
    private final Credentials credentials;
    private final Clock clock;

    AuditWatch(NightlyAudit nightly, Credentials credentials, Clock clock) {
        this.nightly = nightly;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The secret that is audited. */
    public SecretName secret() {
        return nightly.secret();
    }

    /**
     * Audits the whole graph, keeps the result, and tells people what changed; also that no audit could be made.
     *
     * @param budget no wait for a limit goes beyond it; what could not be read in time is unreadable
     * @return what was kept
     * @throws RuntimeException when no audit could be made, after people were told
     */
    public AuditRecord run(Duration budget) {
        var credential = credentials.reader(name -> Optional.ofNullable(System.getenv(name)));
        return nightly.run(credential, TimeBudget.of(budget, clock)).judged().record();
    }
}
