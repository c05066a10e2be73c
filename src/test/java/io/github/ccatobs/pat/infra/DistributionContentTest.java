package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the distribution leaves out, held to what the program uses. */
class DistributionContentTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "ccatobs", "pat");

    /** {@code infra/distribution/ArchivePacker.java} leaves these two clients out. */
    @Test
    void startsFunctionsFromFunctionsAlone() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(DistributionContentTest::usesTheClients)
                            .map(file -> SOURCES.relativize(file).getParent().toString()))
                    .isNotEmpty()
                    .containsOnly("entrypoint/lambda");
        }
    }

    private static boolean usesTheClients(Path file) {
        try {
            String source = Files.readString(file);
            return source.contains("awssdk.services.lambda") || source.contains("awssdk.services.sfn");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
