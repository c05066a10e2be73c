package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ccatobs.pat.aws.LocalSecretsManager;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ScriptedAnswer;
import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.token.TestCredentials;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code store-token}, and the rotations of versions that are not current, as a user calls them. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class StoreTokenCommandTest {

    private static final String FIRST = "1".repeat(32);
    private static final String SECOND = "2".repeat(32);

    @Inject
    TestCommands commands;

    private final LocalSecretsManager aws = LocalSecretsManager.start();
    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        var reader = aws.reader("");
        fixture = new CliFixture(commands.with(reader, TestCredentials.none(reader), aws.writer("")), directory, 3);
        aws.holds("AWSCURRENT", FIRST, fixture.oldToken);
    }

    @AfterEach
    void end() {
        LocalGitHub.gitHub().clearFaults();
        aws.close();
    }

    @Test
    void checksTheTokenStoresItAndSaysWhatIsNext() {
        var ran = store("--yes");

        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .contains(
                        "✓ account        it belongs to bot",
                        "Stored in:    secret 'gh-pat' in AWS Secrets Manager",
                        "Label:        AWSCURRENT; the version there becomes AWSPREVIOUS");
        assertThat(ran.out())
                .startsWith("Stored as version " + aws.version("AWSCURRENT")
                        + " (AWSCURRENT) of secret 'gh-pat' in AWS Secrets Manager.\n")
                .contains("elsewhere begin it:\n  ccat pat rotate --graph " + fixture.graph() + " --secret "
                        + fixture.secret + " --token-from secretsmanager\n");
        assertThat(aws.value("AWSCURRENT")).isEqualTo(fixture.newToken);
        assertThat(aws.version("AWSPREVIOUS")).isEqualTo(FIRST);
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void printsOneDocument() throws Exception {
        var ran = store("--yes", "--json", "--stage", "AWSPENDING");

        assertThat(ran.code()).isZero();
        var document = new JsonMapper().readTree(ran.out());
        assertThat(document.path("secret").asText()).isEqualTo(fixture.secret);
        assertThat(document.path("versionId").asText()).isEqualTo(aws.version("AWSPENDING"));
        assertThat(document.path("stage").asText()).isEqualTo("AWSPENDING");
        assertThat(document.path("stored").asBoolean()).isTrue();
        assertThat(document.path("beginsByItself").asBoolean()).isFalse();
        assertThat(document.path("next").asText())
                .isEqualTo("ccat pat rotate --graph " + fixture.graph() + " --secret " + fixture.secret
                        + " --token-from secretsmanager:AWSPENDING");
    }

    @Test
    void asksOnTheTerminal() {
        fixture.onATerminal();
        var no = ScriptedAnswer.saying("n");
        fixture.answering(no);
        var declined = store();
        assertThat(declined.code()).isEqualTo(4);
        assertThat(declined.err()).endsWith("ccat pat: declined; nothing was stored\n");
        assertThat(no.read())
                .containsExactly("Store this token as AWSCURRENT of secret 'gh-pat' in AWS Secrets Manager? [y/N] ");
        assertThat(aws.versions()).isEqualTo(1);

        fixture.answering(ScriptedAnswer.saying("y"));
        assertThat(store().code()).isZero();
        assertThat(aws.value("AWSCURRENT")).isEqualTo(fixture.newToken);
    }

    @ParameterizedTest
    @CsvSource({
        "--json, '', --yes is needed where nobody can be asked: there is no terminal to ask on before the token is stored",
        "--stage, github_pat_pasted, --stage: expected AWSCURRENT or AWSPENDING",
        "--token-from, secretsmanager, '--token-from: expected prompt, stdin or exec[:COMMAND]'",
    })
    void asksNobodyWhenItIsCalledWrongly(String option, String value, String message) {
        var ran = store(Stream.of(option, value).filter(word -> !word.isEmpty()).toArray(String[]::new));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("github_pat_pasted");
        assertThat(aws.count("GetSecretValue")).isZero();
    }

    @Test
    void saysThatTheSecretIsNotConfiguredBeforeAnythingElse(@TempDir Path directory) {
        var reader = aws.reader("");
        fixture = new CliFixture(commands.with(reader, TestCredentials.none(reader)), directory, 1);
        var ran = store();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("ccat.pat.token.secret-id").doesNotContain("--yes");
    }

    @Test
    void storesNoTokenThatIsRefused() {
        var ran = fixture.run(fixture.token("Strange") + "\n", words("store-token", "--yes"));

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err())
                .contains(
                        "GitHub's form for a new token, filled in: https://github.com/settings/personal-access-tokens/new?")
                .endsWith("ccat pat: the token is refused; nothing was stored\n");
        assertThat(fixture.rotate(fixture.newToken, "--yes").code()).isZero();
        fixture.repository(3)
                .renamedTo("mallory-" + fixture.secret.toLowerCase(Locale.ROOT).replace('_', '-') + "/taken");
        var moved = store("--yes", "--json");
        assertThat(moved.code()).isEqualTo(4);
        assertThat(moved.err()).contains("another owner holds this token; nothing was stored", "create another token");
        assertThat(moved.out()).contains("\"advice\" : \"Another owner holds this token");
        assertThat(aws.versions()).isEqualTo(1);
    }

    @Test
    void storesNoTokenThatCannotReachEveryRepositoryUnlessTheseAreSkipped() {
        fixture.repository(2).archived();
        var ran = store("--yes", "--json");
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err())
                .contains(
                        "some repositories cannot be written; nothing was stored",
                        "  " + fixture.names().get(1) + ": it is archived");
        assertThat(ran.out()).contains("\"refusals\" : [ \"some repositories cannot be written\" ]");
        assertThat(aws.versions()).isEqualTo(1);

        assertThat(store("--yes", "--continue-on-error").code()).isZero();
    }

    @Test
    void refusesTheCurrentToken() {
        aws.holds("AWSCURRENT", SECOND, fixture.newToken);
        var ran = store("--yes");
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("(AWSCURRENT) in AWS Secrets Manager is this token already; nothing was stored");
    }

    @Test
    void endsWith4WhenAwsRefusesAndWith5WhenItDoesNotAnswer() {
        aws.refuses("PutSecretValue", "AccessDeniedException");
        var denied = store("--yes");
        assertThat(denied.code()).isEqualTo(4);
        assertThat(denied.err()).contains("allow secretsmanager:PutSecretValue on the secret");
        assertThat(denied.out()).isEmpty();

        aws.refuses("PutSecretValue", "");
        aws.losesTheAnswerOf("PutSecretValue");
        var lost = store("--yes");
        assertThat(lost.code()).isEqualTo(5);
        assertThat(lost.err())
                .contains("it is not known whether the token was stored, and it is safe to run this again");
        assertThat(store("--yes").err()).contains("is this token already");
        assertThat(aws.versions()).isEqualTo(2);
    }

    @Test
    void aTokenThatWaitsBecomesCurrentWhenEveryRepositoryHoldsIt() {
        assertThat(store("--yes", "--stage", "AWSPENDING").code()).isZero();
        var again = store("--yes", "--stage", "AWSPENDING");
        assertThat(again.code()).isZero();
        assertThat(again.out()).startsWith("Nothing was stored: it is already version ");
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);

        var ran = rotate("AWSPENDING", "--yes");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("Then:         this version becomes AWSCURRENT, once every repository holds it");
        assertThat(ran.out()).endsWith("Version " + aws.version("AWSCURRENT") + " is AWSCURRENT now.\n");
        assertThat(ran.err())
                .contains("To see whether anything still needs the old token:\n  ccat pat retire --graph ");
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
        assertPromoted();
    }

    @Test
    void aTokenThatWaitsStaysThereWhileARepositoryIsLeft() {
        aws.holds("AWSPENDING", SECOND, fixture.newToken);
        LocalGitHub.gitHub()
                .onRequest("PUT", ".*/" + fixture.names().get(2) + "/.*")
                .from(1)
                .answers(403, Map.of(), "{\"message\":\"no\"}");
        assertThat(rotate("AWSPENDING", "--yes").code()).isEqualTo(3);
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);

        LocalGitHub.gitHub().clearFaults();
        var part = rotate("AWSPENDING", "--yes", "--repo", fixture.names().get(2));
        assertThat(part.code()).isZero();
        assertThat(part.out()).endsWith("AWSCURRENT was not moved: run this for all repositories.\n");
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);

        assertThat(rotate("AWSPENDING", "--yes").code()).isZero();
        assertPromoted();
    }

    @Test
    void aLabelThatWasNotMovedIsMovedByTheSameCommandAlone() {
        aws.holds("AWSPENDING", SECOND, fixture.newToken);
        aws.refuses("UpdateSecretVersionStage", "AccessDeniedException");
        var denied = rotate("AWSPENDING", "--yes");
        assertThat(denied.code()).isEqualTo(3);
        assertThat(denied.err())
                .contains("ccat pat: every repository holds the token, but it is not AWSCURRENT: ")
                .contains("allow secretsmanager:UpdateSecretVersionStage on the secret");
        int writes = fixture.writes();

        aws.refuses("UpdateSecretVersionStage", "");
        fixture.onATerminal();
        var no = ScriptedAnswer.saying("n");
        fixture.answering(no);
        assertThat(rotate("AWSPENDING").code()).isEqualTo(4);
        assertThat(no.read()).containsExactly("Make this version AWSCURRENT? [y/N] ");
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);

        fixture.answering(ScriptedAnswer.saying("y"));
        assertThat(rotate("AWSPENDING").code()).isZero();
        assertThat(fixture.writes()).isEqualTo(writes);
        assertPromoted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTokenThatWaitsBecomesCurrentWhereverItWasCutOff(boolean isDone) {
        for (int call = 1; ; call++) {
            aws.cutsAt(call, isDone)
                    .holds("AWSCURRENT", FIRST, fixture.oldToken)
                    .holds("AWSPENDING", SECOND, fixture.newToken);
            var cut = rotate("AWSPENDING", "--yes");
            if (aws.isStillToCut()) {
                assertThat(cut.code()).isZero();
                assertThat(call).isGreaterThan(5);
                break;
            }
            assertThat(cut.code()).isIn(0, 3, 5);
            if (aws.version("AWSCURRENT").equals(SECOND)) {
                assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
            }
            if (!aws.version("AWSPENDING").isEmpty()) {
                assertThat(rotate("AWSPENDING", "--yes").code())
                        .as("after call " + call)
                        .isZero();
            }
            assertPromoted();
        }
    }

    @Test
    void saysThatNoTokenWaits() {
        var ran = rotate("AWSPENDING", "--yes");
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.err()).contains("no version waits there, as after one became AWSCURRENT");
    }

    @Test
    void thePreviousTokenIsPutBackAndTheCommandThatMakesItCurrentIsNamed() {
        assertThat(fixture.rotate(fixture.oldToken).code()).isZero();
        aws.holds("AWSCURRENT", SECOND, fixture.newToken);
        assertThat(rotate("AWSCURRENT", "--yes").code()).isZero();

        var ran = rotate("AWSPREVIOUS", "--yes");

        assertThat(ran.code()).isZero();
        assertThat(fixture.holding(fixture.oldToken)).isEqualTo(fixture.names());
        assertThat(ran.err()).doesNotContain("ccat pat retire");
        assertThat(ran.out())
                .endsWith("AWSCURRENT is still another token, which the next rotation would hand out. To make this one"
                        + " current:\n  aws secretsmanager update-secret-version-stage --secret-id '' --version-stage"
                        + " AWSCURRENT --move-to-version-id " + FIRST + " --remove-from-version-id " + SECOND + "\n");
        assertThat(aws.version("AWSCURRENT")).isEqualTo(SECOND);
        assertThat(rotate("AWSPREVIOUS", "--yes").code()).isZero();
        assertThat(fixture.holding(fixture.oldToken)).isEqualTo(fixture.names());
    }

    @Test
    void aPreviousTokenThatIsRejectedOrEndsSoonIsNotPutBack() {
        aws.holds("AWSCURRENT", SECOND, fixture.newToken).holds("AWSPREVIOUS", FIRST, fixture.token("Revoked"));
        var rejected = rotate("AWSPREVIOUS", "--yes");
        assertThat(rejected.code()).isEqualTo(4);
        assertThat(rejected.err()).contains("the token is refused; nothing was written");

        aws.holds("AWSPREVIOUS", "3".repeat(32), fixture.oldToken);
        LocalGitHub.gitHub()
                .hasToken(fixture.oldToken)
                .expiringAt(ApplicationClock.now().plus(Duration.ofDays(3)));
        var ending = rotate("AWSPREVIOUS", "--yes");
        assertThat(ending.code()).isEqualTo(4);
        assertThat(ending.err()).contains("✗ expiry", "the token is refused; nothing was written");
        assertThat(fixture.writes()).isZero();
    }

    private void assertPromoted() {
        assertThat(aws.value("AWSCURRENT")).isEqualTo(fixture.newToken);
        assertThat(aws.version("AWSPREVIOUS")).isEqualTo(FIRST);
        assertThat(aws.version("AWSPENDING")).isEmpty();
    }

    private CliFixture.Ran store(String... more) {
        return fixture.run(fixture.newToken + "\n", words("store-token", more));
    }

    private CliFixture.Ran rotate(String stage, String... more) {
        return fixture.run("", fixture.onThis("rotate", "--token-from", "secretsmanager:" + stage, more));
    }

    private String[] words(String command, String... more) {
        return fixture.onThis(command, "--wait", "1m", more);
    }
}
