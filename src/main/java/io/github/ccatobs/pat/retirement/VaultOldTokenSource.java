package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditRequest;
import io.github.ccatobs.pat.audit.OldTokenSource;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.retirement.RetirementGate.RetirementOrder;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Judges the version that Secrets Manager had before the current one. Without Secrets Manager nobody has the old token at hand,
 * so nothing is told.
 */
@ApplicationScoped
class VaultOldTokenSource implements OldTokenSource {

    private static final Logger LOG = Logger.getLogger(VaultOldTokenSource.class);

    private final TokenSettings settings;
    private final SecretReader secrets;
    private final RotationStore store;
    private final RetirementGate gate;

    VaultOldTokenSource(TokenSettings settings, SecretReader secrets, RotationStore store, RetirementGate gate) {
        this.settings = settings;
        this.secrets = secrets;
        this.store = store;
        this.gate = gate;
    }

    @Override
    public OldTokenState state(AuditRequest request) {
        if (settings.secretId().filter(id -> !id.isBlank()).isEmpty()) {
            return OldTokenState.NOTHING_TO_DO;
        }
        try {
            var last = store.lastFinished(request.secret());
            return last.isEmpty() ? OldTokenState.NOTHING_TO_DO : judge(request, last.get());
        } catch (FailureException | IllegalArgumentException failure) {
            LOG.infof("it was not told whether the old token can be revoked: %s", FailureException.why(failure));
            return OldTokenState.NOT_TOLD;
        }
    }

    /** While the current version itself waits for its rotation, the one before it is the one in use. */
    private OldTokenState judge(AuditRequest request, RotationHeader last) {
        ReceivedToken old = secrets.at(TokenVersion.PREVIOUS).receive();
        if (Fingerprint.of(old.value()).equals(last.fingerprint())) {
            return OldTokenState.NOTHING_TO_DO;
        }
        var order =
                new RetirementOrder(request.secret(), request.graph(), request.environment(), request.budget(), false);
        return switch (gate.judge(order, Optional.of(old)).verdict()) {
            case SAFE -> OldTokenState.CAN_BE_REVOKED;
            case NOT_YET, RETIRED, REFUSED -> OldTokenState.NOTHING_TO_DO;
            case UNKNOWN -> OldTokenState.NOT_TOLD;
        };
    }
}
