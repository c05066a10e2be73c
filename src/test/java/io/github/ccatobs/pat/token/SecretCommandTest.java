package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.ShellWords;
import io.github.ccatobs.pat.token.TokenSourceException.TokenSourceUnavailableException;
import io.github.ccatobs.pat.token.TokenSourceException.UnusableTokenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that print a token, or do not. */
class SecretCommandTest {

    private static final String TOKEN = "token-of-a-command-7351";
    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> heard = new ArrayList<>();

    private SecretCommand shell(String script, Duration longest) {
        return new SecretCommand(List.of("sh", "-c", script), "--token-from", longest, heard::add);
    }

    private static Optional<String> nothing(String variable) {
        return Optional.empty();
    }

    private SecretCommand shell(String script) {
        return shell(script, LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"printf '%s'", "printf '%s\\n'", "printf '%s\\r\\n'"})
    void takesTheLineThatIsPrinted(String print) {
        var received = shell(print + " " + TOKEN).receive();
        assertThat(received)
                .isEqualTo(
                        new ReceivedToken(SecretValue.of(TOKEN), "the command 'sh' of --token-from", Optional.empty()));
        assertThat(heard).isEmpty();
    }

    @Test
    void startsNoShellAndGivesEachWordAsItStands() {
        var command =
                SecretCommand.parse("printf %s 'a;$HOME'`id`*", "--token-from", SecretCommandTest::nothing, heard::add);
        assertThat(command.receive().value()).isEqualTo(SecretValue.of("a;$HOME`id`*"));
    }

    /** Whether they can be a token is for its checks to say, as of a pasted one. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            printf 'a\\377b'     ; character 2 of the token is not ASCII
            printf 'a\\303\\251' ; character 2 of the token is not ASCII
            printf 'ab\\rc'      ; character 3 of the token is whitespace
            printf 'a\\000b'     ; character 2 of the token is a control character
            printf 'a b'         ; character 2 of the token is whitespace
            """)
    void leavesOddBytesToTheChecks(String script, String refusal) {
        var format = FormatCheck.check(shell(script).receive().value());
        assertThat(format.isRefused()).isTrue();
        assertThat(format.results().getFirst().reason()).isEqualTo(refusal);
    }

    @Test
    void refusesMoreThanOneLineOrNone() {
        assertThatThrownBy(() -> shell("printf 'first-secret-line\\nsecond-secret-line\\n'")
                        .receive())
                .isInstanceOf(UnusableTokenException.class)
                .hasMessage(
                        "the command 'sh' of --token-from printed more than one line: expected the token alone on one"
                                + " line of its standard output")
                .hasNoCause();
        assertThatThrownBy(() -> shell(":").receive())
                .isInstanceOf(UnusableTokenException.class)
                .hasMessage(
                        "the command 'sh' of --token-from printed nothing: expected the token alone on one line of its"
                                + " standard output");
        assertThatThrownBy(() -> shell("echo").receive()).isInstanceOf(UnusableTokenException.class);
    }

    @Test
    void endsACommandThatDoesNotStopPrinting() {
        assertThatThrownBy(() -> shell("yes " + TOKEN).receive())
                .isInstanceOf(UnusableTokenException.class)
                .hasMessage("the command 'sh' of --token-from printed more than 48 KB and was ended: expected the token"
                        + " alone on one line of its standard output");
    }

    /** A pipe that nobody empties would hold the command for ever. */
    @Test
    void takesTheTokenOfACommandThatFloodsStandardError() {
        var received = shell("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo " + TOKEN)
                .receive();
        assertThat(received.value()).isEqualTo(SecretValue.of(TOKEN));
        assertThat(heard).containsExactly("'sh': (more than 64 KB; the rest is left out)");
    }

    @Test
    void failsWithACommandThatFails() {
        assertThatThrownBy(() -> shell("echo " + TOKEN + "; echo sealed: log in >&2; exit 1")
                        .receive())
                .isInstanceOf(TokenSourceUnavailableException.class)
                .hasMessage("the command 'sh' of --token-from failed with exit code 1; run it by hand to see why");
        assertThat(heard).containsExactly("'sh': sealed: log in");
    }

    @Test
    void refusesAProgramThatIsNotThereOrMayNotRun(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
        for (String program : List.of("no-such-program-of-ours", file.toString())) {
            var command = new SecretCommand(List.of(program), "ccat.pat.token.exec", LONG, heard::add);
            assertThatThrownBy(command::receive)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(
                            "of ccat.pat.token.exec cannot be started: expected a program on the PATH, or"
                                    + " the path of a file that may be run; or there is no cat, through which its output is read")
                    .hasNoCause();
        }
    }

