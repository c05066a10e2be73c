package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Continuation;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestHeaders;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that messages name, as they work where the product runs. */
class OperatorInstructionsTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:gh-pat-AbCdEf";
    private static final String MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation";

    @Test
    void aCommandAsksForTheNewToken() {
        assertThat(TestInstructions.ofCommand().handOutNewToken()).containsExactly("ccat pat rotate");
    }

    @Test
    void aCommandNamesTableGraphAndSecretWhereTheyAreNotTheUsualOnes() {
        var instructions = TestInstructions.ofCommand(
                "store.table", "ccat-pat", "graph", "github:ccatobs/x:ci/my graph.yml", "secret", "OTHER_PAT");
        assertThat(instructions.handOutNewToken())
                .containsExactly("CCAT_PAT_STORE_TABLE=ccat-pat ccat pat rotate --graph"
                        + " 'github:ccatobs/x:ci/my graph.yml' --secret OTHER_PAT");
    }

    /** The shell of the person who reads it need not have them: the token would go to github.com, or be refused. */
    @Test
    void theServiceAndAFunctionNameWhatTheyAreSetUpWith() {
        String[] settings = {
            "github.api-url", "https://ghe.example.org/api/v3",
            "github.secret-id", "writer",
            "organization", "acme",
            "owners", "acme,acme-labs",
            "orchestrator", "ci",
            "store.path", "/var/lib/ccat pat"
        };
        String named =
                "GITHUB_API_URL=https://ghe.example.org/api/v3 CCAT_PAT_ORGANIZATION=acme CCAT_PAT_ORCHESTRATOR=ci"
                        + " CCAT_PAT_OWNERS=acme,acme-labs CCAT_PAT_GITHUB_SECRET_ID=writer ccat pat retire";
        assertThat(TestInstructions.ofService(settings).judgeOldToken())
                .startsWith("CCAT_PAT_STORE_PATH='/var/lib/ccat pat' " + named);
        assertThat(TestInstructions.ofFunction(settings).judgeOldToken()).startsWith(named);
        assertThat(TestInstructions.ofCommand(settings).judgeOldToken()).startsWith("ccat pat retire");
        assertThat(TestInstructions.ofFunction(
                                "github.app.client-id", "Iv1.abc",
                                "github.app.installation-id", "7",
                                "github.app.private-key-secret-id", "app-key")
                        .judgeOldToken())
                .as("a token that the App writes needs no right to write itself")
                .startsWith("CCAT_PAT_GITHUB_APP_CLIENT_ID=Iv1.abc CCAT_PAT_GITHUB_APP_INSTALLATION_ID=7"
                        + " CCAT_PAT_GITHUB_APP_PRIVATE_KEY_SECRET_ID=app-key ccat pat retire");
        assertThat(TestInstructions.ofService("github.api-url", "https://api.github.com")
                        .judgeOldToken())
                .startsWith("ccat pat retire");
    }

    /** Without it an audit would not know when the token expires, or have no credential. */
    @Test
    void theServiceAndAFunctionNameTheTokensSecretForAnAuditToo() {
        String[] settings = {"token.secret-id", "gh-pat", "token.json-key", "token"};
        String named = "CCAT_PAT_TOKEN_SECRET_ID=gh-pat CCAT_PAT_TOKEN_JSON_KEY=token ccat pat ";
        for (var place : List.of(TestInstructions.ofService(settings), TestInstructions.ofFunction(settings))) {
            assertThat(List.of(place.status(), place.audit())).containsExactly(named + "status", named + "audit");
        }
        assertThat(TestInstructions.ofCommand(settings).audit()).isEqualTo("ccat pat audit");
    }

    /** Another memory would know nothing of it. */
    @Test
    void whatIsKeptIsShownFromWhereItIsKept() {
        var rotation = head(Optional.empty(), false);
        var function = TestInstructions.ofFunction("store.table", "ccat pat", "graph", "github:acme/ci:graph.yml");
        assertThat(function.show(rotation))
                .isEqualTo("CCAT_PAT_STORE_TABLE='ccat pat' ccat pat rotations " + rotation.id());
        assertThat(function.lastAudit()).isEqualTo("CCAT_PAT_STORE_TABLE='ccat pat' ccat pat audits --last 1 --json");
        assertThat(function.status())
                .isEqualTo("CCAT_PAT_STORE_TABLE='ccat pat' ccat pat status --graph github:acme/ci:graph.yml");
        assertThat(TestInstructions.ofService("store.path", "/var/lib/ccat").show(rotation))
                .startsWith("CCAT_PAT_STORE_PATH=/var/lib/ccat ccat pat rotations ");
        assertThat(TestInstructions.ofCommand("secret", "OTHER").audit()).isEqualTo("ccat pat audit --secret OTHER");
    }

    @Test
    void aCommandWithAVaultStoresTheTokenFirst() {
        assertThat(TestInstructions.ofCommand("token.secret-id", ARN).handOutNewToken())
                .containsExactly(
                        "CCAT_PAT_TOKEN_SECRET_ID=" + ARN + " ccat pat store-token",
                        "CCAT_PAT_TOKEN_SECRET_ID=" + ARN + " ccat pat rotate --token-from secretsmanager");
    }

    /** The words of the command are not repeated: they may be a person's own. */
    @Test
    void aCommandThatPrintsTheTokenHandsItOutOnceTheNewOneIsStored() {
        var printed = TestInstructions.ofService("token.exec", "pass show ccat/gh-pat", "secret", "OTHER_PAT");
        var reader = new CredentialStatus(Optional.empty(), new TokenExpiry.Unknown(), Optional.of("GITHUB_TOKEN"));
        String rotate = "ccat pat rotate --secret OTHER_PAT --token-from exec";
        assertThat(printed.placeOfNewToken()).contains("store it where the command of ccat.pat.token.exec finds it");
        assertThat(printed.handOutNewToken()).containsExactly(rotate);
        assertThat(printed.lines(FindingKind.NextStep.HAND_OUT_VAULT_TOKEN, reader))
                .containsExactly(rotate);
        assertThat(printed.lines(FindingKind.NextStep.WRITE_AGAIN, reader)).containsExactly(rotate);
        var both = TestInstructions.ofCommand("token.exec", "pass show ccat/gh-pat", "token.secret-id", ARN);
        assertThat(both.placeOfNewToken()).isEmpty();
        assertThat(both.lines(FindingKind.NextStep.HAND_OUT_VAULT_TOKEN, reader))
                .containsExactly("CCAT_PAT_TOKEN_SECRET_ID=" + ARN + " ccat pat rotate --token-from secretsmanager");
    }

    @Test
    void theOldTokenIsRevokedFromTheVault() {
        var instructions = TestInstructions.ofFunction(
                "token.secret-id", ARN, "store.table", "ccat-pat", "graph", "github:ccatobs/x:ci/graph.yml");
        var reader = new CredentialStatus(Optional.empty(), new TokenExpiry.Unknown(), Optional.of("GITHUB_TOKEN"));
        String retire = "CCAT_PAT_STORE_TABLE=ccat-pat CCAT_PAT_TOKEN_SECRET_ID=" + ARN
                + " ccat pat retire --graph github:ccatobs/x:ci/graph.yml --token-from secretsmanager:AWSPREVIOUS";
        assertThat(instructions.lines(FindingKind.NextStep.RETIRE, reader)).containsExactly(retire + " --revoke");
        assertThat(instructions.lines(FindingKind.NextStep.INSPECT_OLD_TOKEN, reader))
                .containsExactly(retire);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"prod/gh-pat, prod/gh-pat", "x; rm -rf /, 'x; rm -rf /'"})
    void namesTheVaultWhereTheTokenLivesThere(String secretId, String shown) {
        assertThat(TestInstructions.ofCommand("token.secret-id", secretId).handOutNewToken())
                .allSatisfy(line -> assertThat(line).startsWith("CCAT_PAT_TOKEN_SECRET_ID=" + shown + " ccat pat "));
    }

    @Test
    void onAwsStoringTheTokenIsAll() {
        assertThat(TestInstructions.ofFunction("token.secret-id", ARN, "aws.state-machine", MACHINE)
                        .handOutNewToken())
                .containsExactly("CCAT_PAT_TOKEN_SECRET_ID=" + ARN + " ccat pat store-token");
    }

    @Test
    void onAwsARotationIsStartedWhereNothingElseStartsIt() {
        assertThat(TestInstructions.ofFunction(
                                "token.secret-id", ARN,
                                "aws.state-machine", MACHINE,
                                "aws.rotate-on-new-version", "false")
                        .handOutNewToken())
                .hasSize(2)
                .endsWith("aws stepfunctions start-execution --state-machine-arn " + MACHINE + " --input '{}'");
    }

    @Test
    void aTokenThatWaitsIsHandedOutFromThere() {
        var instructions =
                TestInstructions.ofCommand("token.secret-id", ARN, "token.json-key", "token", "secret", "MY_PAT");
        assertThat(instructions.handOut(TokenVersion.PENDING))
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=" + ARN + " CCAT_PAT_TOKEN_JSON_KEY=token ccat pat rotate --secret"
                        + " MY_PAT --token-from secretsmanager:AWSPENDING");
        assertThat(instructions.handOut(TokenVersion.CURRENT)).endsWith(" --token-from secretsmanager");
    }

    /** The current version is another token, which the same command without a label would hand out. */
    @Test
    void aRotationOfATokenThatWaitsIsContinuedFromThere() {
        var instructions = TestInstructions.ofCommand("token.secret-id", "gh-pat");
        var pending = begunWith(TokenVersion.PENDING, false);
        assertThat(instructions.resume(pending))
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=gh-pat ccat pat rotate --token-from secretsmanager:AWSPENDING");
        assertThat(TestInstructions.ofFunction("token.secret-id", ARN, "aws.state-machine", MACHINE)
                        .resume(pending))
                .isEqualTo("aws stepfunctions start-execution --state-machine-arn " + MACHINE
                        + " --input '{\"stage\":\"AWSPENDING\"}'");
        assertThat(TestInstructions.ofService("token.secret-id", "gh-pat").resume(pending))
                .isEqualTo("curl -X POST -H \"Authorization: Bearer ${KEY:?is an API key}\" -H 'Content-Type:"
                        + " application/json' -d '{\"stage\":\"AWSPENDING\"}' \"${URL:?is the address of the"
                        + " service}/rotations\"");
        assertThat(instructions.handOutNewToken().getLast()).endsWith("--token-from secretsmanager");
    }

    /** An event that leaves it out would refuse the repositories that are to be skipped. */
    @Test
    void aRotationThatSkipsRepositoriesSkipsThemAgain() {
        var function = TestInstructions.ofFunction("token.secret-id", ARN, "aws.state-machine", MACHINE);
        assertThat(function.resume(begunWith(TokenVersion.CURRENT, true)))
                .endsWith(" --input '{\"continueOnError\":true}'");
        assertThat(function.resume(begunWith(TokenVersion.PREVIOUS, true)))
                .endsWith(" --input '{\"stage\":\"AWSPREVIOUS\",\"continueOnError\":true}'");
    }

    /** The function has AWSCURRENT, which is another token than the one that somebody pasted into a command. */
    @Test
    void aRotationOfAPastedTokenIsContinuedByWhoHasItWhereverTheMessageIsMade() {
        var pasted = head(Optional.empty(), false);
        var function = TestInstructions.ofFunction("token.secret-id", ARN, "store.table", "ccat-pat");
        assertThat(function.resume(pasted)).isEqualTo("CCAT_PAT_STORE_TABLE=ccat-pat ccat pat rotate");
        assertThat(function.resumesByItself(pasted)).isFalse();
        assertThat(function.resumesByItself(begunWith(TokenVersion.CURRENT, false)))
                .isTrue();
        assertThat(TestInstructions.ofService("token.secret-id", "gh-pat").resume(pasted))
                .isEqualTo("ccat pat rotate");
    }

    /** A command moves AWSPENDING itself; the service and the function move no label, and nothing moves another one. */
    @ParameterizedTest
    @CsvSource({
        "AWSCURRENT, false, false",
        "AWSPENDING, false, true",
        "AWSPREVIOUS, true, true",
    })
    void aCompleteRotationOfAnotherVersionIsMadeTheCurrentOne(String label, boolean byCommand, boolean onAws) {
        var rotation = begunWith(new TokenVersion.Staged(label), false);
        var line = "CCAT_PAT_TOKEN_SECRET_ID=gh-pat ccat pat rotate --token-from secretsmanager:" + label;
        assertThat(TestInstructions.ofCommand("token.secret-id", "gh-pat").promote(rotation))
                .isEqualTo(Optional.of(line).filter(due -> byCommand));
        assertThat(TestInstructions.ofFunction("token.secret-id", "gh-pat").promote(rotation))
                .isEqualTo(Optional.of(line).filter(due -> onAws));
        assertThat(TestInstructions.ofFunction().promote(rotation)).isEmpty();
    }

    @Test
    void onlyTheCurrentVersionBeginsARotationAndOnlyWhereAStateMachineIsKnown() {
        var known = TestInstructions.ofCommand("aws.state-machine", MACHINE);
        assertThat(known.beginsByItself(TokenVersion.CURRENT)).isTrue();
        assertThat(known.beginsByItself(TokenVersion.PENDING)).isFalse();
        assertThat(TestInstructions.ofCommand().beginsByItself(TokenVersion.CURRENT))
                .isFalse();
        assertThat(TestInstructions.ofCommand("aws.state-machine", MACHINE, "aws.rotate-on-new-version", "false")
                        .beginsByItself(TokenVersion.CURRENT))
                .isFalse();
    }

    @Test
    void aVersionIsMadeCurrentByNumber() {
        assertThat(TestInstructions.ofCommand("token.secret-id", "a b").makeCurrent("1-2", "3-4"))
                .isEqualTo("aws secretsmanager update-secret-version-stage --secret-id 'a b' --version-stage AWSCURRENT"
                        + " --move-to-version-id 1-2 --remove-from-version-id 3-4");
    }

    @Test
    void theServiceIsCalledAfterTheTokenIsStored() {
        assertThat(TestInstructions.ofService("token.secret-id", "gh-pat").handOutNewToken())
                .hasSize(2)
                .endsWith("curl -X POST -H \"Authorization: Bearer ${KEY:?is an API key}\" \"${URL:?is the address of"
                        + " the service}/rotations\"");
        assertThat(TestInstructions.ofService().handOutNewToken()).containsExactly("ccat pat rotate");
    }

    @Test
    void continuesARotationAsItWasBegun() {
        var fromVault = head(Optional.of("version"), true);
        var pasted = head(Optional.empty(), false);
        assertThat(TestInstructions.ofCommand().resume(pasted)).isEqualTo("ccat pat rotate");
        assertThat(TestInstructions.ofCommand("token.secret-id", "gh-pat")
                        .resume(TestHeaders.writing(
                                new SecretName("OTHER_PAT"), begunWith(TokenVersion.PENDING, false))))
                .as("not to the secret of the settings")
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=gh-pat ccat pat rotate --secret OTHER_PAT"
                        + " --token-from secretsmanager:AWSPENDING");
        assertThat(TestInstructions.ofCommand("token.secret-id", "gh-pat").resume(fromVault))
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=gh-pat ccat pat rotate --token-from secretsmanager"
                        + " --continue-on-error");
        assertThat(TestInstructions.ofFunction("token.secret-id", ARN).resume(fromVault))
                .isEqualTo(
                        "aws stepfunctions start-execution --state-machine-arn \"${STATE_MACHINE_ARN:?is an output of"
                                + " Terraform}\" --input '{\"continueOnError\":true}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b; rm -rf ~ #", "$(id)", "`id`", "a\nid", "a\u001b[2Jb", "\"; id; \""})
    void quotesWhatAShellWouldRun(String hostile) {
        var lines = TestInstructions.ofFunction("token.secret-id", hostile, "aws.rotate-on-new-version", "false")
                .handOutNewToken();
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
        assertThat(lines.getFirst())
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=" + ShellWords.quoteSetting(hostile) + " ccat pat store-token");
    }

    @Test
    void aFunctionIsKnownByAwsOwnVariable() {
        assertThat(OperatorInstructions.RunMode.detect(Map.of("AWS_LAMBDA_FUNCTION_NAME", "ccat-pat-audit")))
                .isEqualTo(OperatorInstructions.RunMode.FUNCTION);
        assertThat(OperatorInstructions.RunMode.detect(Map.of())).isEqualTo(OperatorInstructions.RunMode.COMMAND);
    }

    private static RotationHeader begunWith(TokenVersion.Staged label, boolean continueOnError) {
        return TestHeaders.begunWith(label, head(Optional.empty(), continueOnError));
    }

    /** What failed for good fails again, so the same command alone is no step then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STOPPED | interrupted | false | To continue, run this again with the same token",
                "STOPPED | interrupted: its run ended before it was finished; so | false | To continue, run this again with the same token",
                "STOPPED | other repositories of this rotation do not hold the token yet: 2; so | false | To continue, run this again with the same token",
                "STOPPED | interrupted | true | Once its cause is gone, run this again; with the same token it writes only what is left",
                "STOPPED | GITHUB_TOKEN was rejected | false | Once its cause is gone, run this again; with the same token it writes only what is left",
                "STOPPED | | true | Once its cause is gone, run this again; with the same token it writes only what is left",
                "WAITING | 480 writes in an hour | false | To continue after 1970-01-01T00:30:00Z, run this again with the same token",
                "REFUSED | the token is refused | false | Once its cause is gone, run this again",
            })
    void saysTheOneNextStepOfARotationThatIsNotComplete(
            RotationState state, @Nullable String reason, boolean failed, String words) {
        var head = head(state, Optional.empty(), Optional.ofNullable(reason), false);
        var outcome = failed ? new Outcome.Failed(Instant.EPOCH, 1, "no") : new Outcome.Pending(0);
        var rotation = new Rotation(head, Map.of(RepositoryName.parse("acme/web"), outcome));
        assertThat(TestInstructions.ofCommand().continuation(rotation).lines())
                .containsExactly(words + ":", "  ccat pat rotate");
        assertThat(TestInstructions.ofCommand().continuation(rotation, Optional.of("ccat pat rotate --yes")))
                .isEqualTo(new Continuation(words, List.of("ccat pat rotate --yes")));
    }

    @Test
    void saysTheNextStepWhereTheTokenIsInTheVaultOrWithAnotherOwner() {
        var vault = TestInstructions.ofCommand("token.secret-id", "gh-pat");
        var pending = TestHeaders.begunWith(
                TokenVersion.PENDING, head(RotationState.STOPPED, Optional.empty(), Optional.of("interrupted"), false));
        assertThat(vault.continuation(new Rotation(pending, Map.of())))
                .isEqualTo(new Continuation("To continue, run this again", List.of(vault.resume(pending))));
        assertThat(TestInstructions.ofCommand()
                        .continuation(new Rotation(pending, Map.of()))
                        .lines())
                .containsExactly(
                        "To continue, run 'ccat pat rotate' for the secret GH_PAT again, with the same --token-from as before.");
        var waiting = TestHeaders.begunWith(
                TokenVersion.CURRENT, head(RotationState.WAITING, Optional.empty(), Optional.of("a limit"), false));
        assertThat(TestInstructions.ofFunction("token.secret-id", ARN)
                        .continuation(new Rotation(waiting, Map.of()))
                        .lines())
                .containsExactly("It then resumes by itself.");
        assertThat(vault.continuation(new Rotation(TestHeaders.withAnotherOwner(pending), Map.of())))
                .isEqualTo(new Continuation(
                        vault.replaceToken() + ". Once you have another one, run", vault.handOutNewTokenAtOnce()));
    }

    private static RotationHeader head(Optional<String> version, boolean continueOnError) {
        return head(RotationState.STOPPED, version, Optional.empty(), continueOnError);
    }

    private static RotationHeader head(
            RotationState state, Optional<String> version, Optional<String> reason, boolean continueOnError) {
        return new RotationHeader(
                new RotationId("20261123-084512-k3f9"),
                state,
                new SecretName("GH_PAT"),
                new Fingerprint("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                new TokenExpiry.Unknown(),
                version,
                Instant.EPOCH,
                "alice",
                Optional.empty(),
                Optional.of(Instant.EPOCH.plusSeconds(1_800)).filter(until -> state == RotationState.WAITING),
                reason,
                continueOnError);
    }

    /** {@code GITHUB_TOKEN} takes precedence over the secret, so a new version there would change nothing. */
    @ParameterizedTest
    @CsvSource({"GITHUB_TOKEN, 0", "GH_TOKEN, 0", "the secret of ccat.pat.github.secret-id, 3"})
    void storesANewCredentialOnlyWhereTheUsedOneCameFrom(String source, int lines) {
        var reader = new CredentialStatus(Optional.empty(), new TokenExpiry.Unknown(), Optional.of(source));
        assertThat(TestInstructions.ofFunction("github.secret-id", "ccat/reader")
                        .lines(FindingKind.NextStep.RENEW_CREDENTIAL, reader))
                .hasSize(lines);
    }
}
