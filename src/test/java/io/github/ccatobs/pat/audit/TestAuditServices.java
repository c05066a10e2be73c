package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.TestGraphLoaders;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.TestRotations;
import io.github.ccatobs.pat.store.TestBaselines;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.TestLifetimes;
import io.github.ccatobs.pat.token.TokenLifetime;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** Makes the application's audits, except that a test says where credentials come from. */
@Dependent
public record TestAuditServices(
        AuditSettings settings,
        ActionsSecretSettings secretSettings,
        GraphSettings graphSettings,
        GraphLoader graphs,
        GitHubClientFactory clients,
        BaselineSource baselines,
        AuditHistory history,
        AuditNotifier notifier,
        TokenLifetime lifetime,
        TokenSettings tokenSettings,
        Clock clock) {

    /** Audits of the repositories of {@code rotations}, as a process that has {@code clients} makes them. */
    public static TestAuditServices of(
            TestRotations rotations, GitHubClientFactory clients, AuditHistory history, AuditNotifier notifier) {
        var graphSettings = rotations.settings(GraphSettings.class);
        var tokenSettings = rotations.settings(TokenSettings.class);
        return new TestAuditServices(
                rotations.settings(AuditSettings.class),
                rotations.settings(ActionsSecretSettings.class),
                graphSettings,
                TestGraphLoaders.loader(graphSettings, clients),
                clients,
                TestBaselines.of(rotations.settings(RotationSettings.class), rotations.store()),
                history,
                notifier,
                TestLifetimes.of(tokenSettings, rotations.lifetimeLimits()),
                tokenSettings,
                rotations.clock());
    }

    /** The same, with the settings {@code others}. */
    public TestAuditServices with(AuditSettings others) {
        return new TestAuditServices(
                others,
                secretSettings,
                graphSettings,
                graphs,
                clients,
                baselines,
                history,
                notifier,
                lifetime,
                tokenSettings,
                clock);
    }

    /** The same, of which {@code people} hear. */
    public TestAuditServices telling(AuditNotifier people) {
        return new TestAuditServices(
                settings,
                secretSettings,
                graphSettings,
                graphs,
                clients,
                baselines,
                history,
                people,
                lifetime,
                tokenSettings,
                clock);
    }

    /** Audits with what {@code credentials} finds. */
    public AuditService with(CredentialResolver credentials) {
        return new AuditService(
                settings,
                secretSettings,
                graphSettings,
                graphs,
                clients,
                credentials,
                baselines,
                history,
                notifier,
                notes -> {},
                lifetime,
                (request, since) ->
                        OldTokenFollowUp.OldTokenStatus.of(new OldTokenFollowUp.OldTokenState.NothingToDo()),
                tokenSettings,
                clock);
    }
}
