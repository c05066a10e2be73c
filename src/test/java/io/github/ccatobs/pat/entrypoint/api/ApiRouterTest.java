package io.github.ccatobs.pat.entrypoint.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.GrantStatus;
import io.github.ccatobs.pat.audit.GrantStatus.GrantState;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.FailureKind.FailureSource;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationService;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.TestHeaders;
import io.github.ccatobs.pat.token.TokenSettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers without a server; every answer is held to the OpenAPI document. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(VaultFixture.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiRouterTest {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final String TOKEN = "github_pat_11WordsOfATestAlone_NotAToken";
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:00Z");

    private static int tokens;

    /** Remembers what it was handed. */
    private static final class RecordingJobLauncher implements JobLauncher {
        private final List<RotationId> rotations = new ArrayList<>();
        private boolean busy;
        private Optional<RuntimeException> trouble = Optional.empty();

        @Override
        public void rotate(RotationId rotation) {
            trouble.ifPresent(failure -> {
                throw failure;
            });
            rotations.add(rotation);
        }

        @Override
        public boolean audit() {
            return !busy;
        }
    }

    @Inject
    ApiFactory apiFactory;

    @Inject
    RotationService rotations;

    @Inject
    RotationHistory rotationHistory;

    @Inject
    AuditResource audits;

    @Inject
    TokenResource token;

    @Inject
    RetirementGate gate;

    @Inject
    TokenRenewalInstructions renewal;

    @Inject
    OperatorInstructions instructions;

    @Inject
    RotationStore store;

    @Inject
    AuditHistory history;

    private final RecordingJobLauncher jobs = new RecordingJobLauncher();
    private final OpenApiContract openApi = new OpenApiContract();

    @BeforeEach
    void storeAToken() {
        tokens++;
        VaultFixture.holds(TOKEN + tokens, "0123456789abcdef0123456789abcd%02d".formatted(tokens));
    }

    @Test
    void beginsARotationAndShowsIt() {
        var begun = post("/rotations", "{\"stage\":\"AWSCURRENT\",\"continueOnError\":true}");

        assertThat(begun.status()).isEqualTo(202);
        var rotation = parse(begun.body());
        String id = rotation.path("id").asText();
        assertThat(begun.headers()).containsEntry("location", "/rotations/" + id);
        assertThat(rotation.path("state").asText()).isEqualTo("running");
        assertThat(rotation.path("startedBy").asText()).isEqualTo("somebody");
        assertThat(jobs.rotations).containsExactly(new RotationId(id));
        assertThat(store.find(new RotationId(id)).orElseThrow().head().continueOnError())
                .isTrue();

        assertThat(parse(get("/rotations/" + id).body())).isEqualTo(rotation);
        assertThat(parse(get("/rotations").body()).path("rotations").findValuesAsText("id"))
                .contains(id);
    }

    private static TokenSettings withoutTokenSecret() {
        return Settings.of(TokenSettings.class, Map.of());
    }

    @Test
    void beginsNoRotationWhereNoSecretHoldsTheToken() {
        var without = new ApiRouter(
                new RotationResource(rotations, rotationHistory, withoutTokenSecret()), audits, token, jobs);
        var request = new ApiRequest("POST", "/rotations", "application/json", "{}".getBytes(UTF_8), "somebody");

        var answer = without.answer(request);

        openApi.judge("POST", "/rotations", answer.status(), answer.headers(), answer.body());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(parse(answer.body()).path("type").asText()).isEqualTo("urn:ccat-pat:problem:no-token-secret");
        assertThat(parse(answer.body()).path("detail").asText())
                .startsWith("ccat.pat.token.secret-id is not set")
                .endsWith("or hand the token out with ccat pat rotate");
        assertThat(jobs.rotations).isEmpty();
    }

    @Test
    void namesTheCommandThatChecksTheTokenWhereNoSecretHoldsIt() {
        var without = new TokenResource(
                history,
                gate,
                renewal,
                withoutTokenSecret(),
                rotations,
                instructions,
                Settings.of(ActionsSecretSettings.class, Map.of()));
        var request = new ApiRequest("POST", "/token/check", "application/json", "{}".getBytes(UTF_8), "somebody");

        var answer = new ApiRouter(
                        new RotationResource(rotations, rotationHistory, withoutTokenSecret()), audits, without, jobs)
                .answer(request);

        openApi.judge("POST", "/token/check", answer.status(), answer.headers(), answer.body());
        assertThat(parse(answer.body()).path("detail").asText())
                .isEqualTo("ccat.pat.token.secret-id is not set, so there is nowhere to take the token from: set it, or"
                        + " check the token with ccat pat check");
    }

    @Test
    void findsTheRotationOfTheSameVersion() {
        String id = parse(post("/rotations", "").body()).path("id").asText();
        var again = post("/rotations", "{}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(parse(again.body()).path("id").asText()).isEqualTo(id);
        assertThat(again.headers()).containsEntry("location", "/rotations/" + id);
    }

    /** GitHub cannot be asked here whether a complete one still is; where it can, RotationOfficeTest says what follows. */
    @Test
    void resumesAStoppedOneAndACompleteOneThatGitHubDoesNotConfirm() {
        var head = head(post("/rotations", ""));
        end(head, RotationState.STOPPED, Optional.of("acme/web: no"));
        jobs.rotations.clear();
        var resumed = post("/rotations", "");
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(parse(resumed.body()).path("state").asText()).isEqualTo("running");
        assertThat(jobs.rotations).containsExactly(head.id());

        end(head, RotationState.COMPLETE, Optional.empty());
        jobs.rotations.clear();
        assertThat(parse(post("/rotations", "").body()).path("state").asText()).isEqualTo("running");
        assertThat(jobs.rotations).containsExactly(head.id());
    }

    @Test
    void showsRepositoriesWithTheirOutcomes() {
        var head = head(post("/rotations", ""));
        var web = RepositoryName.parse("acme/web");
        var api = RepositoryName.parse("acme/api");
        var shop = RepositoryName.parse("acme/shop");
        var lease = store.acquire(SECRET, "a run", ApplicationClock.now(), Duration.ofMinutes(1));
        store.save(head, List.of(web, api, shop), lease);
        store.record(head, web, new Outcome.Updated(NIGHT, 1, true), lease);
        store.record(head, api, new Outcome.Failed(NIGHT, 2, "archived"), lease);
        store.release(lease);

        var shown = parse(get("/rotations/" + head.id()).body());
        assertThat(shown.path("summary")).isEqualTo(parse("{\"updated\":1,\"already\":0,\"failed\":1,\"pending\":1}"));
        assertThat(shown.path("repositories").path(1))
                .isEqualTo(parse("{\"repository\":\"acme/api\",\"outcome\":\"failed\",\"at\":\"2026-11-23T03:00:00Z\","
                        + "\"attempts\":2,\"reason\":\"archived\"}"));
    }

    @Test
    void tellsARotationWhoseRunWasCutOffAsStopped() {
        var seen = head(post("/rotations", ""));
        var dead = new RotationHeader(
                new RotationId("20261123-030000-dead"),
                RotationState.RUNNING,
                SECRET,
                seen.fingerprint(),
                seen.tokenExpiry(),
                Optional.empty(),
                NIGHT,
                "ann@laptop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        var lease = store.acquire(SECRET, "ann@laptop", ApplicationClock.now(), Duration.ofMinutes(1));
        store.save(dead, List.of(RepositoryName.parse("acme/api")), lease);
        assertThat(parse(get("/rotations/" + dead.id()).body()).path("state").asText())
                .isEqualTo("running");
        store.release(lease);
        var shown = parse(get("/rotations/" + dead.id()).body());
        assertThat(shown.path("state").asText()).isEqualTo("stopped");
        assertThat(shown.path("reason").asText()).startsWith("interrupted: its run ended before it was finished");
        assertThat(parse(get("/rotations").body()).path("rotations"))
                .anySatisfy(listed -> assertThat(listed.path("reason").asText()).startsWith("interrupted"));
    }

    @Test
    void saysWhoIsInTheWayAndSinceWhen() {
        var since = ApplicationClock.now();
        var lease = store.acquire(SECRET, "ann@laptop", since, Duration.ofMinutes(1));
        try {
            var refused = post("/rotations", "");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(parse(refused.body()).path("heldBy").asText()).isEqualTo("ann@laptop");
            assertThat(parse(refused.body()).path("detail").asText())
                    .startsWith("another rotation of GH_PAT is running: ann@laptop, since 20");
            assertThat(jobs.rotations).isEmpty();
        } finally {
            store.release(lease);
        }
    }

    @Test
    void tellsAVaultThatIsSilentFromATokenThatIsNone() {
        VaultFixture.answersNothing();
        var silent = post("/rotations", "");
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.headers()).containsEntry("retry-after", "60");
        assertThat(silent.body()).contains("allow secretsmanager:GetSecretValue");

        VaultFixture.holdsNoText();
        var none = post("/rotations", "");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.body()).contains("is binary");
    }

    @Test
    void keepsTheRotationThatNobodyTakesOnAndHandsItOverAgain() {
        jobs.trouble = Optional.of(new JobLauncher.JobUnavailableException("Step Functions says no"));
        var refused = post("/rotations", "");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("Step Functions says no");

        jobs.trouble = Optional.empty();
        assertThat(post("/rotations", "").status()).isEqualTo(200);
        assertThat(jobs.rotations).hasSize(1);
    }

    /** Neither is a defect of ours; a limit names its end, and an outage when to try again. */
    @Test
    void tellsALimitAnOutageAndARefusalOfGitHubApart() {
        var limited =
                answerTo(new FailureKind.LimitedUntil(ApplicationClock.now().plus(Duration.ofDays(1))));
        assertThat(limited.status()).isEqualTo(503);
        assertThat(limited.body()).contains("urn:ccat-pat:problem:github-unavailable", "GitHub says no");
        assertThat(Long.parseLong(limited.headers().get("retry-after"))).isGreaterThan(3600);
        assertThat(answerTo(new FailureKind.LimitedUntil(NIGHT)).headers()).containsEntry("retry-after", "1");

        var down = answerTo(new FailureKind.Unavailable(FailureSource.GITHUB));
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.headers()).containsEntry("retry-after", "60");

        for (var kind :
                List.of(new FailureKind.Refused(FailureSource.GITHUB), new FailureKind.Gone(FailureSource.GITHUB))) {
            var refused = answerTo(kind);
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).contains("urn:ccat-pat:problem:github-refused", "GitHub says no");
        }
    }

    private ApiResponse answerTo(FailureKind kind) {
        jobs.trouble = Optional.of(new FailureException(kind, "GitHub says no") {});
        return post("/rotations", "");
    }

    @Test
    void saysNothingOfADefectButItsNameInTheLog() {
        jobs.trouble = Optional.of(new IllegalStateException("inner workings"));
        var broken = post("/rotations", "");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body())
                .containsPattern("look for [0-9a-f-]{36} in the log,")
                .doesNotContain("inner");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"token\":\"x\"}|unknown member 'token', at line 1, column 2",
                "{\"Stage\":\"x\"}|unknown member 'Stage', at line 1, column 2",
                "{\"\":\"x\"}|unknown member '', at line 1, column 2",
                "{\"stage\":1}|stage must be text, not a number, at line 1, column 10",
                "{\"stage\":null}|stage must be text, not null",
                "{\"stage\":{\"a\":1}}|stage must be text, not an object",
                "{\"stage\":[]}|stage must be text, not a list",
                "{\"continueOnError\":\"true\"}|continueOnError must be true or false, not text",
                "{\"continueOnError\":0}|continueOnError must be true or false, not a number",
                "{\"stage\":\"A\",\"stage\":\"B\"}|stage appears twice, at line 1, column 22",
                "[]|the body is not a JSON object, at line 1, column 1",
                "\"AWSCURRENT\"|the body is not a JSON object",
                "null|the body is not a JSON object",
                "{} {}|there is text after the JSON object, at line 1, column 4",
                "{}x|the body is not JSON, or nested too deeply, at line 1",
                "{|the body is not JSON, or nested too deeply, at line 1",
                "{\"stage\":\"AWSCURRENT\",}|the body is not JSON, or nested too deeply, at line 1",
                "{'stage':'AWSCURRENT'}|the body is not JSON, or nested too deeply, at line 1",
                "{\"stage\":NaN}|the body is not JSON, or nested too deeply, at line 1",
                "{\"stage\":\"\"}|the stage is ''",
                "{\"stage\":\"a b\"}|the stage is 'a b'",
                "{\"stage\":\"\\u202e\"}|the stage is '\\u{202e}'",
            })
    void saysWhatIsWrongWithABody(String body, String complaint) {
        var refused = post("/rotations", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(parse(refused.body()).path("detail").asText())
                .startsWith(complaint)
                .contains(": expected ");
        assertThat(jobs.rotations).isEmpty();
    }

    @Test
    void namesTheLineThatIsBroken() {
        assertThat(post("/rotations", "{\r\n\"stage\":\r\n}").body()).contains("at line 3, column 1");
    }

    @Test
    void readsABodyOfTheGreatestLengthAndNoneLonger() {
        assertThat(post("/rotations", " ".repeat(16 * 1024 - 2) + "{}").status())
                .isEqualTo(202);
        var refused = post("/rotations", " ".repeat(16 * 1024 - 1) + "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("the body is longer than 16384 bytes");
    }

    @Test
    void refusesDepthAndBytesThatAreNoText() {
        assertThat(post("/rotations", "{\"stage\":" + "[".repeat(5000)).status())
                .isEqualTo(400);
        assertThat(post("/rotations", "[".repeat(16 * 1024)).status()).isEqualTo(400);
        var latin = answer(new ApiRequest("POST", "/rotations", "", new byte[] {'{', '"', (byte) 0xe4, '"'}, "x"));
        assertThat(latin.status()).isEqualTo(400);
        assertThat(latin.body()).contains("the body is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stage\":\"%s\"}",
                "{\"%s\":1}",
                "{\"continueOnError\":\"%s\"}",
                "{\"stage\":%s}",
                "%s",
                "{\"stage\":\"!%s\"}",
                "{\"stage\":{\"%s\":1}}"
            })
    void neverRepeatsAToken(String body) {
        var refused = post("/rotations", body.formatted(TOKEN));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("WordsOfATest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|202",
                "APPLICATION/JSON|202",
                "application/json; charset=utf-8|202",
                "application/json;charset=\"UTF-8\"|202",
                "application/json; charset=latin1|415",
                "application/jsonp|415",
                "text/plain|415",
                "application/x-www-form-urlencoded|415",
                "application/problem+json|415",
            })
    void takesJsonAlone(String type, int status) {
        var answered = answer(new ApiRequest("POST", "/rotations", type, "{}".getBytes(UTF_8), "somebody"));
        assertThat(answered.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/rotation",
                "/rotations/",
                "//rotations",
                "/rotations//",
                "/rotations/..",
                "/rotations/../audits/latest",
                "/rotations/%2e%2e",
                "/rotations%2f20261123-084512-k3f9",
                "/rotations/20261123-084512-k3f9/",
                "/rotations/20261123-084512-k3f9",
                "/rotations/20261123-084512-K3F9",
                "/rotations/\u0660\u0661",
                "/Rotations",
                "/audits/latest/",
                "/audits/newest",
                "/openapi.yaml",
                "/\u00e4\ud83d\ude00"
            })
    void hasNothingAtOtherPaths(String path) {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE|/rotations|GET, HEAD, POST",
                "PUT|/rotations|GET, HEAD, POST",
                "get|/rotations|GET, HEAD, POST",
                "POST|/rotations/20261123-084512-k3f9|GET, HEAD",
                "GET|/audits|POST",
                "HEAD|/audits|POST",
                "POST|/audits/latest|GET, HEAD",
                "POST|/token|GET, HEAD",
                "GET|/token/check|POST",
                "OPTIONS|/openapi.json|GET, HEAD",
            })
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        var refused = answer(new ApiRequest(method, path, "", new byte[0], "somebody"));
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).containsEntry("allow", allowed);
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        var head = answer(new ApiRequest("HEAD", "/rotations", "", new byte[0], "somebody"));
        assertThat(head).isEqualTo(new ApiResponse(200, Map.of("content-type", "application/json"), ""));
    }

    @Test
    @Order(1)
    void hasNoAuditAtFirst() {
        var none = get("/audits/latest");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.body()).contains("there is no audit of GH_PAT yet: POST /audits begins one");
    }

    @Test
    void showsTheTokenItsNeedsWhereItIsAndTheFormForTheNext() {
        var token = parse(get("/token").body());

        assertThat(token.at("/secret").asText()).isEqualTo("GH_PAT");
        assertThat(token.at("/secretId").asText()).isEqualTo("gh-pat");
        assertThat(token.at("/needs/actions").asText()).isEqualTo("read");
        assertThat(token.at("/form/url").asText())
                .startsWith("https://github.com/settings/personal-access-tokens/new?name=GH_PAT");
        assertThat(token.at("/form/expiresInDays").asInt()).isEqualTo(90);
        assertThat(token.at("/retirement/verdict").asText()).isIn("not-yet", "refused", "unknown");
        assertThat(token.at("/retirement/gate/0/part").asText()).isEqualTo("rotation");
    }

    /** A refused form of a token is known without GitHub. */
    @Test
    void triesTheTokenOfTheVault() {
        var fingerprint = Fingerprint.of(SecretValue.of(TOKEN + tokens));
        VaultFixture.withGraph(() -> {
            var checked = post("/token/check", "{\"stage\":\"AWSPENDING\"}");

            assertThat(checked.status()).isEqualTo(200);
            var document = parse(checked.body());
            assertThat(document.path("stage").asText()).isEqualTo("AWSPENDING");
            assertThat(document.path("verdict").asText()).isEqualTo("refused");
            assertThat(document.path("refusals"))
                    .singleElement()
                    .extracting(JsonNode::asText)
                    .isEqualTo("the token is refused");
            assertThat(document.at("/checks/0/check").asText()).isEqualTo("shape");
            assertThat(document.at("/checks/0/result").asText()).isEqualTo("refuse");
            assertThat(document.path("fingerprint").asText()).isEqualTo(fingerprint.toString());
            assertThat(checked.body()).doesNotContain(TOKEN);
            assertThat(store.newest(100)).noneMatch(head -> head.fingerprint().equals(fingerprint));
            assertThat(document.has("advice")).isFalse();
            // Older than all that are begun here, which others list.
            var known = new RotationHeader(
                    new RotationId("20261123-030000-away"),
                    RotationState.COMPLETE,
                    SECRET,
                    fingerprint,
                    new TokenExpiry.Unknown(),
                    Optional.of("version"),
                    NIGHT,
                    "ann@laptop",
                    Optional.of(NIGHT),
                    Optional.empty(),
                    Optional.empty(),
                    false);
            var lease = store.acquire(SECRET, "a run", ApplicationClock.now(), Duration.ofMinutes(1));
            store.save(TestHeaders.withAnotherOwner(known), List.of(), lease);
            store.release(lease);
            assertThat(parse(post("/token/check", "{\"stage\":\"AWSPENDING\"}").body())
                            .path("advice")
                            .asText())
                    .startsWith("Another owner holds this token");
        });
        assertThat(post("/token/check", "").status()).as("without a graph").isEqualTo(500);
        assertThat(post("/token/check", "{\"stage\":\"" + TOKEN + "\"}").status())
                .isEqualTo(400);
        assertThat(post("/token/check", "{\"token\":\"x\"}").status()).isEqualTo(400);
        VaultFixture.answersNothing();
        assertThat(post("/token/check", "").status()).isEqualTo(503);
        VaultFixture.holdsNoText();
        assertThat(post("/token/check", "").status()).isEqualTo(422);
    }

    @Test
    void showsTheNewestAudit() {
        history.keep(new AuditRecord(
                SECRET,
                NIGHT,
                true,
                new Audit.AuditSummary(1, 1, 0),
                2,
                Duration.ofMillis(1500),
                3,
                TestTokens.ending(new TokenExpiry.At(Instant.parse("2027-01-15T12:00:00Z")))
                        .status(),
                Optional.of(new GrantStatus(
                        GrantState.NOT_GRANTED, "acme does not grant GH_PAT Actions", Optional.of(NIGHT))),
                TestTokens.credentialEnding(new TokenExpiry.Never()),
                List.of(new OpenFinding(
                        FindingKind.MISSING, Optional.of(RepositoryName.parse("acme/web")), NIGHT, "", true)),
                List.of("secrets of environments could not be checked in 1 of 2 repositories")));
        assertThat(parse(get("/audits/latest").body())).isEqualTo(parse("""
                        {"auditedAt":"2026-11-23T03:00:00Z","secret":"GH_PAT","complete":true,
                        "summary":{"present":1,"missing":1,"unreadable":0,"accepted":2},"seconds":1.5,"calls":3,
                        "token":{"login":"robot","expiresAt":"2027-01-15T12:00:00Z","knownFrom":"vault",
                        "grant":{"state":"not-granted","detail":"acme does not grant GH_PAT Actions",
                        "lastUsedAt":"2026-11-23T03:00:00Z"}},
                        "credential":{"login":"reader","neverExpires":true,"source":"GITHUB_TOKEN"},
                        "findings":[{"kind":"missing","repository":"acme/web","since":"2026-11-23T03:00:00Z",
                        "remedy":"write the current token to each repository that does not hold it: run ccat pat rotate (--token-from exec where ccat.pat.token.exec prints it), or call POST /rotations where the token is in Secrets Manager"}],
                        "notes":["secrets of environments could not be checked in 1 of 2 repositories"]}
                        """));
    }

    @Test
    void beginsAnAuditUnlessOneRuns() {
        var begun = post("/audits", "");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(parse(begun.body())).isEqualTo(parse("{\"state\":\"begun\"}"));
        assertThat(begun.headers()).containsEntry("location", "/audits/latest");

        jobs.busy = true;
        var running = post("/audits", "{}");
        assertThat(running.status()).isEqualTo(200);
        assertThat(parse(running.body())).isEqualTo(parse("{\"state\":\"running\"}"));
        assertThat(post("/audits", "{\"stage\":\"AWSCURRENT\"}").body()).contains("expected no body, or {}");
    }

    @Test
    void documentsItself() {
        var document = parse(get("/openapi.json").body());
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(openApi.examples()).isGreaterThan(15);
        assertThat(openApi.complaintsAboutExamples()).isEmpty();
    }

    private RotationHeader head(ApiResponse begun) {
        var id = new RotationId(parse(begun.body()).path("id").asText());
        return store.find(id).orElseThrow().head();
    }

    private void end(RotationHeader head, RotationState state, Optional<String> why) {
        var lease = store.acquire(SECRET, "a run", ApplicationClock.now(), Duration.ofMinutes(1));
        store.save(
                new RotationHeader(
                        head.id(),
                        state,
                        head.secret(),
                        head.fingerprint(),
                        new TokenExpiry.Unknown(),
                        head.versionId(),
                        head.startedAt(),
                        head.startedBy(),
                        Optional.of(NIGHT),
                        Optional.empty(),
                        why,
                        false),
                List.of(),
                lease);
        store.release(lease);
    }

    private ApiResponse post(String path, String body) {
        return answer(new ApiRequest("POST", path, "application/json", body.getBytes(UTF_8), "somebody"));
    }

    private ApiResponse get(String path) {
        return answer(new ApiRequest("GET", path, "", new byte[0], "somebody"));
    }

    private ApiResponse answer(ApiRequest request) {
        var answer = apiFactory.over(jobs).answer(request);
        openApi.judge(request.method(), request.path(), answer.status(), answer.headers(), answer.body());
        assertThat(answer.body()).doesNotContain(TOKEN);
        return answer;
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
