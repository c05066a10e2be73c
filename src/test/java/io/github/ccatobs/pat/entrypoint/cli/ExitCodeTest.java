package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void meansInTheHelpAndTheReadmeWhatItMeansHere() throws IOException {
        assertThat(ExitCode.help())
                .containsExactly(Stream.of(ExitCode.values())
                        .map(exit -> "%5d  %s".formatted(exit.code(), exit.meaning()))
                        .toArray(String[]::new))
                .hasSize(7);
        assertThat(Files.readAllLines(Path.of("README.md")))
                .containsSequence(Stream.of(ExitCode.values())
                        .map(exit -> "| %d | %s |".formatted(exit.code(), exit.meaning()))
                        .toList());
    }
}
