package io.github.ccatobs.pat.token;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepositoryPermissionTest {

    private static final Path GITHUB = Path.of("src", "test", "resources", "repository-permissions.txt");
    private static final Path REFERENCE = Path.of("docs", "reference.md");

    @Test
    void areTheParametersOfGitHubsFormAndTheirLevels() throws IOException {
        var documented = Files.readAllLines(GITHUB).stream().filter(line -> !line.startsWith("#"));

        assertThat(Stream.of(RepositoryPermission.values())
                        .map(one -> one.parameter() + " " + String.join(" ", one.levels())))
                .containsExactlyElementsOf(documented.toList());
    }

    @Test
    void standInTheReference() throws IOException {
        assertThat(Files.readString(REFERENCE))
                .contains("|---|---|---|---|---|\n"
                        + Stream.of(RepositoryPermission.values())
                                .map(RepositoryPermissionTest::row)
                                .collect(joining("\n"))
                        + "\n\n");
    }

    private static String row(RepositoryPermission one) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        one.parameter(),
                        one,
                        String.join(", ", one.levels()),
                        one.scopes().stream().map("`%s`"::formatted).collect(joining(", ")),
                        tried(one));
    }

    private static String tried(RepositoryPermission one) {
        return one == RepositoryPermission.METADATA
                ? "the repository"
                : one.list().map("`%s`"::formatted).orElse("–");
    }
}
