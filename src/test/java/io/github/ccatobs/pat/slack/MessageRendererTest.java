package io.github.ccatobs.pat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OldTokenFindings;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestAudits;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.AuditIssue;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.SampleNotifications;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.TestHeaders;
import io.github.ccatobs.pat.token.TokenVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as they are posted. */
@Execution(ExecutionMode.CONCURRENT)
class MessageRendererTest {

    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:12Z");
    private static final SecretName SECRET = new SecretName("GH_PAT");
    private final MessageRenderer renderer = TestRenderers.beside(pages("https://api.github.com"));

    static List<Notification> samples() {
        return SampleNotifications.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void looksAsItAlwaysDid(Notification notification) throws IOException {
        String json = renderer.of(notification).pretty();
        BlockKit.check(json);
        assertThat(json).isEqualToNormalizingNewlines(golden(notification.kind()));
    }

    private static String golden(String kind) throws IOException {
        try (var golden = MessageRendererTest.class.getResourceAsStream("/slack/" + kind + ".json")) {
            assertThat(golden).as("src/test/resources/slack/" + kind + ".json").isNotNull();
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void hasASampleOfEachKind() {
        assertThat(SampleNotifications.all()).extracting(Notification::kind).doesNotHaveDuplicates();
        assertThat(SampleNotifications.all().stream()
                        .map(Notification::getClass)
                        .distinct())
                .hasSameSizeAs(List.of(permitted(Notification.class)));
    }

    private static Class<?>[] permitted(Class<?> type) {
        return Stream.of(type.getPermittedSubclasses())
                .flatMap(permitted -> permitted.isInterface() ? Stream.of(permitted(permitted)) : Stream.of(permitted))
                .distinct()
                .toArray(Class<?>[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void namesEachOfAFewFindings(int many) {
        String json = renderer.of(changed(missing(many))).json();
        BlockKit.check(json);
        for (int number = 0; number < many; number++) {
            String name = "acme/r" + number;
            assertThat(json).contains("<https://github.com/" + name + "|" + name + ">");
        }
        assertThat(json).doesNotContain(" more ");
    }

    /** An event begins it before its graph is read. */
    @Test
    void countsNoRepositoriesOfARotationThatHasNotLookedAtThem() {
        var sample = sample(Notification.RotationStarted.class);
        var begun = new Rotation(sample.rotation().head(), Map.of());

        assertThat(renderer.of(new Notification.RotationStarted(begun, false)).json())
                .contains("It has not looked at the repositories yet.")
                .doesNotContain("0 of 0");
    }

    /** The same command again would spread a token further that another owner holds. */
    @Test
    void asksForAnotherTokenWhereAnotherOwnerHoldsThisOne() {
        var sample = sample(Notification.RotationStopped.class);
        var exposed = new Rotation(
                TestHeaders.withAnotherOwner(sample.rotation().head()),
                sample.rotation().outcomes());

        String json = renderer.of(new Notification.RotationStopped(exposed)).json();

        BlockKit.check(json);
        assertThat(json)
                .contains(
                        "Another owner holds this token, so do not continue with it: take that repository out",
                        "ccat pat rotate")
                .doesNotContain("same token", "write only the rest");
    }

    /** A run that died may have written what it did not record. */
    @Test
    void doesNotSayThatARepositoryHoldsTheOldTokenWhereARunDied() {
        var sample = sample(Notification.RotationStopped.class);
        var dead = new Notification.RotationStopped(new Rotation(
                TestHeaders.interrupted(sample.rotation().head()),
                sample.rotation().outcomes()));

        assertThat(renderer.of(dead).json())
                .contains("*Not known to hold the token* (1)", "interrupted: its run ended")
                .doesNotContain("Still holding the old token");
    }

    @Test
    void saysWhichRepositoriesACompleteRotationLeftOut() {
        var sample = sample(Notification.RotationComplete.class);
        var outcomes = new LinkedHashMap<>(sample.rotation().outcomes());
        outcomes.put(RepositoryName.parse("ccatobs/gone"), new Outcome.Pending(0));
        var complete = new Rotation(sample.rotation().head(), outcomes);

        assertThat(renderer.of(new Notification.RotationComplete(complete)).json())
                .contains("4 of 5 repositories hold the token, 1 left out.", "*Left out", "ccatobs/gone")
                .doesNotContain("not started");
    }

    /** AWSPREVIOUS is the token before AWSCURRENT, and that one is the old token as long as no label has moved. */
    @Test
    void letsTheTokenOfAnotherStageBecomeTheCurrentOneBeforeTheOldOneIsRetired() {
        var sample = sample(Notification.RotationComplete.class);
        var pending = new Rotation(
                TestHeaders.begunWith(TokenVersion.PENDING, sample.rotation().head()),
                sample.rotation().outcomes());
        var onAws = TestRenderers.onAws("token.secret-id", "gh-pat");

        String json = onAws.of(new Notification.RotationComplete(pending)).json();

        BlockKit.check(json);
        assertThat(json).contains("First make this one current", "rotate --token-from secretsmanager:AWSPENDING");
        assertThat(json.indexOf("secretsmanager:AWSPENDING")).isLessThan(json.indexOf("secretsmanager:AWSPREVIOUS"));
        assertThat(renderer.of(sample).json()).doesNotContain("AWSCURRENT");
    }

    private static <T extends Notification> T sample(Class<T> kind) {
        return SampleNotifications.all().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsWhatDoesNotFit() {
        String json = renderer.of(changed(missing(5_000))).json();
        BlockKit.check(json);
        assertThat(json)
                .contains("5,000 new findings: GH_PAT", "…and 4,950 more new: missing: see `ccat pat audits --last 1");
    }

    @Test
    void countsWhatDoesNotFitByKindAndShowsTheMostUrgentFirst() {
        var findings = new ArrayList<>(missing(48));
        findings.addAll(IntStream.range(0, 7)
                .mapToObj(
                        number -> finding(FindingKind.OLD, "acme/o" + number, "not written since 2026-01-01T00:00:00Z"))
                .toList());
        findings.add(finding(FindingKind.EXCEPTION_ENDED, "acme/e", "accepted until 2026-11-01: why"));
        String json = renderer.of(changed(findings)).json();
        BlockKit.check(json);
        assertThat(json).contains("acme/o1|", "…and 6 more (5 new: old, 1 new: exception-ended): see");
        assertThat(json.indexOf("acme/r47")).isLessThan(json.indexOf("acme/o0"));
    }

    @Test
    void asksForTheSecretOfTheTokenOnlyWhereNoneIsNamed() {
        var unknown = sample(Notification.TokenEndUnknown.class);
        assertThat(renderer.of(unknown).json()).contains("name the secret that holds the token with");
        assertThat(TestRenderers.onAws("token.secret-id", "ccat/gh-pat")
                        .of(unknown)
                        .json())
                .doesNotContain("name the secret that holds the token with")
                .contains(
                        "fix this; `CCAT_PAT_TOKEN_SECRET_ID=ccat/gh-pat ccat pat audit` then says when the token expires.");
    }

    @Test
    void countsTheDaysByGitHubsClock() {
        var audit = TestAudits.of(
                SECRET,
                NIGHT,
                new Audit.AuditSummary(3, 0, 0),
                Map.of(),
                List.of(),
                TestTokens.ending(new TokenExpiry.At(NIGHT.plus(Duration.ofDays(13)))),
                Map.of());
        var seen = TestAudits.whileGitHubIsAhead(Duration.ofDays(4), audit);
        assertThat(List.of(
                        renderer.of(new Notification.AllIsWell(seen)).json(),
                        renderer.of(new Notification.TokenExpiring(seen, Optional.empty()))
                                .json()))
                .allSatisfy(json -> assertThat(json).contains("in 9 days").doesNotContain("in 13 days"));
    }

    @Test
    void neverSaysThatAllIsWellOfAnIncompleteAudit() {
        var audit = TestAudits.of(
                SECRET,
                NIGHT,
                new Audit.AuditSummary(3, 0, 1),
                Map.of(RepositoryName.parse("acme/web"), "GitHub answered 502"),
                List.of());
        String incomplete =
                renderer.of(new Notification.AuditIncomplete(audit, NIGHT)).json();
        assertThat(incomplete)
                .contains("is incomplete", "1 of 4 repositories could not be read", "GitHub answered 502")
                .doesNotContainIgnoringCase("all is well");
    }

    @Test
    void saysWhichTroubleIsOverBesideWhatChanged() {
        var auditIssue =
                new AuditIssue(AuditIssue.AuditIssueKind.FAILED, "", NIGHT.minusSeconds(86_400), Optional.of(NIGHT));
        var audit = TestAudits.of(SECRET, NIGHT, new Audit.AuditSummary(3, 0, 0), Map.of(), missing(1));
        assertThat(renderer.of(new Notification.FindingsChanged(audit, Optional.of(auditIssue), missing(1), List.of()))
                        .json())
                .contains("Audits are complete again; they had failed since 2026-11-22T03:00:12Z.");
    }

    /** No person there has the token at hand, and no plain file with it may stay behind. */
    @Test
    void namesOnAwsTheStepsThatWorkThere() {
        String machine = "arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation";
        var onAws = TestRenderers.onAws(
                "token.secret-id", "ccat/gh-pat", "token.json-key", "token", "aws.state-machine", machine);
        for (var notification : SampleNotifications.all()) {
            String json = onAws.of(notification).json();
            BlockKit.check(json);
            assertThat(json).doesNotContain("ccat pat rotate", "new-token.txt");
            switch (notification.kind()) {
                case "expiring", "expired" ->
                    assertThat(json)
                            .contains("CCAT_PAT_TOKEN_SECRET_ID=ccat/gh-pat CCAT_PAT_TOKEN_JSON_KEY=token ccat pat"
                                    + " store-token");
                case "rotation-stopped", "rotation-refused", "findings", "reminder" ->
                    assertThat(json)
                            .contains("aws stepfunctions start-execution --state-machine-arn " + machine)
                            .doesNotContain("paste the token");
                case "rotation-complete" ->
                    assertThat(json)
                            .contains(
                                    "CCAT_PAT_TOKEN_SECRET_ID=ccat/gh-pat CCAT_PAT_TOKEN_JSON_KEY=token ccat pat retire");
                case "rotation-waiting" -> assertThat(json).contains("It then resumes by itself.");
                default -> assertThat(json).doesNotContain("```");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CREDENTIAL_EXPIRING", "VAULT_TOKEN_REJECTED", "VAULT_TOKEN_NOT_ROTATED", "NOT_GRANTED"})
    void hasANextStepOfItsOwnForWhatIsWrongWithACredential(FindingKind kind) throws IOException {
        String json = renderer.of(changed(List.of(aside(kind)))).pretty();
        BlockKit.check(json);
        assertThat(json).isEqualToNormalizingNewlines(golden("findings-" + kind));
    }

    @ParameterizedTest
    @EnumSource(names = {"RETIRABLE", "OLD_TOKEN_NEEDED", "OLD_TOKEN_REVOKED"})
    void tellsOfTheOldTokenInWordsOfItsOwn(FindingKind kind) throws IOException {
        String json = TestRenderers.onAws("token.secret-id", "ccat/gh-pat", "store.table", "ccat-pat")
                .of(changed(List.of(OldTokenFindings.of(kind, NIGHT))))
                .pretty();
        BlockKit.check(json);
        assertThat(json).isEqualToNormalizingNewlines(golden("findings-" + kind));
    }

    @Test
    void namesTheSecretOfTheCredentialAndNoRotationWhereOnlyThatEnds() {
        var onAws = TestRenderers.onAws("token.secret-id", "ccat/gh-pat", "github.secret-id", "ccat/reader");
        for (var kind : List.of(FindingKind.CREDENTIAL_EXPIRED, FindingKind.CREDENTIAL_EXPIRING)) {
            for (var notification : List.of(changed(List.of(aside(kind))), reminder(aside(kind)))) {
                String json = onAws.of(notification).json();
                BlockKit.check(json);
                assertThat(json)
                        .contains(
                                "Paste the new credential: ",
                                "put-secret-value --secret-id ccat/reader --secret-string")
                        .contains("repositories keep their token", "/settings/personal-access-tokens/new")
                        .doesNotContain("ccat/gh-pat", "rotate", "start-execution");
            }
        }
    }

    @Test
    void doesNotSayThatAllIsWellWhereTheVaultWasNotChecked() {
        assertThat(renderer.of(new Notification.AllIsWell(TestAudits.withoutAVault()))
                        .json())
                .doesNotContain("All is well")
                .contains("Nothing is open of GH_PAT, but not all was checked")
                .contains("*Not checked:* Secrets Manager did not return the token: it is marked for deletion");
    }

    /** {@code store-token} refuses to write over what it cannot read, and a rotation has nothing to hand out. */
    @Test
    void namesNoCommandWhereTheVaultHoldsNoToken() {
        String detail = "secret 'gh-pat' (AWSCURRENT) in AWS Secrets Manager has no member 'token'";
        var unusable = new OpenFinding(FindingKind.VAULT_TOKEN_UNUSABLE, Optional.empty(), NIGHT, detail, true);
        for (var renderers : List.of(TestRenderers.onAws("token.secret-id", "gh-pat"), renderer)) {
            assertThat(renderers.of(changed(List.of(unusable))).json())
                    .contains(detail, "#messages-in-slack")
                    .doesNotContain("```", "store-token", "personal-access-tokens/new");
        }
    }

    @Test
    void namesOnAwsWhatEndsTheFindingsOfTheVault() {
        var onAws = TestRenderers.onAws("token.secret-id", "ccat/gh-pat", "aws.state-machine", "arn:the-machine");
        assertThat(onAws.of(changed(List.of(aside(FindingKind.VAULT_TOKEN_NOT_ROTATED))))
                        .json())
                .contains("start-execution --state-machine-arn arn:the-machine", "#rotate-the-token")
                .doesNotContain("store-token", "personal-access-tokens/new");
        assertThat(onAws.of(changed(List.of(
                                aside(FindingKind.VAULT_TOKEN_REJECTED), aside(FindingKind.VAULT_TOKEN_NOT_ROTATED))))
                        .json())
                .contains("ccat pat store-token", "personal-access-tokens/new", "#rotate-the-token")
                .doesNotContain("start-execution"); // a new version begins its rotation by itself
    }

    private static OpenFinding aside(FindingKind kind) {
        String detail =
                switch (kind) {
                    case CREDENTIAL_EXPIRING ->
                        "GITHUB_TOKEN, which reads, expires 2026-11-26T12:00:00Z, within 7 days";
                    case NOT_GRANTED ->
                        "acme does not grant GH_PAT Actions: Read-only; GH_PAT is not for 1 repository: acme/web";
                    default -> "version 0001 is current in the vault, but that is not right";
                };
        return new OpenFinding(kind, Optional.empty(), NIGHT, detail, true);
    }

    private static Notification reminder(OpenFinding finding) {
        var audit = TestAudits.of(SECRET, NIGHT, new Audit.AuditSummary(5, 0, 0), Map.of(), List.of(finding));
        return new Notification.Reminder(audit, List.of(finding));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> <!here> <@U123> <#C123> <https://evil.example|click>",
                "&amp; &lt;!channel&gt; & && <",
                "@channel @here @everyone #general https://evil.example",
                "\u202Eright to left\u202C \u200B\u2066 and back",
                "`one` backtick `",
                "``` three",
                "line one\nline two\r\nline three\u2028four\tfive\u0000six\u001b[2J",
                "\ud83d half a pair \udc00",
                "*bold* _and_ ~struck~ :rotating_light:",
                "\"quoted\" \\ and {json}",
            })
    void isNotMovedByHostileText(String text) {
        for (var notification : HostileNotifications.saying(text)) {
            BlockKit.check(renderer.of(notification).json());
        }
    }

    @Test
    void cutsWhatIsTooLong() {
        for (String piece : List.of("x", "&", "<", "\u202E", "😀")) {
            HostileNotifications.saying(piece.repeat(10_000))
                    .forEach(notification ->
                            BlockKit.check(renderer.of(notification).json()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, <https://github.com/acme/web|acme/web>",
        "https://ghe.example.org/api/v3, <https://ghe.example.org/acme/web|acme/web>",
        "https://api.octo.ghe.com, <https://octo.ghe.com/acme/web|acme/web>",
        "http://127.0.0.1:8080/api/v3, <http://127.0.0.1:8080/acme/web|acme/web>",
        "https://ghe.example.org/a|b, acme/web",
        "https://ghe.example.org/a&b, acme/web",
        "ftp://nonsense, acme/web",
    })
    void linksToThePageBesideTheApi(String api, String link) {
        assertThat(pages(api).link(RepositoryName.parse("acme/web"))).isEqualTo(link);
    }

    private static RepositoryLinks pages(String api) {
        return RepositoryLinks.of(
                Settings.of(GitHubSettings.class, Map.of("ccat.pat.github.api-url", api)), name -> Optional.empty());
    }

    private static Notification changed(List<OpenFinding> opened) {
        var audit = TestAudits.of(SECRET, NIGHT, new Audit.AuditSummary(5, opened.size(), 0), Map.of(), opened);
        return new Notification.FindingsChanged(audit, Optional.empty(), opened, List.of());
    }

    private static List<OpenFinding> missing(int many) {
        return IntStream.range(0, many)
                .mapToObj(number -> finding(FindingKind.MISSING, "acme/r" + number, ""))
                .toList();
    }

    private static OpenFinding finding(FindingKind kind, String repository, String detail) {
        return new OpenFinding(kind, Optional.of(RepositoryName.parse(repository)), NIGHT, detail, true);
    }
}
