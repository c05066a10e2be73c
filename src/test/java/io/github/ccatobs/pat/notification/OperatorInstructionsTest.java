package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that messages name, as they work where the product runs. */
class OperatorInstructionsTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:gh-pat-AbCdEf";
    private static final String MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:ccat-pat-rotation";
    private static final String PUT = "aws secretsmanager put-secret-value --secret-id ";

    @Test
    void aCommandAsksForTheNewToken() {
        assertThat(Instructions.ofCommand().handOutNewToken()).containsExactly("ccat pat rotate");
    }

    @Test
    void aCommandNamesTableGraphAndSecretWhereTheyAreNotTheUsualOnes() {
        var instructions = Instructions.ofCommand(
                "store.table", "ccat-pat", "graph", "github:ccatobs/x:ci/my graph.yml", "secret", "OTHER_PAT");
        assertThat(instructions.handOutNewToken())
                .containsExactly("CCAT_PAT_STORE_TABLE=ccat-pat ccat pat rotate --graph"
                        + " 'github:ccatobs/x:ci/my graph.yml' --secret OTHER_PAT");
    }

    @Test
    void aCommandWithAVaultStoresTheTokenFirst() {
        var lines = Instructions.ofCommand("token.secret-id", ARN).handOutNewToken();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).contains(PUT + ARN + " --secret-string file:///dev/stdin");
        assertThat(lines.getLast())
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=" + ARN + " ccat pat rotate --token-from secretsmanager");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"prod/gh-pat, prod/gh-pat", "x; rm -rf /, 'x; rm -rf /'"})
    void namesTheVaultWhereTheTokenLivesThere(String secretId, String shown) {
        var lines = Instructions.ofCommand("token.secret-id", secretId).handOutNewToken();
        assertThat(lines.get(2)).contains(PUT + shown + " --secret-string");
        assertThat(lines.getLast()).startsWith("CCAT_PAT_TOKEN_SECRET_ID=" + shown + " ccat pat rotate");
    }

    @Test
    void onAwsStoringTheTokenIsAll() {
        assertThat(Instructions.ofFunction("token.secret-id", ARN, "aws.state-machine", MACHINE)
                        .handOutNewToken())
                .hasSize(3)
                .last()
                .asString()
                .endsWith(PUT + ARN + " --secret-string file:///dev/stdin)");
    }

    @Test
    void onAwsARotationIsStartedWhereNothingElseStartsIt() {
        assertThat(Instructions.ofFunction(
                                "token.secret-id", ARN,
                                "aws.state-machine", MACHINE,
                                "aws.rotate-on-new-version", "false")
                        .handOutNewToken())
                .hasSize(4)
                .endsWith("aws stepfunctions start-execution --state-machine-arn " + MACHINE + " --input '{}'");
    }

    @Test
    void theServiceIsCalledAfterTheTokenIsStored() {
        assertThat(Instructions.ofService("token.secret-id", "gh-pat").handOutNewToken())
                .hasSize(4)
                .endsWith("curl -X POST -H \"Authorization: Bearer $KEY\" \"$URL/rotations\"");
        assertThat(Instructions.ofService().handOutNewToken()).containsExactly("ccat pat rotate");
    }

    @Test
    void aJsonSecretGetsJson() {
        assertThat(Instructions.ofFunction("token.secret-id", ARN, "token.json-key", "token")
                        .handOutNewToken())
                .anySatisfy(line -> assertThat(line).startsWith("printf '{\"token\":\"%s\"}' \"$token\" | aws"));
    }

    @Test
    void continuesARotationAsItWasBegun() {
        var fromVault = head(Optional.of("version"), true);
        var pasted = head(Optional.empty(), false);
        assertThat(Instructions.ofCommand().resume(pasted)).isEqualTo("ccat pat rotate");
        assertThat(Instructions.ofCommand("token.secret-id", "gh-pat").resume(fromVault))
                .isEqualTo("CCAT_PAT_TOKEN_SECRET_ID=gh-pat ccat pat rotate --token-from secretsmanager"
                        + " --continue-on-error");
        assertThat(Instructions.ofFunction("token.secret-id", ARN).resume(fromVault))
                .isEqualTo("aws stepfunctions start-execution --state-machine-arn \"$STATE_MACHINE_ARN\" --input '{}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b; rm -rf ~ #", "$(id)", "`id`", "a\nid", "a\u001b[2Jb", "\"; id; \""})
    void quotesWhatAShellWouldRun(String hostile) {
        var lines = Instructions.ofFunction("token.secret-id", hostile, "aws.rotate-on-new-version", "false")
                .handOutNewToken();
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
        assertThat(lines.get(2)).contains("--secret-id " + ShellWords.quoteSetting(hostile));
    }

    @Test
    void aFunctionIsKnownByAwsOwnVariable() {
        assertThat(OperatorInstructions.RunMode.detect(Map.of("AWS_LAMBDA_FUNCTION_NAME", "ccat-pat-audit")))
                .isEqualTo(OperatorInstructions.RunMode.FUNCTION);
        assertThat(OperatorInstructions.RunMode.detect(Map.of())).isEqualTo(OperatorInstructions.RunMode.COMMAND);
    }

    private static RotationHeader head(Optional<String> version, boolean continueOnError) {
        return new RotationHeader(
                new RotationId("20261123-084512-k3f9"),
                RotationState.STOPPED,
                new SecretName("GH_PAT"),
                new Fingerprint("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                new TokenExpiry.Unknown(),
                version,
                Instant.EPOCH,
                "alice",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                continueOnError);
    }

    /** {@code GITHUB_TOKEN} takes precedence over the secret, so a new version there would change nothing. */
    @ParameterizedTest
    @CsvSource({"GITHUB_TOKEN, 0", "GH_TOKEN, 0", "the secret of ccat.pat.github.secret-id, 3"})
    void storesANewCredentialOnlyWhereTheUsedOneCameFrom(String source, int lines) {
        var reader = new CredentialStatus(Optional.empty(), new TokenExpiry.Unknown(), Optional.of(source));
        assertThat(Instructions.ofFunction("github.secret-id", "ccat/reader")
                        .lines(FindingKind.NextStep.RENEW_CREDENTIAL, reader))
                .hasSize(lines);
    }
}
