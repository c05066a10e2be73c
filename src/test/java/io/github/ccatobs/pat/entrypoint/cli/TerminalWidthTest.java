package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command on terminals of several widths, as the terminal shows it: no row flows over, and no moving line stays. */
@QuarkusTest
@WithTestResource(LocalGitHub.class)
class TerminalWidthTest {

    private static final String LONG = "villages/a-repository-of-fifty-characters-in-all-1";

    @Inject
    CommandLineInterface commands;

    private Path directory;

    @BeforeEach
    void settle(@TempDir Path temporary) {
        directory = temporary;
    }

    private CliFixture village(int size, int width) {
        var village = new CliFixture(commands, directory, size).onATerminal(width);
        village.withVariable("GITHUB_TOKEN", village.oldToken);
        return village.write(village.names().stream()
                .skip(1)
                .map(name -> "  " + name + ":\n")
                .collect(Collectors.joining("", "repos:\n", "  " + LONG + ":\n")));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void noRowFlowsOverAndNoMovingLineStays(int width) {
        var village = village(6, width);
        List.of(
                        village.onThis("status", "--wait", "0s"),
                        village.onThis("status", "--wait", "0s", "--verbose"),
                        village.onThis("audit", "--wait", "0s"),
                        new String[] {"audits"},
                        new String[] {"graph", "--graph", village.graph().toString()},
                        village.onThis("check", "--token-from", "stdin"),
                        village.onThis("rotate", "--token-from", "stdin", "--dry-run"),
                        village.onThis("rotate", "--token-from", "stdin", "--yes", "--force", "--continue-on-error"),
                        new String[] {"rotations"},
                        new String[] {"rotations", "--last"},
                        new String[] {"serve", "--check"},
                        new String[] {"slack", "--send", "nonsense"},
                        new String[] {"nonsense"})
                .forEach(words -> see(village, width, words));
    }

    /** Two commands alone: what this process may read of GitHub in a minute is for all tests together. */
    @Test
    void twoHundredRepositoriesFitToo() {
        var village = village(200, 60);
        see(village, 60, village.onThis("status", "--wait", "0s"));
        see(village, 60, "graph", "--graph", village.graph().toString());
    }

    @Test
    void theDemoFitsToo() {
        see(village(2, 60), 60, "demo");
    }

    private static void see(CliFixture village, int width, String... words) {
        var ran = village.run(village.newToken + "\n", words);
        for (String output : List.of(ran.out(), ran.err())) {
            var screen = new ScreenRows(width, output);
            assertThat(screen.wrapped()).as(String.join(" ", words)).allMatch(row -> row.contains("https://"));
            assertThat(screen.all())
                    .as(String.join(" ", words))
                    .noneMatch(row -> row.startsWith("[#") || row.startsWith("[-") || row.startsWith("Read "));
        }
    }
}
