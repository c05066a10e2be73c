package io.github.ccatobs.pat.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubClientContract;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import io.github.ccatobs.pat.notification.SampleNotifications;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.sandbox.ReceivedRequest;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxIssue;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.TestCredentials;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One issue in a sandbox GitHub, over nights. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubIssueTrackerTest {

    private static final String CREDENTIAL = "credential-of-the-issue-0123456789";
    private static final IssueText TEXTS = new IssueText(TestInstructions.ofCommand());
    private static final AuditResult BAD = audit(Notification.FindingsChanged.class);
    private static final AuditResult GOOD = audit(Notification.AllIsWell.class);

    private final MutableClock time = new MutableClock();
    private final SandboxGitHub gitHub = SandboxGitHub.start(time);
    private final SandboxRepository repository = gitHub.hasRepository("acme/ops");

    private static <T extends Notification.OfAudit> AuditResult audit(Class<T> kind) {
        return SampleNotifications.all().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow()
                .audit();
    }

    @BeforeEach
    void arrange() {
        gitHub.hasToken(CREDENTIAL).of("ccat-bot").fineGrained("issues=write");
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    /** New each time, as after a restart: nothing is remembered but what GitHub keeps. */
    private GitHubIssueTracker tracker(String place) {
        return tracker(place, TestCredentials.configured(CREDENTIAL, version -> {
            throw new AssertionError("the token is not needed");
        }));
    }

    private GitHubIssueTracker tracker(String place, CredentialResolver credentials) {
        var settings = Settings.of(
                GitHubSettings.class,
                Map.of(
                        "ccat.pat.github.issue",
                        place,
                        "ccat.pat.github.api-url",
                        gitHub.url().toString()));
        return new GitHubIssueTracker(
                settings,
                TestClientFactories.connector(settings, time, time.pause()),
                credentials,
                TestInstructions.ofCommand());
    }

    private GitHubIssueTracker tracker() {
        return tracker("acme/ops");
    }

    private SandboxIssue only() {
        assertThat(repository.issues()).hasSize(1);
        return repository.issues().getFirst();
    }

    @Test
    void opensOneWithTodaysStateAndKeepsItUpToDate() {
        tracker().show(BAD);
        assertThat(only().state()).isEqualTo("open");
        assertThat(only().labels()).containsExactly("ccat-pat");
        assertThat(only().title()).isEqualTo("GH_PAT in the repositories of the dependency graph");
        assertThat(only().body()).isEqualTo(TEXTS.state(BAD));

        tracker().show(GOOD);
        assertThat(only().state()).isEqualTo("closed");
        assertThat(only().body()).isEqualTo(TEXTS.state(GOOD));

        tracker().show(BAD);
        assertThat(only().state()).isEqualTo("open");
        holdsTheContract();
    }

    @Test
    void looksWithoutWritingWhetherTheIssueCanBeKept() {
        assertThat(tracker().verify()).isEqualTo("acme/ops");
        assertThat(repository.issues()).isEmpty();
        assertThat(gitHub.requests()).extracting(ReceivedRequest::method).containsOnly("GET");

        assertThatThrownBy(() -> tracker("ops").verify()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tracker("acme/none").verify()).isInstanceOf(GitHubException.NotFoundException.class);
    }

    @Test
    void writesNothingWhereNothingChanged() {
        tracker().show(BAD);
        gitHub.forgetsRequests();
        tracker().show(BAD);
        assertThat(gitHub.requests()).hasSize(1);
    }

    @Test
    void addsTheNewsAsCommentsAlsoWhereNoAuditWasMadeYet() {
        var news = SampleNotifications.all();
        news.forEach(notification -> tracker().post(notification));
        assertThat(only().comments())
                .isEqualTo(news.stream().map(TEXTS::comment).toList());
        holdsTheContract();
    }

    @Test
    void staysOpenWithTheReasonWhileNothingIsKnown() {
        tracker().show(GOOD);
        tracker().showFailure(new SecretName("GH_PAT"), "GitHub is down", time.instant());
        assertThat(only().state()).isEqualTo("open");
        assertThat(only().body()).contains("nothing was checked", "GitHub is down");
    }

    @Test
    void givesEachSecretItsOwn() {
        tracker().show(BAD);
        tracker().showFailure(new SecretName("GH_PAT_2"), "no", time.instant());
        assertThat(repository.issues()).hasSize(2);
    }

    /** Found by the label and the mark together: neither an issue that others labelled nor one that quotes the mark. */
    @Test
    void leavesTheIssuesOfOthersAlone() {
        var labelled = repository.addIssue("of others", time.instant()).labelled(List.of("ccat-pat"));
        var quoting = repository.addIssue("<!-- ccat-pat GH_PAT -->", time.instant());
        tracker().show(BAD);
        assertThat(repository.issues()).hasSize(3);
        assertThat(labelled.state() + quoting.state()).isEqualTo("openopen");
        assertThat(labelled.body() + quoting.body()).isEmpty();
    }

    @Test
    void endsWithOneOpenOfSeveralAtOnce() throws Exception {
        try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 4)
                    .mapToObj(run -> runs.submit(() -> tracker().show(BAD)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        tracker().show(BAD);
        assertThat(repository.issues().stream().filter(issue -> issue.state().equals("open")))
                .containsExactly(repository.issues().getFirst());
    }

    /** GitHub's lists follow its writes after a while. */
    @Test
    void commentsOnTheOneThatItHasJustMadeThoughTheListDoesNotShowItYet() {
        gitHub.onRequest("GET", "/repos/acme/ops/issues").nth(2).answers(200, "[]");
        var news = SampleNotifications.all().getFirst();
        tracker().post(news);
        assertThat(only().comments()).containsExactly(TEXTS.comment(news));
        assertThat(gitHub.count("POST", "/repos/acme/ops/issues")).isEqualTo(1);
    }

    /** GitHub took it, but the answer never came: it is found, not made again. */
    @Test
    void looksForTheOneWhoseAnswerWasLost() {
        gitHub.onRequest("POST", "/repos/acme/ops/issues").nth(1).cutsTheConnectionAfterwards();
        tracker().show(BAD);
        assertThat(only().body()).isEqualTo(TEXTS.state(BAD));
        assertThat(gitHub.count("POST", ".*/issues")).isEqualTo(1);
    }

    @Test
    void isNotMadeAgainWhereItIsUnknownWhetherItIsThere() {
        gitHub.onRequest("POST", "/repos/acme/ops/issues").answers(502, Map.of(), "{}");
        assertThatThrownBy(() -> tracker().show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageStartingWith("the issue of ccat.pat.github.issue was not written: ")
                .hasMessageEndingWith("; the next audit tries again");
        assertThat(gitHub.count("POST", ".*/issues")).isEqualTo(1);
        assertThat(repository.issues()).isEmpty();
    }

    /** Without push access GitHub leaves labels out, and every night would open another. */
    @Test
    void closesOneThatItCouldNotFindAgain() {
        repository.lettingOnlyRead("ccat-bot");
        assertThatThrownBy(() -> tracker().show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("GitHub left out the label ccat-pat");
        assertThat(only().state()).isEqualTo("closed");
    }

    @Test
    void saysWhichRightIsMissing() {
        gitHub.hasToken(CREDENTIAL).fineGrained("issues=read");
        assertThatThrownBy(() -> tracker().show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("lacks Issues: write on acme/ops")
                .hasMessageNotContaining(CREDENTIAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | 410 | Issues are disabled for this repo | gone (410: Issues are disabled for this repo)
            GET  | 404 | Not Found | not found (404), or the credential may not see it
            POST | 403 | Repository was archived so is read-only. | the repository is archived (403: Repository was archived so is read-only.)
            POST | 422 | Validation Failed | GitHub does not accept the call (422: Validation Failed)
            """)
    void saysWhatGitHubSaidWhereTheIssueCannotBeKept(String method, int status, String said, String why) {
        gitHub.onRequest(method, "/repos/acme/ops/issues").answers(status, "{\"message\":\"" + said + "\"}");
        assertThatThrownBy(() -> tracker().show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageStartingWith("the issue of ccat.pat.github.issue was not written: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("; the next audit tries again");
        assertThat(repository.issues()).isEmpty();
    }

    /** The audit is kept and the text is up to date; only the news is lost, and said to be. */
    @Test
    void saysThatNobodyMayCommentOnALockedIssue() {
        tracker().show(BAD);
        gitHub.onRequest("POST", ".*/comments")
                .answers(403, "{\"message\":\"Unable to create comment because issue is locked.\"}");
        assertThatThrownBy(() -> tracker().post(SampleNotifications.all().getFirst()))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("Unable to create comment because issue is locked.");
    }

    /** Its readers are not those of the repository that was named. */
    @ParameterizedTest
    @ValueSource(strings = {"acme/ops-today", "other/ops"})
    void writesNothingWhereTheRepositoryHasMovedTo(String today) {
        repository.renamedTo(today);
        assertThatThrownBy(() -> tracker().show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("acme/ops has another name or owner today");
        assertThat(repository.issues()).isEmpty();
    }

    /** GitHub takes the label that is there, whatever its case. */
    @Test
    void takesALabelThatThereIsInAnotherCase() throws Exception {
        var created = Map.of(
                "number", 1, "state", "open", "body", TEXTS.state(BAD), "labels", List.of(Map.of("name", "Ccat-PAT")));
        gitHub.onRequest("POST", "/repos/acme/ops/issues").answers(201, new ObjectMapper().writeValueAsString(created));
        tracker().show(BAD);
        assertThat(gitHub.count("PATCH", ".*"))
                .as("closed as one that cannot be found again")
                .isZero();
    }

    /** A person closed the first and opened another: the first counts, which comments were made on. */
    @Test
    void opensTheOldestAgainAndClosesTheOther() {
        tracker().show(BAD);
        var first = only();
        tracker().show(GOOD);
        var second = repository
                .addIssue("a copy", time.instant())
                .labelled(List.of("ccat-pat"))
                .saying(first.body());
        tracker().show(BAD);
        assertThat(first.state() + " " + second.state()).isEqualTo("open closed");
        assertThat(repository.issues()).hasSize(2);
    }

    /** The token's command is asked where no other credential reads; a manager that is locked must not end a rotation. */
    @Test
    void saysWhyTheCredentialCouldNotBeHad() {
        var locked = tracker("acme/ops", TestCredentials.ofTokenCommand("false"));
        assertThatThrownBy(() -> locked.show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("the command 'false' of ccat.pat.token.exec failed with exit code 1")
                .hasMessageEndingWith("; the next audit tries again");
        assertThat(gitHub.requests()).isEmpty();
    }

    /** An App's token is asked for with what it needs, for the one repository. */
    @Test
    void keepsItAsAGitHubApp(@TempDir Path directory) throws Exception {
        var key = Files.writeString(directory.resolve("app.pem"), TestApps.pkcs8());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        gitHub.hasApp(TestApps.CLIENT_ID, TestApps.publicKey())
                .installedOn("acme")
                .granting("issues=write", "secrets=read");
        var app = TestCredentials.app(
                Map.of(
                        "ccat.pat.github.app.client-id",
                        TestApps.CLIENT_ID,
                        "ccat.pat.github.app.private-key",
                        key.toString()),
                "acme",
                version -> {
                    throw new IllegalArgumentException("the token is not needed");
                });

        tracker("acme/ops", app).show(BAD);

        assertThat(only().body()).isEqualTo(TEXTS.state(BAD));
        assertThat(gitHub.requests().stream().filter(request -> request.path().endsWith("/access_tokens")))
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains("\"issues\":\"write\"", "\"repositories\":[\"ops\"]")
                        .doesNotContain("secrets"));
    }

    @Test
    void isOpenOnlyWhereARepositoryIsNamed() {
        assertThat(tracker(" ").isOpen()).isFalse();
        assertThat(tracker().isOpen()).isTrue();
        assertThatThrownBy(() -> tracker("acme").show(BAD))
                .isInstanceOf(NotificationFailedException.class)
                .hasMessageContaining("acme");
    }

    private void holdsTheContract() {
        var contract = GitHubClientContract.shared();
        gitHub.requests()
                .forEach(request -> contract.assertRequest(
                        request.method(),
                        gitHub.url().resolve(request.path() + (request.query().isEmpty() ? "" : "?" + request.query())),
                        request.headers().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                        request.body()));
    }
}
