package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSourceTest {

    private static final RepositoryName REPOSITORY = new RepositoryName("acme", "web");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ci/dependency-graph.yml",
                "/etc/graph.yml",
                "../graph.yml",
                "./github:acme/web:graph.yml",
                "a@b.yml",
                "with space.yml",
            })
    void readsAPathAndPrintsItAsWritten(String text) {
        assertThat(GraphSource.parse(text))
                .isEqualTo(new GraphSource.LocalFile(Path.of(text)))
                .hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "github:acme/web:graph.yml, graph.yml,",
        "github:acme/web:ci/dependency-graph.yml@main, ci/dependency-graph.yml, main",
        "github:acme/web:ci/graph.yml@feature/x, ci/graph.yml, feature/x",
        "github:acme/web:a@b/graph.yml@v1.2, a@b/graph.yml, v1.2",
        "github:acme/web:über uns/graph:1.yml@0123abc, über uns/graph:1.yml, 0123abc",
    })
    void readsAFileInARepositoryAndPrintsItAsWritten(String text, String path, String ref) {
        assertThat(GraphSource.parse(text))
                .isEqualTo(new GraphSource.RemoteFile(REPOSITORY, path, Optional.ofNullable(ref)))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/graph.yml",
                "ci//graph.yml",
                "ci/",
                "../graph.yml",
                "ci/../../graph.yml",
                "ci/./graph.yml",
                "..",
                "ci/%2e%2e/graph.yml",
                "ci%2fgraph.yml",
                "ci%2Fgraph.yml",
                "graph.yml?ref=x",
                "graph.yml#L1",
                "ci\\graph.yml",
                "ci/graph\n.yml",
                "ci/graph\u0000.yml",
                "ci/graph\u202E.yml",
                "ci/ /graph.yml",
                "",
            })
    void refusesAPathThatCouldLeaveTheRepository(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphSource.parse("github:acme/web:" + path))
                .withMessageStartingWith("graph path '")
                .withMessageEndingWith(
                        " is not a file in a repository: expected names joined by '/', none of them empty,"
                                + " '.' or '..', and no '%', '?', '#', '\\' or control characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/main",
                "main/",
                "a//b",
                "a/../b",
                "a..b",
                "main%2f",
                "main?x=1",
                "main#x",
                "main\r\n",
                "ma in",
                "HEAD^",
                "HEAD~1",
                "a:b",
                "v*",
            })
    void refusesAReferenceThatGitRefuses(String ref) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphSource.parse("github:acme/web:graph.yml@" + ref))
                .withMessageStartingWith("graph reference '")
                .withMessageEndingWith(" is not a branch, tag or commit: expected a name, e.g. main, v1.2 or feature/x,"
                        + " without '..', spaces or any of % ? # \\ ~ ^ : * [ @");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                               | graph '' cannot be read: expected a path, or github:OWNER/REPO:PATH[@REF]
            ' '                              | graph ' ' cannot be read: expected a path, or github:OWNER/REPO:PATH[@REF]
            https://github.com/acme/web      | graph 'https://github.com/acme/web' cannot be read: expected a path, or github:OWNER/REPO:PATH[@REF]
            github:acme/web                  | graph 'github:acme/web' has no path: expected a path, or github:OWNER/REPO:PATH[@REF]
            github:web:graph.yml             | repository 'web' is not of the form OWNER/NAME
            github:a/b/c:graph.yml           | repository 'a/b/c' is not of the form OWNER/NAME
            github:-acme/web:graph.yml       | owner '-acme' is not a GitHub account: expected 1 to 39 letters, digits and single inner hyphens
            """)
    void saysWhatCameAndWhatWasExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphSource.parse(text))
                .withMessage(message);
    }

    @Test
    void refusesAPathThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphSource.parse("graph\u0000.yml"))
                .withMessage("graph 'graph\\u{0}.yml' is not a path: expected a path, or github:OWNER/REPO:PATH[@REF]");
    }

    @Test
    void refusesWhatWouldNotReadBackAsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GraphSource.RemoteFile(REPOSITORY, "a@b.yml", Optional.empty()))
                .withMessage("graph path 'a@b.yml' holds an '@': expected the branch, tag or commit after it, as in"
                        + " PATH@REF");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GraphSource.RemoteFile(REPOSITORY, "a.yml", Optional.of("b@c")));
    }
}
