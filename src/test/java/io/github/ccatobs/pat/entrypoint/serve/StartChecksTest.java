package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.audit.TestAuditServices;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck.StartCheckOutcome;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.notification.IssueTracker;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.UnpostedNotifier;
import io.github.ccatobs.pat.rotation.RotationPreparation;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check by itself, with a GitHub and a store that are there, and a vault and a board that a test can close. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class StartChecksTest {

    private static final String TOKEN = "github_pat_StartChecksStartChecks" + "_" + "x".repeat(59);

    @Inject
    HttpServerLifecycle httpServer;

    @Inject
    AuditSettings auditSettings;

    @Inject
    TestAuditServices audits;

    @Inject
    RotationPreparation preparation;

    @Inject
    AuditHistory history;

    @Inject
    ActionsSecretSettings secretSettings;

    @Inject
    GitHubClientFactory clients;

    @Inject
    GraphLoader graphs;

    @Inject
    GraphSettings graphSettings;

    private Path graph = Path.of("none");
    private Runnable vault = () -> {};
    private Runnable webhook = () -> {};
    private Supplier<String> issue = () -> "acme/ops";
    private String stored = TOKEN;
    private Duration maxAge = Duration.ofDays(180);
    private CredentialResolver credentials = TestCredentials.none(version -> new Vault());

    @BeforeEach
    void settle(@TempDir Path directory) throws Exception {
        graph = Files.writeString(directory.resolve("graph.yml"), "repos: {a: {}, b: {}}");
        LocalGitHub.gitHub().hasToken(TOKEN).of("start-checks").fineGrained("secrets=read");
    }

    @Test
    void saysThatAllIsThere() {
        assertThat(checks(TOKEN))
                .containsEntry("credential", "ok: credential: GitHub accepts GITHUB_TOKEN, of start-checks")
                .containsEntry("settings", "ok: settings: valid for audits and rotations")
                .containsEntry("graph", "ok: graph: " + graph + " lists 3 repositories")
                .containsEntry("vault", "ok: vault: it gives the current token, version 7")
                .containsEntry(
                        "webhook",
                        "ok: webhook: it is well formed; nothing was posted (ccat pat slack --send posts a test)")
                .containsEntry("issue", "ok: issue: the issues of acme/ops can be read; nothing was written");
    }

    @Test
    void looksAtSettingsThatNothingReadsBeforeTheNight() {
        maxAge = Duration.ZERO;

        assertThat(checks(TOKEN))
                .containsEntry(
                        "settings",
                        "wrong: settings: ccat.pat.audit.max-age is PT0S: expected more than nothing, e.g. P180D");
    }

    @Test
    void saysThatTheVaultHoldsNoToken() {
        stored = "{\"user\":\"robot\"}";

        assertThat(checks(TOKEN).get("vault"))
                .startsWith("wrong: vault: the current value, version 7, is not a valid token: ");
    }

    @Test
    void tellsWhatIsWrongFromWhatCannotBeHadNow() throws Exception {
        Files.writeString(graph, "repos: [");
        vault = () -> {
            throw new TokenSourceException.TokenSourceUnavailableException("AWS does not answer");
        };
        webhook = () -> {
            throw new IllegalArgumentException("it is not a webhook");
        };
        issue = () -> {
            throw new IllegalArgumentException("it is not a repository");
        };

        assertThat(outcomes("github_pat_unknown"))
                .containsEntry("credential", StartCheckOutcome.UNAVAILABLE)
                .containsEntry("graph", StartCheckOutcome.WRONG)
                .containsEntry("vault", StartCheckOutcome.UNAVAILABLE)
                .containsEntry("webhook", StartCheckOutcome.WRONG)
                .containsEntry("issue", StartCheckOutcome.WRONG)
                .containsEntry("store", StartCheckOutcome.OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            printf %s a-token | ok: vault: the command 'printf' of ccat.pat.token.exec prints the current token
            false             | unavailable: vault: the command 'false' of ccat.pat.token.exec failed with exit code 1; run it by hand to see why
            true              | unavailable: vault: the command 'true' of ccat.pat.token.exec printed nothing: expected the token alone on one line of its standard output
            /none             | wrong: vault: the command '/none' of ccat.pat.token.exec cannot be started: expected a program on the PATH, or the path of a file that may be run; or there is no cat, through which its output is read
            ~~                | off: vault: neither ccat.pat.token.secret-id nor ccat.pat.token.exec is set
            """)
    void runsTheCommandThatPrintsTheToken(String command, String line) {
        credentials = TestCredentials.ofTokenCommand(command);
        assertThat(checks(TOKEN)).containsEntry("vault", line);
    }

    @Test
    void saysThatTheVaultDoesNotGiveTheWebhook() {
        webhook = () -> {
            throw new SecretUnavailableException("AWS does not answer");
        };

        assertThat(outcomes(TOKEN)).containsEntry("webhook", StartCheckOutcome.UNAVAILABLE);
    }

    private Map<String, StartCheckOutcome> outcomes(String token) {
        return run(token).stream().collect(Collectors.toMap(StartCheck::subject, StartCheck::outcome));
    }

    private Map<String, String> checks(String token) {
        return run(token).stream().collect(Collectors.toMap(StartCheck::subject, StartCheck::toString));
    }

    private List<StartCheck> run(String token) {
        return new StartChecks(
                        httpServer,
                        auditSettings,
                        audits.with(with(AuditSettings.class, auditSettings, "maxAge", maxAge))
                                .with(credentials),
                        preparation,
                        history,
                        secretSettings,
                        credentials,
                        clients,
                        graphs,
                        with(GraphSettings.class, graphSettings, "graph", graph.toString()),
                        new UnpostedNotifier(webhook),
                        new TestTracker(),
                        Clock.systemUTC())
                .run(name -> Optional.of(token).filter(value -> name.equals("GITHUB_TOKEN")));
    }

    /** The settings of the application, but for one. */
    private static <T> T with(Class<T> type, T settings, String name, Object value) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getName().equals(name) ? value : method.invoke(settings, arguments)));
    }

    private final class Vault implements TokenSource {
        @Override
        public ReceivedToken receive() {
            vault.run();
            return new ReceivedToken(SecretValue.of(stored), "the vault", Optional.of("7"));
        }

        @Override
        public boolean confirm(ReceivedToken received) {
            return true;
        }
    }

    private final class TestTracker implements IssueTracker {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public String verify() {
            return issue.get();
        }

        @Override
        public void post(Notification notification) {
            throw new AssertionError("nothing is to be written");
        }

        @Override
        public void show(AuditResult audit) {
            throw new AssertionError("nothing is to be written");
        }

        @Override
        public void showFailure(SecretName secret, String reason, Instant at) {
            throw new AssertionError("nothing is to be written");
        }
    }
}
