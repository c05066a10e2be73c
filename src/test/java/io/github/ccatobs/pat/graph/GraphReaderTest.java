package io.github.ccatobs.pat.graph;

import static io.github.ccatobs.pat.graph.Graphs.name;
import static io.github.ccatobs.pat.graph.Graphs.names;
import static io.github.ccatobs.pat.graph.Graphs.read;
import static io.github.ccatobs.pat.graph.Graphs.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphReaderTest {

    @Test
    void includesTheOrchestratorFirstThoughTheFileDoesNotNameIt() {
        var graph = read("repos: [b, a]");
        assertThat(Graphs.withoutPlaces(graph))
                .isEqualTo(Graphs.graph(names("system-integration", "b", "a"), Map.of(), List.of()));
        assertThat(graph.orchestrator()).hasToString("ccatobs/system-integration");
    }

    @Test
    void includesTheOrchestratorOnceWhereverTheFileNamesIt() {
        var graph = read("repos: {a: {needs: [System-Integration]}, SYSTEM-integration: {needs: a}, b: }");
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "a", "b"));
        assertThat(graph.dependenciesOf(name("a"))).containsExactly(name("system-integration"));
        assertThat(graph.dependenciesOf(graph.orchestrator())).containsExactly(name("a"));
        assertThat(graph.warnings()).isEmpty();
    }

    @Test
    void takesAnOrchestratorOfAnotherOwner() {
        var graph = Graphs.reader("acme", "other/conductor", "acme", "other").read(Graphs.text("repos: [web]"));
        assertThat(graph.repositories()).extracting(Object::toString).containsExactly("other/conductor", "acme/web");
    }

    @ParameterizedTest
    @CsvSource({"'', web", "a/b, c/web", "acme, we b", "acme, a/b/c"})
    void refusesAnOrganisationOrOrchestratorThatIsNone(String organization, String orchestrator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graphs.reader(organization, orchestrator, "acme", "a", "c"));
    }

    @ParameterizedTest
    @CsvSource({
        "'repos: [a, evil/ops-db]', 1:12, evil/ops-db, evil",
        "'repos: {a: {}, Evil/x: {}}', 1:16, Evil/x, Evil",
        "'nodes: {db: {repo: evil/ops-db}}', 1:20, evil/ops-db, evil",
        "'groups: {g: [{github: evil/x}]}', 1:23, evil/x, evil",
        "'groups: {default: [a, evil/x]}', 1:23, evil/x, evil",
        "'repos: [acme/fine, ccatobs-evil/x]', 1:20, ccatobs-evil/x, ccatobs-evil"
    })
    void refusesARepositoryOfAnOwnerThatIsNotAllowedWithItsPlace(
            String yaml, String place, String repository, String owner) {
        var reader = Graphs.reader("ccatobs", "system-integration", "acme", "CCATobs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(Graphs.text(yaml)))
                .isInstanceOf(GraphException.class)
                .withMessage(
                        "graph.yml:%s: %s belongs to %s, but ccat.pat.owners allows acme, ccatobs only: take it out of"
                                        .formatted(place, repository, owner)
                                + " the graph, or add %s to ccat.pat.owners".formatted(owner));
    }

    @Test
    void takesAllowedOwnersInAnyCase() {
        var reader = Graphs.reader("CcatObs", "system-integration", "ccatobs", "ACME");
        assertThat(reader.read(Graphs.text("repos: [CCATOBS/a, Acme/b]")).repositories())
                .isEqualTo(names("system-integration", "a", "acme/b"));
    }

    @Test
    void refusesAnOrchestratorOfAnOwnerThatIsNotAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graphs.reader("acme", "other/conductor", "acme"))
                .withMessage(
                        "ccat.pat.orchestrator is other/conductor, but ccat.pat.owners allows acme only: add other to"
                                + " it");
    }

    @Test
    void collapsesDuplicatesWhateverTheirCaseAndKeepsTheirDependencies() {
        var graph = read("""
                repos:
                  - a
                  - repo: Ops-DB
                    needs: a
                  - repo: ccatobs/ops-db
                    needs: b
                  - b
                  - OPS-DB
                """);
        assertThat(graph.repositories())
                .extracting(Object::toString)
                .containsExactly("ccatobs/system-integration", "ccatobs/a", "ccatobs/b", "ccatobs/Ops-DB");
        assertThat(graph.dependenciesOf(name("ops-db"))).isEqualTo(Set.copyOf(names("a", "b")));
        assertThat(warnings(graph))
                .containsExactly("graph.yml:5:11: ccatobs/ops-db is listed again, first in line 3; it counts once");
    }

    @Test
    void warnsOfARepositoryInTwoGroupsButNotOfOneDescribedOutsideThem() {
        var graph = read("""
                groups:
                  default: [a, b]
                  docs: [b]
                repos: {a: {}, b: {}}
                """);
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "a", "b"));
        assertThat(warnings(graph))
                .containsExactly("graph.yml:3:10: ccatobs/b is listed again, first in line 2; it counts once");
    }

    @Test
    void warnsOnceOfANameThatOnlyDependenciesMention() {
        var graph = read("""
                repos:
                  a: {needs: [ghost, 'numpy>=1.2', other/a]}
                  b: {triggers: [Ghost]}
                """);
        assertThat(Graphs.withoutPlaces(graph))
                .isEqualTo(Graphs.graph(names("system-integration", "a", "b"), Map.of(), graph.warnings()));
        assertThat(warnings(graph))
                .containsExactly(
                        "graph.yml:2:15: 'ghost' is named by a dependency of ccatobs/a but is not listed; it is not a target",
                        "graph.yml:2:22: 'numpy>=1.2' is named by a dependency of ccatobs/a but is not listed; it is not a target",
                        "graph.yml:2:36: 'other/a' is named by a dependency of ccatobs/a but is not listed; it is not a target");
    }

    @Test
    void warnsOfACycleAndOfARepositoryThatNeedsItself() {
        var graph = read("repos: {a: {needs: c}, b: {needs: b}, c: {needs: a}}");
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "a", "b", "c"));
        assertThat(warnings(graph))
                .containsExactly(
                        "graph.yml:1:9: ccatobs/a, ccatobs/c depend on each other in a cycle; among themselves they keep"
                                + " the file's order",
                        "graph.yml:1:35: ccatobs/b depends on itself; that is ignored");
    }

    @Test
    void namesTheFirstTenOfALongCycle() {
        var graph = read("repos: {a0: {needs: b}, a1: {needs: b}, a2: {needs: b}, a3: {needs: b}, a4: {needs: b},"
                + " a5: {needs: b}, a6: {needs: b}, a7: {needs: b}, a8: {needs: b}, a9: {needs: b},"
                + " b: {needs: [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9]}}");
        assertThat(graph.warnings())
                .singleElement()
                .extracting(GraphWarning::message)
                .asString()
                .contains("ccatobs/a9 and 1 more depend on each other");
    }

    @Test
    void readsTheSameDependencyFromEitherEndAsOne() {
        var graph = read("repos: {a: {triggers: b}, b: {depends_on: [ccatobs/A]}}");
        assertThat(graph.dependencies()).isEqualTo(Map.of(name("b"), Set.of(name("a"))));
        assertThat(graph.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"depends_on", "dependencies", "upstream", "upstreams", "needs", "dependsOn", "Depends-On"})
    void readsWhatARepositoryDependsOn(String word) {
        assertThat(read("repos: {b: {%s: a}, a: }".formatted(word)).dependencies())
                .isEqualTo(Map.of(name("b"), Set.of(name("a"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "downstream",
                "downstreams",
                "triggers",
                "cross_group_trigger",
                "cross_group_triggers",
                "crossGroupTriggers"
            })
    void readsWhatDependsOnARepository(String word) {
        assertThat(read("repos: {b: , a: {%s: b}}".formatted(word)).dependencies())
                .isEqualTo(Map.of(name("b"), Set.of(name("a"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "[a]",
                "[{repo: a}]",
                "{repository: ccatobs/a}",
                "[{name: a, event: push}]",
                "{a: {on: push}}",
                "[{a: }]",
                "{repos: [a]}",
                "{group: g}",
                "[{groups: [g]}]",
                "G",
                "alias",
                "system-integration: , a: "
            })
    void readsTheNamesInADependencyHoweverTheyAreWritten(String value) {
        String written = value.contains(": ,") ? "{" + value + "}" : value;
        assertThat(read("repos: {b: {needs: %s}, a: {id: Alias, group: g}}".formatted(written))
                        .dependenciesOf(name("b")))
                .contains(name("a"));
    }

    @Test
    void aMemberNamesTheRepositoryAndTheKeyIsAnotherNameForIt() {
        var graph = read("""
                nodes:
                  ui: {repo: ops-db-ui, needs: [db, api]}
                  db: {repo: acme/ops-db, name: The Database}
                  api: {github: ops-db-api, needs: the database}
                groups:
                  default: [ui, DB, api]
                """);
        assertThat(graph.repositories())
                .isEqualTo(names("system-integration", "acme/ops-db", "ops-db-api", "ops-db-ui"));
        assertThat(graph.warnings()).isEmpty();
    }

    @Test
    void aRepositorysOwnNameGoesBeforeAnotherNameForOne() {
        var graph = read("repos: {db: {repo: ops-db}, x: {needs: db}, y: {repo: DB}}");
        assertThat(graph.dependenciesOf(name("x"))).containsExactly(name("db"));
    }

    @Test
    void theFirstMeaningOfAnotherNameStands() {
        var graph = read("repos: [{repo: a, id: x}, {repo: b, id: X}, {repo: c, needs: x}]");
        assertThat(graph.dependenciesOf(name("c"))).containsExactly(name("a"));
        assertThat(warnings(graph))
                .containsExactly("graph.yml:1:41: 'X' already means ccatobs/a and is not read as ccatobs/b");
    }

    @Test
    void aGroupsDependenciesAreThoseOfEachOfItsRepositories() {
        var graph = read("""
                groups:
                  docs:
                    needs: default
                    repos: [site, manual]
                  default:
                    needs: [site, base]
                    groups:
                      inner: [site2]
                  base: [lib]
                """);
        assertThat(graph.dependencies())
                .isEqualTo(Map.of(
                        name("site"), Set.of(name("site2")),
                        name("manual"), Set.of(name("site2")),
                        name("site2"), Set.of(name("site"), name("lib"))));
    }

    @Test
    void readsGroupsGivenAsAList() {
        var graph = read("""
                groups:
                  - name: default
                    repos: [a]
                  - docs: [b]
                  - later
                  - mine
                repos: [{repo: c, group: mine, needs: [default, docs]}]
                """);
        assertThat(graph.dependencies()).isEqualTo(Map.of(name("c"), Set.of(name("a"), name("b"))));
        assertThat(warnings(graph)).containsExactly("graph.yml:5:5: 'later' is a group without repositories");
    }

    /** Where the first of several listings stands; the orchestrator need not be listed at all. */
    @Test
    void knowsWhereTheFileNamesEachRepository() {
        var graph = read("repos:\n  a:\n  b: {depends_on: a}\ngroups:\n  g:\n    - a\n    - repo: x/c\n");
        assertThat(graph.places())
                .isEqualTo(Map.of(
                        name("a"), new SourceLocation("graph.yml", 2, 3),
                        name("b"), new SourceLocation("graph.yml", 3, 3),
                        name("x/c"), new SourceLocation("graph.yml", 7, 13)));
    }

    @Test
    void whatHoldsRepositoriesIsAGroupWhereverItStands() {
        var graph = read("""
                repos:
                  - name: default
                    repos: [a, {name: inner, nodes: [b]}]
                  - {repo: c, needs: default}
                nodes:
                  docs: {needs: inner, repositories: {d: }}
                """);
        assertThat(Graphs.withoutPlaces(graph))
                .isEqualTo(new DependencyGraph(
                        names("system-integration", "a", "b", "c", "d"),
                        Map.of(name("c"), Set.of(name("a"), name("b")), name("d"), Set.of(name("b"))),
                        Map.of(
                                "default", Set.copyOf(names("a", "b")),
                                "inner", Set.copyOf(names("b")),
                                "docs", Set.copyOf(names("d"))),
                        List.of(),
                        Map.of(),
                        List.of()));
    }

    @Test
    void metadataBesideTheKnownKeysIsNoRepository() {
        assertThat(Graphs.withoutPlaces(read("version: 1\ndefaults: {branch: main}\nowner: us\nrepos: [a]\n")))
                .isEqualTo(Graphs.graph(names("system-integration", "a"), Map.of(), List.of()));
    }

    @Test
    void warnsOfWhatIsNotReadBesideTheKnownKeys() {
        var graph = read("""
                repos: [a]
                reposs: [b]
                jobs: {build: {needs: c}}
                y:
                groups: {g: {jenkins_job: deploy-staging, members: [d], repos: [e]}}
                """);
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "a", "e"));
        String expected = " is not read; expected 'repos', 'repositories', 'nodes', 'groups', 'deploy_groups' or"
                + " 'dependencies'";
        assertThat(warnings(graph))
                .containsExactly(
                        "graph.yml:2:1: 'reposs'" + expected,
                        "graph.yml:3:1: 'jobs'" + expected,
                        "graph.yml:4:1: 'y'" + expected,
                        "graph.yml:5:43: 'members'" + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: {branch: main}",
                "metadata: {name: x}",
                "on: {push: {}}",
                "jobs: {build: {}}",
                "env: {A: b}",
                "permissions: {contents: read}",
                "concurrency: {group: x}",
                "theme: {name: material}",
                "spec: {url: 'https://github.com/ccatobs/x', dependsOn: [a]}",
                "compile: {script: [make], needs: [a]}",
                "quality_gate: {repository: system-integration, workflow: gate.yml}",
                "jenkins_jobs: {staging: deploy-staging}",
                "manifest: {projects: [{name: x}]}",
                "repository: {type: git, url: 'https://github.com/ccatobs/x'}",
                "x-shared: &s {branch: main}",
                "nested: {deeper: {depends_on: [a]}}",
                "items: [x]"
            })
    void inventsNoRepositoryFromWhatIsNone(String other) {
        assertThat(read(other + "\na: {depends_on: [b]}\nb:\n").repositories())
                .as("at the top")
                .isEqualTo(names("system-integration", "b", "a"));
        assertThat(read("groups: {g: {" + other + ", a: {depends_on: [b]}, b: }}")
                        .repositories())
                .as("in a group")
                .isEqualTo(names("system-integration", "b", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(other))
                .withMessageMatching("graph.yml:1:1: no repository is listed; expected .*, e.g. repos: .*");
    }

    @Test
    void theExampleInTheErrorIsRead() {
        String example = ExtractedEntries.EXPECTED.replaceFirst(".*e\\.g\\. ", "");
        assertThat(read(example).dependencies()).isEqualTo(Map.of(name("ops-db-api"), Set.of(name("ops-db"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{branch: main}", "{repo: a}", "{needs: b}", "{port: 80}", ""})
    void readsAMappingThatLooksLikeARepository(String value) {
        assertThat(read("a: %s\nb: {needs: []}\n".formatted(value)).repositories())
                .containsExactlyInAnyOrderElementsOf(names("system-integration", "a", "b"));
    }

    @Test
    void readsATableOfDependenciesOutsideTheRepositories() {
        var graph = read("""
                dependencies: {b: [a], c: a, d: {a: {event: push}}, g: [a], e: {triggers: b}, f: }
                repos: [a, b, c, d, {repo: e, group: g}, f]
                """);
        assertThat(graph.dependencies())
                .isEqualTo(Map.of(
                        name("b"), Set.of(name("a"), name("e")),
                        name("c"), Set.of(name("a")),
                        name("d"), Set.of(name("a")),
                        name("e"), Set.of(name("a"))));
        assertThat(graph.warnings()).isEmpty();
        assertThat(read("downstream: {a: [b]}\na: {}\nb: {}\n").dependencies())
                .isEqualTo(Map.of(name("b"), Set.of(name("a"))));
        assertThat(read("groups: {g: {dependencies: {b: [a]}, repos: [a, b]}}").dependencies())
                .isEqualTo(Map.of(name("b"), Set.of(name("a"))));
    }

    @Test
    void aTableOfDependenciesListsNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("dependencies: {b: [a]}"))
                .withMessageStartingWith("graph.yml:1:1: no repository is listed");
        assertThat(warnings(read("dependencies: {ghost: [a]}\nrepos: [a]")))
                .containsExactly(
                        "graph.yml:1:16: 'ghost' is named by a table of dependencies but is not listed; it is not a"
                                + " target");
    }

    @Test
    void tellsWhichGroupsThereAre() {
        var graph = read("""
                groups:
                  default: {repos: [b, {repo: a, needs: b}], groups: {inner: [c]}}
                  later: {jenkins_job: deploy-later}
                repos: [{repo: d, group: Docs}]
                """);
        assertThat(graph.groups())
                .isEqualTo(Map.of(
                        "default", Set.copyOf(names("a", "b", "c")),
                        "inner", Set.copyOf(names("c")),
                        "Docs", Set.copyOf(names("d"))));
        assertThat(warnings(graph)).containsExactly("graph.yml:3:3: 'later' is a group without repositories");
    }

    @Test
    void saysWhatItLeavesOut() {
        assertThat(warnings(read("a: {}\nmaintainers: [x]\nbranch: main\nversion: 1\nneeds: [a]\n")))
                .containsExactly(
                        "graph.yml:2:1: 'maintainers' is not read as a repository: its value is a list, expected a mapping",
                        "graph.yml:3:1: 'branch' is not read as a repository: its value is the text 'main', expected a"
                                + " mapping",
                        "graph.yml:5:1: 'needs' is outside any repository and is not read; expected it inside one");
        assertThat(warnings(read("nodes: {a: main}\nedges: [{from: a, to: b}]\n")))
                .containsExactly(
                        "graph.yml:1:9: 'a' is read as a repository, but its value, the text 'main', is not read: expected"
                                + " a mapping, e.g. {depends_on: [...]}",
                        "graph.yml:2:1: 'edges' is outside any repository and is not read; expected it inside one");
    }

    @Test
    void readsNamesAsTheyAreWrittenWhateverYamlMakesOfThem() {
        assertThat(read("repos:\n  123:\n  on: {}\n  yes:\n  0x1F:\n  1_0:\n  2026-11-23:\n  1.50:\n  \"null\":\n")
                        .repositories())
                .isEqualTo(
                        names("system-integration", "123", "on", "yes", "0x1F", "1_0", "2026-11-23", "1.50", "null"));
    }

    @Test
    void ownKeysGoBeforeMergedOnesAndEarlierMergesBeforeLater() {
        var graph = read("""
                repos:
                  a: &a {repo: x/a, needs: b, id: first}
                  b: &b {repo: x/b, id: second}
                  c: {<<: [*a, *b], repo: x/c}
                """);
        assertThat(graph.repositories()).isEqualTo(names("system-integration", "x/b", "x/a", "x/c"));
        assertThat(graph.dependenciesOf(name("x/c"))).containsExactly(name("x/b"));
    }

    @Test
    void warningsStandInTheOrderOfTheFile() {
        var graph = read("repos:\n  - {repo: a, needs: ghost}\n  - a\n  - {repo: b, needs: spirit}\n");
        assertThat(graph.warnings())
                .extracting(warning -> warning.place().line())
                .containsExactly(2, 3, 4);
    }
}
