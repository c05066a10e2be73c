package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.entrypoint.cli.ScreenRows;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./ccat} on pseudo-terminals of several widths that util-linux's {@code script} makes: the launcher measures the width,
 * and what the terminal shows in the end has no row that flowed over and no moving line that stayed. {@code TerminalWidthTest}
 * does the same with every command, within its own process.
 */
@Execution(ExecutionMode.CONCURRENT)
class TerminalWidthIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    /** Those that a moving line begins with. */
    private static final List<String> MOVING = List.of("[#", "[-", "Read ", "Waiting ");

    private static final String PASTE = "Paste GH_PAT token: ";

    /** Wide letters, an accent apart from its letter, an emoji that is joined from two, one with a colour, a flag. */
    private static final String REASON =
            "wird nach dem Umzug des Teleskops nach 北京市朝阳区 in e\u0301inem neuen Depot weitergeführt"
                    + " 👩\u200d🚀 👍🏽 🇨🇱, 再来年まで、そのままにしておくこと (ticket OPS-4711)";

    @TempDir
    private static Path place;

    private static LauncherFixture installed;

    @TempDir
    private Path directory;

    private final SandboxGitHub gitHub = SandboxGitHub.start();
    private LauncherFixture ccat;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "there is no script here, so nothing is tried on a terminal");
        installed =
                LauncherFixture.in(place.resolve("ccat")).withThePackagedJar().withTheStartUpCache();
        installed.with("PATH", installed.root() + ":/usr/bin:/bin");
    }

    @BeforeEach
    void arrange() throws IOException {
        for (String token : List.of(PackagedCommand.OLD, PackagedCommand.NEW)) {
            gitHub.hasToken(token)
                    .of("ccat-bot")
                    .fineGrained("secrets=write", "actions=read", "environments=read")
                    .expiringAt(Instant.now().plus(Duration.ofDays(90)));
        }
        Files.writeString(directory.resolve("exceptions.properties"), """
                ccat.pat.audit.accept."ccatobs/ops-db".reason=%s
                ccat.pat.audit.accept."ccatobs/ops-db".until=2999-12-31
                """.formatted(REASON));
        ccat = new LauncherFixture(installed.root(), new TreeMap<>(installed.environment()))
                .with("GITHUB_API_URL", gitHub.url().toString())
                .with("CCAT_PAT_GITHUB_TIMEOUT", PackagedCommand.AS_LONG_AS_A_TEST)
                .with(
                        "QUARKUS_CONFIG_LOCATIONS",
                        directory.resolve("exceptions.properties").toString())
                .with("GITHUB_TOKEN", PackagedCommand.OLD)
                .with("CCAT_PAT_GRAPH", "graph.yml")
                .with("TERM", "xterm")
                .with("XDG_STATE_HOME", directory.resolve("state").toString());
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    private void hasRepositories(List<String> names) throws IOException {
        names.forEach(name -> gitHub.hasRepository(name)
                .withSecret("GH_PAT", "x", Instant.now().minus(Duration.ofDays(200))));
        Files.writeString(
                directory.resolve("graph.yml"),
                names.stream()
                        .skip(1)
                        .map(name -> "  " + name + ": {depends_on: [" + names.getFirst() + "]}\n")
                        .collect(Collectors.joining("", "repos:\n", "")));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 120})
    void fitsSixRepositoriesWithLongNotes(int width) throws Exception {
        String longest = "an-organisation-of-39-characters-in-all/a-repository-of-fifty-characters-in-all-1-2-3";
        hasRepositories(List.of(
                "ccatobs/system-integration",
                "ccatobs/ops-db",
                "ccatobs/hidden",
                "ccatobs/moved",
                "ccatobs/taken",
                longest));
        gitHub.hasRepository("ccatobs/ops-db").withoutSecret();
        gitHub.hasRepository("ccatobs/hidden").hiddenFrom(PackagedCommand.OLD);
        gitHub.hasRepository("ccatobs/moved").renamedTo("ccatobs/moved-to-a-name-that-nobody-would-want-to-type-twice");
        ccat.with("CCAT_PAT_OWNERS", "ccatobs,an-organisation-of-39-characters-in-all");

        String audit = see(width, 5, "audit --wait 0s");
        assertThat(audit).contains("accepted until 2999-12-31");
        String rotate = see(width, 3, "rotate --continue-on-error", PASTE, PackagedCommand.NEW, "[y/N] ", "y");
        assertThat(rotate).contains("] 6/6  ");
    }

    @Test
    void takesTheMovingLineOfTwoHundredAway() throws Exception {
        hasRepositories(Stream.concat(
                        Stream.of("ccatobs/system-integration"),
                        IntStream.rangeClosed(2, 200)
                                .mapToObj("ccatobs/a-rather-long-name-of-a-repository-%03d"::formatted))
                .toList());
        gitHub.hasRepository("ccatobs/a-rather-long-name-of-a-repository-100").hiddenFrom(PackagedCommand.OLD);
        // Eight at a time, whatever the default is: 25 rounds, of which the first second shows nothing.
        ccat.with("CCAT_PAT_GITHUB_IN_FLIGHT", "8");
        gitHub.takes(Duration.ofMillis(80));
        assertThat(see(60, 5, "status --wait 0s")).contains("\r\u001b[KRead ");
    }

    /**
     * Runs {@code ccat pat WORDS} on a terminal where a person types {@code typed}, a sign and the answer to it by turns, and
     * gives all that was written to the terminal.
     */
    private String see(int width, int code, String words, String... typed) throws Exception {
        String command = "stty cols " + width + " rows 40; ccat pat " + words;
        var process = ccat.start(directory, SCRIPT, "-qe", "-c", command, "/dev/null");
        var terminal = new TerminalScreen(process);
        for (int index = 0; index < typed.length; index += 2) {
            terminal.type(typed[index], typed[index + 1] + "\r");
        }
        terminal.rest();
        String shown = terminal.shown();
        assertThat(process.waitFor()).as(shown).isEqualTo(code);
        var screen = new ScreenRows(width, shown);
        assertThat(screen.wrappedWithoutUrl()).as(words).isEmpty();
        assertThat(screen.all()).as(words).noneMatch(row -> MOVING.stream().anyMatch(row::startsWith));
        return shown;
    }
}
