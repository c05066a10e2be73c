package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.TokenLifetime;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** Makes the application's preparation of rotations, except that a test says where credentials come from. */
@Dependent
public record TestPreparations(
        GitHubClientFactory clients,
        TokenSettings tokenSettings,
        TokenLifetime lifetime,
        GraphLoader graphs,
        Rotator rotator,
        RotationStore store,
        Clock clock) {

    /** Prepares with what {@code credentials} finds. */
    public RotationPreparation with(CredentialResolver credentials) {
        return new RotationPreparation(credentials, clients, tokenSettings, lifetime, graphs, rotator, store, clock);
    }
}
