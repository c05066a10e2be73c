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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command on terminals of several widths, as the terminal shows it: no row flows over, and no moving line stays. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class TerminalWidthTest {

    private static final String LONG =
            "villages/a-repository-with-as-many-characters-as-the-longest-one-that-anybody-has-seen";

    @Inject
    CommandLineInterface commands;

    private Path directory;

    @BeforeEach
    void settle(@TempDir Path temporary) {
        directory = temporary;
    }

    private CliFixture fixture(int size, int width) {
        var fixture = new CliFixture(commands, directory, size).onATerminal(width);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        return fixture.write(fixture.names().stream()
                .skip(1)
                .map(name -> "  " + name + ":\n")
                .collect(Collectors.joining("", "repos:\n", "  " + LONG + ":\n")));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void noRowFlowsOverAndNoMovingLineStays(int width) {
        var fixture = fixture(6, width);
        fixture.repository(2).withoutSecret();
        fixture.repository(3).hiddenFrom(fixture.oldToken);
        fixture.repository(4).renamedTo("villages/moved-to-a-name-that-nobody-would-want-to-type-twice-" + width);
        List.of(
                        fixture.onThis("status", "--wait", "0s"),
                        fixture.onThis("status", "--wait", "0s", "--verbose"),
                        fixture.onThis("audit", "--wait", "0s"),
                        new String[] {"audits"},
                        new String[] {"graph", "--graph", fixture.graph().toString()},
                        fixture.onThis("check", "--token-from", "stdin"),
                        fixture.onThis("rotate", "--token-from", "stdin", "--dry-run"),
                        fixture.onThis("rotate", "--token-from", "stdin", "--yes", "--force", "--continue-on-error"),
                        fixture.onThis("retire", "--token-from", "stdin"),
                        new String[] {"renew", "--graph", fixture.graph().toString()},
                        new String[] {"rotations"},
                        new String[] {"rotations", "--last"},
                        new String[] {"serve", "--check"},
                        new String[] {"slack", "--send", "nonsense"},
                        new String[] {"nonsense"})
                .forEach(words -> see(fixture, width, words));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void twoHundredRepositoriesFitToo(int width) {
        var fixture = fixture(200, width);
        fixture.repository(100).hiddenFrom(fixture.oldToken);
        see(fixture, width, fixture.onThis("status", "--wait", "0s"));
        see(fixture, width, "graph", "--graph", fixture.graph().toString());
        see(fixture, width, fixture.onThis("rotate", "--token-from", "stdin", "--dry-run"));
    }

    @Test
    void theDemoFitsToo() {
        see(fixture(2, 60), 60, "demo");
    }

    private static void see(CliFixture fixture, int width, String... words) {
        var ran = fixture.run(fixture.newToken + "\n", words);
        for (String output : List.of(ran.out(), ran.err())) {
            var screen = new ScreenRows(width, output);
            assertThat(screen.wrappedWithoutUrl()).as(String.join(" ", words)).isEmpty();
            assertThat(screen.all())
                    .as(String.join(" ", words))
                    .noneMatch(row -> row.startsWith("[#") || row.startsWith("[-") || row.startsWith("Read "));
        }
    }
}
