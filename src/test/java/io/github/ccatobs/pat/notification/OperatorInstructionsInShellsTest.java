package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.ShellRun;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.token.CredentialResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines that messages tell people to run, run by the shells that people use. */
@Execution(ExecutionMode.CONCURRENT)
class OperatorInstructionsInShellsTest {

    private static final String TOKEN = "github_pat_11ABCDEFG0123456789012_" + "x".repeat(59);
    private static final String ODD = "a'b \"$(touch evil)\" %s\\n";

    static List<String> shells() {
        return ShellRun.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void storeTheCredentialAndShowItToNoProcess(String shell, @TempDir Path directory) throws Exception {
        var run = new ShellRun(directory);
        assertThat(run.run(shell, lines("github.secret-id", ODD), TOKEN + "\n", Map.of()))
                .isZero();
        assertThat(run.value()).isEqualTo(TOKEN);
        assertThat(run.words("aws"))
                .isEqualTo("secretsmanager\nput-secret-value\n--secret-id\n" + ODD
                        + "\n--secret-string\nfile:///dev/stdin\n");
        assertThat(run.words("stty")).isEqualTo("-echo\necho\n");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void callTheCommandWithTheSettingsThatTheFunctionHas(String shell, @TempDir Path directory) throws Exception {
        var run = new ShellRun(directory)
                .program(
                        "ccat",
                        "#!/bin/sh\nprintf '%s\\n' \"$@\" \"$CCAT_PAT_TOKEN_SECRET_ID\" \"$CCAT_PAT_TOKEN_JSON_KEY\""
                                + " \"$CCAT_PAT_STORE_TABLE\" \"$GITHUB_API_URL\" \"$CCAT_PAT_GITHUB_SECRET_ID\" >\"$0.words\"\n");
        var lines = TestInstructions.ofFunction(
                        "token.secret-id",
                        ODD,
                        "token.json-key",
                        "a b",
                        "store.table",
                        "ccat-pat",
                        "github.api-url",
                        "https://ghe.example.org/api/v3",
                        "github.secret-id",
                        "it's ours")
                .handOutNewToken();

        assertThat(run.run(shell, String.join("\n", lines), "", Map.of())).isZero();

        assertThat(run.words("ccat"))
                .isEqualTo("pat\nstore-token\n" + ODD + "\na b\nccat-pat\nhttps://ghe.example.org/api/v3\nit's ours\n");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void beginNoRotationAfterATokenThatWasNotStored(String shell, @TempDir Path directory) throws Exception {
        String lines = String.join(
                "\n",
                TestInstructions.ofFunction("token.secret-id", ODD, "aws.rotate-on-new-version", "false")
                        .handOutNewTokenAtOnce());
        var run = new ShellRun(directory).program("ccat", "#!/bin/sh\nexit 4\n");
        assertThat(run.run(shell, lines, "", Map.of())).isEqualTo(4);
        assertThat(run.words("aws")).isEmpty();

        run.program("ccat", "#!/bin/sh\n");
        assertThat(run.run(shell, lines, "", Map.of()))
                .as("no variable names the state machine")
                .isPositive();
        assertThat(run.words("aws")).isEmpty();
        assertThat(run.run(shell, lines, "", Map.of("STATE_MACHINE_ARN", "an arn")))
                .isZero();
        assertThat(run.words("aws"))
                .isEqualTo("stepfunctions\nstart-execution\n--state-machine-arn\nan arn\n--input\n{}\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void storeNothingWhenNothingIsPasted(String shell, @TempDir Path directory) throws Exception {
        var run = new ShellRun(directory);
        for (String input : List.of("", "\n")) {
            assertThat(run.run(shell, lines("github.secret-id", "gh-pat"), input, Map.of()))
                    .isEqualTo(2);
        }
        assertThat(run.words("aws")).isEmpty();
        assertThat(run.words("stty")).isEqualTo("-echo\necho\n-echo\necho\n");
    }

    private static String lines(String... settings) {
        var reader = new CredentialStatus(
                Optional.empty(), new TokenExpiry.Unknown(), Optional.of(CredentialResolver.VAULT_SOURCE));
        return String.join(
                "\n", TestInstructions.ofFunction(settings).lines(FindingKind.NextStep.RENEW_CREDENTIAL, reader));
    }
}
