package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ccatobs.pat.ShellRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void storeTheTokenAndShowItToNoProcess(String shell, @TempDir Path directory) throws Exception {
        var run = new ShellRun(directory);
        assertThat(run.run(shell, lines("token.secret-id", ODD), TOKEN + "\n", Map.of()))
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
    void storeAJsonObjectWhereTheSecretIsOne(String shell, @TempDir Path directory) throws Exception {
        var run = new ShellRun(directory);
        String lines = lines("token.secret-id", "gh-pat", "token.json-key", ODD);
        assertThat(run.run(shell, lines, TOKEN + "\n", Map.of())).isZero();
        var stored = new JsonMapper().readTree(run.value());
        assertThat(stored.path(ODD).textValue()).isEqualTo(TOKEN);
        assertThat(stored.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void storeNothingWhenNothingIsPasted(String shell, @TempDir Path directory) throws Exception {
        var run = new ShellRun(directory);
        for (String input : List.of("", "\n")) {
            assertThat(run.run(shell, lines("token.secret-id", "gh-pat"), input, Map.of()))
                    .isEqualTo(2);
        }
        assertThat(run.words("aws")).isEmpty();
        assertThat(run.words("stty")).isEqualTo("-echo\necho\n-echo\necho\n");
    }

    private static String lines(String... settings) {
        return String.join("\n", Instructions.ofFunction(settings).handOutNewToken());
    }
}
