package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of the runbook that store a new token, run as they stand there by the shells that people use. */
@Execution(ExecutionMode.CONCURRENT)
class RunbookInShellsTest {

    private static final String ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:gh-pat-AbCdEf";
    private static final String TOKEN = "github_pat_11ABCDEFG0123456789012_" + "x".repeat(59);
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ {3}```sh\n(.*?)^ {3}```$");

    @TempDir
    Path directory;

    static List<String> shells() {
        return ShellRun.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void callTheCommandWithTheStacksSettings(String shell) throws Exception {
        var run = new ShellRun(directory)
                .program("terraform", "#!/bin/sh\nprintf %s \"$4-of-$1\"\n")
                .program(
                        "ccat",
                        "#!/bin/sh\nprintf '%s\\n' \"$@\" \"$CCAT_PAT_TOKEN_SECRET_ID\" \"$CCAT_PAT_STORE_TABLE\""
                                + " \"$CCAT_PAT_GRAPH\" >\"$0.words\"\n");

        assertThat(run.run(shell, "cd " + directory + "\n" + lines(0), "", Map.of("TERRAFORM_ROOT", "/infra")))
                .isZero();

        assertThat(run.words("ccat")).isEqualTo("""
                pat
                store-token
                token_secret_arn-of--chdir=/infra
                ccat-pat
                github:ccatobs/system-integration:ci/dependency-graph.yml
                """);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void storeATokenThatIsAccepted(String shell) throws Exception {
        var run = run(shell, 0, TOKEN + "\n");
        assertThat(run.value()).isEqualTo(TOKEN);
        assertThat(run.words("aws"))
                .isEqualTo("secretsmanager\nput-secret-value\n--secret-id\n" + ARN
                        + "\n--secret-string\nfile:///dev/stdin\n");
        assertThat(run.words("ccat"))
                .isEqualTo(
                        "pat\ncheck\n--token-from\nstdin\ngithub:ccatobs/system-integration:ci/dependency-graph.yml\n"
                                + TOKEN + "\n");
        assertThat(run.words("stty")).isEqualTo("-echo\necho\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void storeNothingThatIsRefusedOrEmpty(String shell) throws Exception {
        assertThat(run(shell, 4, TOKEN + "\n").words("aws")).isEmpty();
        assertThat(run(shell, 0, "\n").words("aws")).isEmpty();
        assertThat(run(shell, 0, "").words("aws")).isEmpty();
    }

    /** The command is where a person is who built it: in the working directory. */
    private ShellRun run(String shell, int verdict, String input) throws Exception {
        var run = new ShellRun(directory)
                .program(
                        "terraform",
                        "#!/bin/sh\n[ \"$*\" = '-chdir=/infra output -raw token_secret_arn' ] && printf %s " + ARN
                                + "\n")
                .program(
                        "ccat",
                        "#!/bin/sh\n{ printf '%s\\n' \"$@\" \"$CCAT_PAT_GRAPH\"; cat; } >\"$0.words\"\nexit " + verdict
                                + "\n");
        int code = run.run(shell, "cd " + directory + "\n" + lines(1), input, Map.of("TERRAFORM_ROOT", "/infra"));
        assertThat(code).isEqualTo(input.isBlank() ? 2 : verdict);
        return run;
    }

    private static String lines(int block) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("docs/runbook.md")))
                .results()
                .skip(block)
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
