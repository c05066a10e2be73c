package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void meansInTheHelpAndTheReferenceWhatItMeansHere() throws IOException {
        assertThat(ExitCode.help(EnumSet.allOf(ExitCode.class))).hasSize(7);
        assertThat(ExitCode.help(EnumSet.allOf(ExitCode.class)).values())
                .containsExactly(
                        Stream.of(ExitCode.values()).map(ExitCode::meaning).toArray(String[]::new));
        assertThat(Files.readAllLines(Path.of("docs/reference.md")))
                .containsSequence(Stream.of(ExitCode.values())
                        .map(exit -> "| %d | %s |".formatted(exit.code(), exit.meaning()))
                        .toList());
    }
}
