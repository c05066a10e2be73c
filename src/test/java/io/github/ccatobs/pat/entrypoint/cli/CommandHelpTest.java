package io.github.ccatobs.pat.entrypoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.ProcessLines;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.notification.SampleNotifications;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class CommandHelpTest {

    private static final List<String> COMMANDS = List.of(
            "status",
            "audit",
            "audits",
            "report",
            "graph",
            "check",
            "renew",
            "store-token",
            "rotate",
            "retire",
            "rotations",
            "slack",
            "serve",
            "demo",
            "version",
            "completion",
            "man",
            "help");

    @Inject
    CommandLineInterface commands;

    private Path directory;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path temporary) {
        directory = temporary;
        fixture = new CliFixture(commands, directory, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void everyHelpFitsAndHasASynopsisExamplesAndItsCodes(int width) {
        fixture.onATerminal(width).withVariable("NO_COLOR", "1");
        for (String name : COMMANDS.subList(0, COMMANDS.size() - 1)) {
            var help = fixture.run("", name, "-h");
            assertThat(help).isEqualTo(new CliFixture.Ran(0, help.out(), ""));
            assertThat(new ScreenRows(width, help.out()).wrapped()).isEmpty();
            assertThat(help.out())
                    .contains("Usage: ccat pat " + name + " [OPTIONS]", "\nExamples:\n", "\nExit codes:\n");
            for (ExitCode code : EnumSet.allOf(ExitCode.class)) {
                assertThat(help.out().contains("%n%7d   ".formatted(code.code())))
                        .as(name + " " + code)
                        .isEqualTo(CommandHelp.codes(name).contains(code));
            }
            assertThat(fixture.run("", "help", name)).isEqualTo(help);
        }
    }

    @Test
    void aloneItPrintsTheHelpWithEveryCodeAndEveryCommand() {
        var alone = fixture.run("");

        assertThat(alone).isEqualTo(new CliFixture.Ran(0, alone.out(), ""));
        assertThat(alone.out()).contains(COMMANDS).contains("    130   ");
        assertThat(fixture.run("", "help")).isEqualTo(alone);
        assertThat(fixture.run("", "version"))
                .isEqualTo(fixture.run("", "-v"))
                .isEqualTo(fixture.run("", "status", "--version"));
    }

    @Test
    void theVersionAloneNeedsNoApplication() {
        var printed = new ByteArrayOutputStream();

        int code = VersionCommand.print(new PrintStream(printed, true, UTF_8), "1.2.3");

        assertThat(code).isZero();
        assertThat(printed.toString(UTF_8)).isEqualTo("ccat-pat 1.2.3\n");
        assertThat(Stream.of("version", "-v", "-V", "--version"))
                .allSatisfy(word -> assertThat(VersionCommand.isAsked(word) && VersionCommand.isAsked("pat", word))
                        .isTrue());
        assertThat(Stream.of(
                        "", "pat", "pat status -v", "status", "pat version --help", "version extra", "version pat"))
                .allSatisfy(words ->
                        assertThat(VersionCommand.isAsked(words.split(" ", 0))).isFalse());
        assertThat(VersionCommand.isAsked()).isFalse();
    }

    @Test
    void slackListsItsKinds() {
        String help = fixture.run("", "slack", "--help").out();
        assertThat(SampleNotifications.all())
                .allSatisfy(sample -> assertThat(help).contains(sample.kind()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            stauts,            unknown command 'stauts'; did you mean 'status'?
            rotat,             unknown command 'rotat'; did you mean 'rotate'?
            aud,               unknown command 'aud'; did you mean 'audit'?
            Status,            unknown command 'Status'; did you mean 'status'?
            help rotat,        unknown command 'rotat'; did you mean 'rotate'?
            qwertz,            unknown command 'qwertz'
            status --jsn,      unknown option '--jsn'; did you mean '--json'?
            status --grpah=x,  unknown option '--grpah'; did you mean '--graph'?
            rotate --dryrun,   unknown option '--dryrun'; did you mean '--dry-run'?
            status --qwertz,   unknown option '--qwertz'
            status extra,      unexpected argument 'extra'
            """)
    void namesTheNearestWord(String words, String expected) {
        var ran = fixture.run("", words.split(" ", -1));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("ccat pat: " + expected + "\n");
    }

    @Test
    void verboseShowsRequestsWithoutSecrets() {
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        var ran = fixture.run("", fixture.onThis("status", "--wait", "0s", "--verbose"));

        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .containsPattern("(?m)^GET /repos/\\S+/actions/secrets 200 in \\d+ ms, \\d+ requests left$")
                .doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aShellReadsItsScriptAndCompletes(String shell) throws Exception {
        var ran = fixture.run("", "completion", shell);
        assertThat(ran).isEqualTo(new CliFixture.Ran(0, ran.out(), ""));
        assertThat(ran.out()).contains(COMMANDS).contains("token-from", "continue-on-error", "audit-incomplete");

        assumeTrue(Stream.of("/bin/", "/usr/bin/").anyMatch(place -> Files.isExecutable(Path.of(place + shell))));
        Path script = Files.writeString(directory.resolve("script"), ran.out());
        String use =
                switch (shell) {
                    case "bash" -> "COMP_WORDS=(ccat pat stat); COMP_CWORD=2; _complete_ccat; echo ${COMPREPLY[@]}";
                    case "fish" -> "complete -C 'ccat pat stat' | string split -f1 \\t";
                    default -> "whence -w _complete_ccat >/dev/null && echo status";
                };
        String source = shell.equals("zsh") ? "autoload -U +X compinit && compinit -D; " : "";
        var process = new ProcessBuilder(shell, "-c", source + "source " + script + "; " + use)
                .redirectErrorStream(true)
                .start();
        assertThat(ProcessLines.textOf(process).strip()).isEqualTo("status");
    }

    @Test
    void aManualPageSaysWhatTheHelpSays() throws Exception {
        var page = fixture.run("", "man", "rotate");
        assertThat(page.code()).isZero();
        assertThat(page.out())
                .startsWith(".TH CCAT-PAT-ROTATE 1 ")
                .contains(
                        ".SH OPTIONS",
                        ".B \\-\\-token\\-from SOURCE\n",
                        ".SH EXIT STATUS\n.TP\n.B 0\n",
                        "ccat pat rotate");

        assertThat(fixture.run("", "man", "--to", directory.resolve("man1").toString())
                        .code())
                .isZero();
        assertThat(directory.resolve("man1/ccat-pat-rotate.1")).content().isEqualTo(page.out());
        assertThat(directory.resolve("man1/ccat-pat.1")).exists();
        assertThat(fixture.run("", "man", "rotat").err()).contains("did you mean 'rotate'?");
    }
}
