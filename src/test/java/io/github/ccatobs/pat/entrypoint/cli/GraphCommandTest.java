package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code graph}: what was understood of a file, with no credential. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GraphCommandTest {

    private static final String FILE = """
            groups:
              "R&D \\"labs\\"\\n":
                ops-db:
                ops-db-api: {depends_on: [ops-db, ghost]}
            repos:
              old: {archived: true}
              site: {url: 'git@github.com:ccatobs/data-center-documentation.git', needs: ops-db-api}
            """;

    private static final String GHOST =
            "'ghost' is named by a dependency of ccatobs/ops-db-api but is not listed; it is not a target";

    @Inject
    CommandLineInterface commands;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 1).write(FILE);
    }

    @Test
    void printsOrderDependenciesGroupsExclusionsAndWarnings() {
        var ran = graph();
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().replace(file(), "graph.yml")).isEqualTo("""
                graph.yml: 4 repositories

                Order of work:
                  1. ccatobs/system-integration (orchestrator)
                  2. ccatobs/ops-db
                  3. ccatobs/ops-db-api
                  4. ccatobs/data-center-documentation

                Dependencies:
                  ccatobs/ops-db-api depends on ccatobs/ops-db
                  ccatobs/data-center-documentation depends on ccatobs/ops-db-api

                Groups:
                  R&D "labs"\\u{a}:
                    ccatobs/ops-db
                    ccatobs/ops-db-api

                Left out:
                  graph.yml:6:9: ccatobs/old is left out: 'archived' is true

                Warnings:
                  graph.yml:4:39: %s
                """.formatted(GHOST));
    }

    @Test
    void printsTheSameAsOneDocument() throws IOException {
        var ran = graph("--json");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        var json = new ObjectMapper();
        assertThat(json.readTree(ran.out()))
                .isEqualTo(json.readTree(
                        """
                {"source": FILE,
                 "orchestrator": "ccatobs/system-integration",
                 "repositories": ["ccatobs/system-integration", "ccatobs/ops-db", "ccatobs/ops-db-api",
                                  "ccatobs/data-center-documentation"],
                 "dependencies": [{"repository": "ccatobs/ops-db-api", "dependsOn": "ccatobs/ops-db"},
                                  {"repository": "ccatobs/data-center-documentation",
                                   "dependsOn": "ccatobs/ops-db-api"}],
                 "groups": [{"name": "R&D \\"labs\\"\\n", "repositories": ["ccatobs/ops-db", "ccatobs/ops-db-api"]}],
                 "excluded": [{"repository": "ccatobs/old", "reason": "'archived' is true",
                               "file": FILE, "line": 6, "column": 9}],
                 "warnings": [{"message": "GHOST", "file": FILE, "line": 4, "column": 39}]}
                """.replace("FILE", json.writeValueAsString(file())).replace("GHOST", GHOST)));
    }

    @Test
    void drawsTheGraphForGraphvizAndSaysWarningsOnStderr() {
        var ran = graph("--dot");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEqualTo("warning: " + file() + ":4:39: " + GHOST + "\n");
        assertThat(ran.out().replace(file(), "graph.yml")).isEqualTo("""
                digraph "graph.yml" {
                  rankdir=LR;
                  node [shape=box];
                  "ccatobs/system-integration" [style=bold];
                  "ccatobs/ops-db";
                  "ccatobs/ops-db-api";
                  "ccatobs/data-center-documentation";
                  subgraph cluster_0 { label="R&amp;D \\"labs\\"\\\\u{a}"; "ccatobs/ops-db"; "ccatobs/ops-db-api"; }
                  "ccatobs/ops-db" -> "ccatobs/ops-db-api";
                  "ccatobs/ops-db-api" -> "ccatobs/data-center-documentation";
                }
                """);
    }

    @Test
    void endsWith2WhenTheFileCannotBeReadOrTheWordsAreWrong() {
        fixture.write("manifest: {projects: [a]}\n");
        var broken = graph();
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.out()).isEmpty();
        assertThat(broken.err()).startsWith("ccat pat: " + file() + ":1:1: no repository is listed; expected ");
        assertThat(graph("--json", "--dot").code()).isEqualTo(2);
        assertThat(fixture.run("", "graph", "--graph", "none.yml").code()).isEqualTo(2);
        var remote = fixture.run("", "graph", "--graph", "github:ccatobs/system-integration:ci/dependency-graph.yml");
        assertThat(remote.code()).isEqualTo(2);
        assertThat(remote.err()).contains("no credential");
    }

    @Test
    void aRepositoryThatIsLeftOutIsANoteOfOtherCommands() {
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken).write("repos: {old: {archived: true}}\n");
        String note = "note: " + file() + ":1:15: ccatobs/old is left out: 'archived' is true\n";
        assertThat(fixture.run("", fixture.onThis("status", "--wait", "0s")).err())
                .contains(note);
        assertThat(fixture.rotate(fixture.newToken, "--dry-run").err()).contains(note);
    }

    private CliFixture.Ran graph(String... options) {
        return fixture.run(
                "",
                Stream.concat(Stream.of("graph", "--graph", file()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private String file() {
        return fixture.graph().toString();
    }
}
