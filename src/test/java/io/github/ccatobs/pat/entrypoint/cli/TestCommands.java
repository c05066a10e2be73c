package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditNotifier;
import io.github.ccatobs.pat.audit.TestAuditServices;
import io.github.ccatobs.pat.entrypoint.page.Report;
import io.github.ccatobs.pat.entrypoint.serve.ServeService;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import io.github.ccatobs.pat.retirement.TestRetirement;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.TestPreparations;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import jakarta.enterprise.context.Dependent;
import java.time.Clock;

/** Makes the application's commands, except that a test says where secrets come from and messages go. */
@Dependent
record TestCommands(
        GraphSettings graphSettings,
        ActionsSecretSettings secretSettings,
        TokenSettings tokenSettings,
        GitHubClientFactory clients,
        RotationPreparation preparation,
        TestPreparations preparations,
        RotationService rotationService,
        TestAuditServices audits,
        AuditHistory history,
        RotationHistory rotations,
        TokenRenewalInstructions renewal,
        TokenVersionWriter versions,
        OperatorInstructions instructions,
        TestRetirement gates,
        Notifier notifier,
        ServeService serveService,
        Report report,
        Clock clock) {

    /** Commands that read secrets with {@code reader}, and audit with what {@code credentials} finds. */
    CommandLineInterface with(SecretReader reader, CredentialResolver credentials) {
        return with(reader, credentials, notifier);
    }

    /** The same, which also write with what {@code credentials} finds. */
    CommandLineInterface writing(SecretReader reader, CredentialResolver credentials) {
        return with(reader, credentials, versions, notifier, preparations.with(credentials));
    }

    /** The same, which also store the token with {@code writer}. */
    CommandLineInterface with(SecretReader reader, CredentialResolver credentials, TokenVersionWriter writer) {
        return with(reader, credentials, writer, notifier);
    }

    /** The same, which also post to {@code channel} when asked for a test message. */
    CommandLineInterface with(SecretReader reader, CredentialResolver credentials, Notifier channel) {
        return with(reader, credentials, versions, channel);
    }

    /** The same, of whose audits {@code people} hear. */
    CommandLineInterface with(SecretReader reader, CredentialResolver credentials, AuditNotifier people) {
        return with(reader, audits.telling(people), credentials, versions, notifier, preparation);
    }

    private CommandLineInterface with(
            SecretReader reader, CredentialResolver credentials, TokenVersionWriter writer, Notifier channel) {
        return with(reader, credentials, writer, channel, preparation);
    }

    private CommandLineInterface with(
            SecretReader reader,
            CredentialResolver credentials,
            TokenVersionWriter writer,
            Notifier channel,
            RotationPreparation prepares) {
        return with(reader, audits, credentials, writer, channel, prepares);
    }

    private CommandLineInterface with(
            SecretReader reader,
            TestAuditServices audited,
            CredentialResolver credentials,
            TokenVersionWriter writer,
            Notifier channel,
            RotationPreparation prepares) {
        return new CommandLineInterface(
                "test",
                graphSettings,
                secretSettings,
                audited.with(credentials),
                clients,
                history,
                new CommandRotationPreparation(
                        prepares,
                        rotationService,
                        new TokenSources(reader, tokenSettings, credentials),
                        clients,
                        renewal),
                prepares,
                rotationService,
                rotations,
                renewal,
                writer,
                instructions,
                new TokenSources(reader, tokenSettings, credentials),
                credentials,
                gates.with(credentials),
                gates.revoking(credentials),
                channel,
                serveService,
                report,
                clock);
    }
}
