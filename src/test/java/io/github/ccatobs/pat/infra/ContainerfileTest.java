package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code infra/Containerfile}, which nothing here builds: what a linter would say of it, and our own rules. */
class ContainerfileTest {

    /** Each instruction on one line, without comments. */
    private static List<String> instructions() throws IOException {
        return Files.readString(Path.of("infra", "Containerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Stream<String> arguments(String instruction) throws IOException {
        return instructions().stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1));
    }

    @Test
    void usesOnlyInstructionsThatThereAre() throws IOException {
        assertThat(instructions())
                .allMatch(
                        line -> line.matches(
                                "(FROM|LABEL|RUN|COPY|ENV|USER|WORKDIR|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) .*"));
    }

    /** A tag for people, a digest for machines; the second stage is of both architectures. */
    @Test
    void pinsEachBaseToADigest() throws IOException {
        assertThat(arguments("FROM"))
                .hasSize(2)
                .allMatch(
                        base -> base.matches(
                                "(--platform=\\$BUILDPLATFORM )?[a-z.]+/[a-z-]+/[a-z-]+:[0-9][\\w.-]+@sha256:[0-9a-f]{64}( AS build)?"));
        assertThat(arguments("FROM").toList().getLast()).doesNotContain("--platform", " AS ");
    }

    /** The number and not a name, so that Kubernetes can tell that it is not root; the same as in the manifests. */
    @Test
    void runsAsTheUserOfTheManifests() throws IOException {
        assertThat(arguments("USER")).containsExactly("10001:10001");
        assertThat(Files.readString(Path.of("infra", "kubernetes", "serve.yaml")))
                .contains("runAsUser: 10001\n", "runAsGroup: 10001\n");
        assertThat(arguments("RUN").toList().getLast()).contains("-o 10001 -g 10001 /var/lib/ccat-pat");
    }

    /** A shell between would not pass a signal on. */
    @Test
    void startsWithoutAShell() throws IOException {
        assertThat(Stream.concat(arguments("ENTRYPOINT"), arguments("CMD")))
                .hasSize(2)
                .allMatch(list -> list.startsWith("[\""));
        assertThat(arguments("HEALTHCHECK")).singleElement().asString().endsWith(" CMD [\"/opt/ccat-pat/health\"]");
        assertThat(arguments("STOPSIGNAL")).containsExactly("SIGTERM");
    }

    @Test
    void copiesNothingThatIsNotThereAndInstallsNothing() throws IOException {
        assertThat(arguments("COPY"))
                .containsExactly(
                        ". .", "--from=build /installation /opt/ccat-pat", "infra/health /opt/ccat-pat/health");
        assertThat(Path.of("infra", "health")).isExecutable();
        assertThat(arguments("RUN")).noneMatch(line -> line.contains("apt-get") || line.contains("curl "));
    }

    @Test
    void tellsWhatItIs() throws IOException {
        assertThat(arguments("LABEL"))
                .singleElement()
                .asString()
                .contains(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.description=",
                        "org.opencontainers.image.licenses=\"Apache-2.0\"");
        assertThat(arguments("EXPOSE")).containsExactly("8080");
        assertThat(arguments("ENV")).containsExactly("CCAT_PAT_STORE_PATH=/var/lib/ccat-pat");
    }
}
