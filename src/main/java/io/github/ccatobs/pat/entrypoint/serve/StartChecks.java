package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck.StartCheckOutcome;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.notification.IssueTracker;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.FormatCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checks of all that the service needs by night: its settings, the store, the credential, the graph, the vault, the
 * webhook and the issue. They read only: nothing is written, and nothing is posted.
 */
@ApplicationScoped
public class StartChecks {

    /** An answer that takes longer, or a limit that lasts longer, counts as unavailable. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final HttpServerLifecycle httpServer;
    private final AuditSettings auditSettings;
    private final AuditService audits;
    private final RotationPreparation preparation;
    private final AuditHistory history;
    private final SecretName secret;
    private final CredentialResolver credentialResolver;
    private final GitHubClientFactory clients;
    private final GraphLoader graphs;
    private final GraphSettings graphSettings;
    private final Notifier notifier;
    private final IssueTracker issues;
    private final Clock clock;

    StartChecks(
            HttpServerLifecycle httpServer,
            AuditSettings auditSettings,
            AuditService audits,
            RotationPreparation preparation,
            AuditHistory history,
            ActionsSecretSettings secretSettings,
            CredentialResolver credentialResolver,
            GitHubClientFactory clients,
            GraphLoader graphs,
            GraphSettings graphSettings,
            Notifier notifier,
            IssueTracker issues,
            Clock clock) {
        this.httpServer = httpServer;
        this.auditSettings = auditSettings;
        this.audits = audits;
        this.preparation = preparation;
        this.history = history;
        this.secret = new SecretName(secretSettings.secret());
        this.credentialResolver = credentialResolver;
        this.clients = clients;
        this.graphs = graphs;
        this.graphSettings = graphSettings;
        this.notifier = notifier;
        this.issues = issues;
        this.clock = clock;
    }

    /** Checks each, whatever becomes of the others; takes as long as GitHub, AWS and the disk do. */
    List<StartCheck> run(Function<String, Optional<String>> environment) {
        return List.of(
                check("schedule", this::schedule),
                check("settings", this::settings),
                check("http", httpServer::check),
                check("store", this::store),
                check("credential", () -> credential(environment)),
                check("graph", () -> graph(environment)),
                credentialResolver.isTokenConfigured()
                        ? check("vault", () -> vault(environment))
                        : new StartCheck(
                                "vault",
                                StartCheckOutcome.OFF,
                                "neither ccat.pat.token.secret-id nor ccat.pat.token.exec is set"),
                notifier.isOpen()
                        ? check("webhook", this::webhook)
                        : new StartCheck(
                                "webhook",
                                StartCheckOutcome.OFF,
                                "no Slack webhook is set, so nothing is posted there"),
                issues.isOpen()
                        ? check("issue", this::issue)
                        : new StartCheck("issue", StartCheckOutcome.OFF, "ccat.pat.github.issue is not set"));
    }

    private static StartCheck check(String subject, Supplier<String> question) {
        try {
            return new StartCheck(subject, StartCheckOutcome.OK, question.get());
        } catch (IllegalArgumentException e) {
            return new StartCheck(subject, StartCheckOutcome.WRONG, said(e));
        } catch (GitHubException.CredentialRejectedException e) {
            return new StartCheck(subject, StartCheckOutcome.UNAVAILABLE, e.why());
        } catch (FailureException e) {
            return new StartCheck(subject, StartCheckOutcome.UNAVAILABLE, said(e));
        }
    }

    private static String said(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private String schedule() {
        var now = clock.instant();
        return "the next audit is at "
                + Timestamps.print(
                        AuditCronSchedule.of(auditSettings, now).next(now).orElseThrow());
    }

    /** Checks the settings that are read only when an audit or a rotation begins, and names all mistakes at once. */
    private String settings() {
        String wrong = Stream.<Runnable>of(audits::policy, preparation::checkNeeds, preparation::checkSettings)
                .flatMap(check -> refusal(check).stream())
                .collect(Collectors.joining("; "));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
        return "valid for audits and rotations";
    }

    private static Optional<String> refusal(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(said(e));
        }
    }

    private String store() {
        return history.last(secret)
                .map(last -> "it can be read; the last audit was at " + Timestamps.print(last.auditedAt()))
                .orElse("it can be read; there has been no audit yet");
    }

    private String credential(Function<String, Optional<String>> environment) {
        var gitHub = connect(environment);
        return "GitHub accepts " + gitHub.credentialSource() + ", of "
                + gitHub.account().login();
    }

    private String graph(Function<String, Optional<String>> environment) {
        var source = GraphSource.parse(graphSettings.graph());
        var graph = graphs.load(
                source,
                () -> clients.connect(
                        source.readWith(credentialResolver.readingCredential(environment)),
                        TimeBudget.each(LONGEST_WAIT)));
        int warnings = graph.warnings().size();
        return source + " lists " + Plurals.repositories(graph.repositories().size())
                + (warnings == 0
                        ? ""
                        : ", with " + Plurals.of(warnings, "warning", "warnings") + " that 'ccat pat graph' shows");
    }

    private GitHubClient connect(Function<String, Optional<String>> environment) {
        return clients.connect(credentialResolver.readingCredential(environment), TimeBudget.each(LONGEST_WAIT));
    }

    private String vault(Function<String, Optional<String>> environment) {
        var received = credentialResolver.currentToken(environment).receive();
        String version = received.versionId().map(id -> ", version " + id).orElse("");
        FormatCheck.check(received.value()).results().stream()
                .flatMap(result -> result instanceof CheckResult.Refuse refusal ? Stream.of(refusal) : Stream.empty())
                .findFirst()
                .ifPresent(refusal -> {
                    throw new IllegalArgumentException("the current value" + (version.isEmpty() ? "" : version + ",")
                            + " is not a valid token: "
                            + refusal.reason() + "; " + refusal.nextAction());
                });
        return received.versionId().isPresent()
                ? "it gives the current token" + version
                : received.origin() + " prints the current token";
    }

    private String webhook() {
        notifier.verify();
        return "it is well formed; nothing was posted (ccat pat slack --send posts a test)";
    }

    private String issue() {
        return "the issues of " + issues.verify() + " can be read; nothing was written";
    }

    /**
     * One thing that the service needs, and whether it is there now.
     *
     * @param subject e.g. {@code graph}
     * @param detail a sentence, without anything secret
     */
    public record StartCheck(String subject, StartCheckOutcome outcome, String detail) {

        /** Whether it is there. */
        public enum StartCheckOutcome {
            /** It is. */
            OK,
            /** It is not configured, and not needed. */
            OFF,
            /** A setting or a file is wrong, and stays so until a person changes it. */
            WRONG,
            /** It is unavailable now; that may pass. */
            UNAVAILABLE
        }

        /** Hides what looks like a token. */
        public StartCheck {
            detail = TokenRedactor.of(detail);
        }

        /** The line that people read. */
        @Override
        public String toString() {
            return outcome.name().toLowerCase(Locale.ROOT) + ": " + subject + ": " + detail;
        }
    }
}
