package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.audit.OldTokenFollowUp;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.Rotator;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** Makes the application's gate, except that a test says where credentials come from. */
@Dependent
public record TestRetirement(
        GitHubClientFactory clients,
        GraphLoader graphs,
        AuditService audits,
        Rotator rotator,
        RotationStore store,
        RotationSettings settings,
        Clock clock,
        Sleeper sleeper) {

    /** Judges with what {@code credentials} finds. */
    public RetirementGate with(CredentialResolver credentials) {
        return new RetirementGate(credentials, clients, graphs, audits, rotator, store, settings, clock);
    }

    /** Follows the old token after audits, at {@code now}. */
    public OldTokenFollowUp following(
            TokenSettings tokens, SecretReader secrets, CredentialResolver credentials, Clock now) {
        return new SecretsManagerOldTokenFollowUp(
                tokens, secrets, store, with(credentials), revoking(credentials), now);
    }

    /** Revokes what that gate lets pass. */
    public TokenRevocation revoking(CredentialResolver credentials) {
        return new TokenRevocation(with(credentials), clients, store, clock, sleeper);
    }
}
