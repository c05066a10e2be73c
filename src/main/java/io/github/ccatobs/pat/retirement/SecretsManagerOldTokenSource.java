package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.OldTokenSource;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.retirement.RetirementReport.RetirementStatus;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Judges the version that Secrets Manager had before the current one. Without Secrets Manager the old token is not at hand, so
 * nothing is reported.
 */
@ApplicationScoped
class SecretsManagerOldTokenSource implements OldTokenSource {

    private static final Logger LOG = Logger.getLogger(SecretsManagerOldTokenSource.class);

    /** Between two looks at all repositories for a token that can be revoked and is not yet. */
    private static final long DAYS = 7;

    private final TokenSettings settings;
    private final SecretReader secrets;
    private final RotationStore store;
    private final RetirementGate gate;
    private final Clock clock;

    SecretsManagerOldTokenSource(
            TokenSettings settings, SecretReader secrets, RotationStore store, RetirementGate gate, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.store = store;
        this.gate = gate;
        this.clock = clock;
    }

    @Override
    public OldTokenStatus state(AuditRequest request, Optional<Instant> openSince) {
        if (settings.secretId().filter(id -> !id.isBlank()).isEmpty()) {
            return OldTokenStatus.of(OldTokenState.NOTHING_TO_DO);
        }
        try {
            var last = store.lastFinished(request.secret());
            return last.isEmpty() || gate.known(request.secret()).verdict() == RetirementStatus.NOT_YET
                    ? OldTokenStatus.of(OldTokenState.NOTHING_TO_DO)
                    : judge(request, last.get(), openSince);
        } catch (FailureException | IllegalArgumentException failure) {
            LOG.infof("could not tell whether the old token can be revoked: %s", FailureException.why(failure));
            return OldTokenStatus.of(OldTokenState.NOT_TOLD);
        }
    }

    /** While the current version itself waits for its rotation, the one before it is the one in use. */
    private OldTokenStatus judge(AuditRequest request, RotationHeader last, Optional<Instant> openSince) {
        ReceivedToken old = secrets.at(TokenVersion.PREVIOUS).receive();
        if (Fingerprint.of(old.value()).equals(last.fingerprint())) {
            return OldTokenStatus.of(OldTokenState.NOTHING_TO_DO);
        }
        if (openSince.filter(since -> isKnownStill(since, last)).isPresent()) {
            boolean isRejected = gate.isRejected(old, request.budget());
            return new OldTokenStatus(isRejected ? OldTokenState.NOTHING_TO_DO : OldTokenState.NOT_TOLD, 1);
        }
        var order =
                new RetirementOrder(request.secret(), request.graph(), request.environment(), request.budget(), false);
        var report = gate.judge(order, old);
        return new OldTokenStatus(
                switch (report.verdict()) {
                    case SAFE -> OldTokenState.CAN_BE_REVOKED;
                    case NOT_YET, RETIRED, REFUSED -> OldTokenState.NOTHING_TO_DO;
                    case UNKNOWN -> OldTokenState.NOT_TOLD;
                },
                report.calls());
    }

    /** Whether no rotation has ended since, and it is not a whole number of weeks ago, to half a day. */
    private boolean isKnownStill(Instant since, RotationHeader last) {
        long days = Duration.between(since, clock.instant()).plusHours(12).toDays();
        return last.finishedAt().filter(since::isBefore).isEmpty() && (days == 0 || days % DAYS != 0);
    }
}