    /** The one that it started is ended as well, and nobody is left as a zombie. */
    @Test
    void endsACommandThatHangsWithWhatItStarted(@TempDir Path directory) throws Exception {
        Path pids = directory.resolve("pids");
        String script = "sleep 3600 & echo $$ $! > " + pids + "; wait";
        assertThatThrownBy(() -> shell(script, Duration.ofSeconds(1)).receive())
                .isInstanceOf(TokenSourceUnavailableException.class)
                .hasMessage(
                        "the command 'sh' of --token-from was not over after 1 seconds and was ended; run it by hand to"
                                + " see what it waits for");
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(left -> left.onExit().join());
            assertThat(Path.of("/proc", pid, "stat"))
                    .satisfiesAnyOf(
                            gone -> assertThat(gone).doesNotExist(),
                            // The container's own init may take its time; it is not a child of ours.
                            orphan -> assertThat(Files.readString(orphan).split(" ", -1)[3])
                                    .isNotEqualTo(Long.toString(
                                            ProcessHandle.current().pid())));
        }
    }

    @Test
    void saysThatSomethingElseHoldsTheOutputOpen(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        String script = "sleep 3600 & echo $! > " + pid + "; echo " + TOKEN;
        try {
            assertThatThrownBy(() -> shell(script, Duration.ofSeconds(2)).receive())
                    .isInstanceOf(TokenSourceUnavailableException.class)
                    .hasMessage("the command 'sh' of --token-from ended, but a process that it started still held its"
                            + " standard output open after 2 seconds; let that one write elsewhere, e.g. to /dev/null");
        } finally {
            end(pid);
        }
    }

    /** An agent that it leaves behind need not close what it never writes to. */
    @Test
    void takesTheTokenThoughSomethingElseHoldsStandardErrorOpen(@TempDir Path directory) throws Exception {
        Path pid = directory.resolve("pid");
        String script = "sleep 3600 >/dev/null & echo $! > " + pid + "; echo " + TOKEN;
        try {
            assertThat(shell(script).receive().value()).isEqualTo(SecretValue.of(TOKEN));
            assertThat(heard).isEmpty();
        } finally {
            end(pid);
        }
    }

    private static void end(Path pid) throws Exception {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void runsAProgramWhosePathHasBlanksAndQuotationMarks(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                Files.createDirectory(directory.resolve("it's \"my\" tools")).resolve("show token"),
                "#!/bin/sh\nprintf '%s' \"$1$#\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        var command = SecretCommand.parse(
                ShellWords.quote(file.toString()) + " 'a token' '' ",
                "--token-from",
                SecretCommandTest::nothing,
                heard::add);
        assertThat(command.receive().value()).isEqualTo(SecretValue.of("a token2"));
    }

    /** A child that keeps standard output open could still print; this one does when the command itself has ended. */
    @Test
    void waitsForWhoeverCanStillPrint() {
        for (String late : List.of("printf 351", "printf 3; sleep 0.1; printf 51")) {
            assertThat(shell("(while kill -0 $$ 2>/dev/null; do :; done; " + late + ") & printf token-of-a-command-7")
                            .receive()
                            .value())
                    .isEqualTo(SecretValue.of(TOKEN));
        }
    }

    /** As Runtime does with shutdown hooks while this process ends. */
    @Test
    void isNotSurprisedThatThisProcessIsEnding() {
        assertThat(CommandProcess.isKept(
                        hook -> {
                            throw new IllegalStateException("Shutdown in progress");
                        },
                        new Thread()))
                .isFalse();
    }

    @Test
    void neverWaitsForInput() {
        assertThat(shell("cat; echo " + TOKEN).receive().value()).isEqualTo(SecretValue.of(TOKEN));
    }

    @Test
    void passesOnStandardErrorWithoutSecretsAndControlCharacters() {
        var received = shell("printf 'got " + TOKEN + "\\033[2J and ghp_abcdef\\n\\nbye' >&2; echo " + TOKEN)
                .receive();
        assertThat(received.value()).isEqualTo(SecretValue.of(TOKEN));
        assertThat(heard).containsExactly("'sh': got [a secret]\\u{1b}[2J and [a token]", "'sh': bye");
    }

    /** Lines that were not the token may be secrets too. */
    @Test
    void passesOnNoLineOfTheOutput() {
        assertThatThrownBy(() -> shell(
                                "set -x; printf 'line-one-secret\\r\\nline-two-secret\\n'; echo line-two-secret >&2")
                        .receive())
                .isInstanceOf(UnusableTokenException.class);
        assertThat(heard).isNotEmpty().noneMatch(line -> line.contains("line-two-secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB_TOKEN",
        "gh_token",
        "GH_ENTERPRISE_TOKEN",
        "SLACK_WEBHOOK_URL",
        "CCAT_PAT_SLACK_WEBHOOK_URL",
        "ccat.pat.slack.webhook-url"
    })
    void keepsOurCredentialsToOurselves(String variable) {
        assertThat(CommandProcess.isOurs(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PATH", "HOME", "AWS_SECRET_ACCESS_KEY", "VAULT_TOKEN", "OP_SERVICE_ACCOUNT_TOKEN", "CCAT_JDK"})
    void leavesTheRestOfTheEnvironment(String variable) {
        assertThat(CommandProcess.isOurs(variable)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            ~~          ; it names no command
            ~ ~         ; it names no command
            ~'' x~      ; it names no command
            ~a 'b~      ; a quotation mark (') is not closed
            ~a\\0b~     ; it holds a null character
            """)
    void refusesWhatIsNoCommand(String text, String why) {
        assertThatThrownBy(() -> SecretCommand.parse(
                        text.translateEscapes(), "--token-from", SecretCommandTest::nothing, heard::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--token-from cannot be run: " + why
                        + "; expected a program and its arguments, as in: pass show ccat/gh-pat");
    }

    @Test
    void isNotForAFunction() {
        Function<String, Optional<String>> function =
                name -> Optional.of("audit").filter(it -> name.equals("AWS_LAMBDA_FUNCTION_NAME"));
        assertThatThrownBy(() -> SecretCommand.parse("pass show x", "ccat.pat.github.exec", function, heard::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.github.exec is set, but a function on AWS Lambda has no commands to run: name a"
                        + " secret of AWS Secrets Manager instead");
    }

    @Test
    void namesTheProgramAlone() {
        assertThat(SecretCommand.parse("ghp_abcdef x", "--token-from", SecretCommandTest::nothing, heard::add))
                .hasToString("the command '[a token]' of --token-from");
    }
}
