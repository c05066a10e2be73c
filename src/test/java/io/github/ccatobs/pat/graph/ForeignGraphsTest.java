package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as other projects and other tools write them: read without an invention, or refused with their place. */
class ForeignGraphsTest {

    private static final String NOTHING_LISTED = "no repository is listed; " + ExtractedEntries.EXPECTED;

    /** The error, or else repositories, edges, groups, exclusions and warnings, a line each. */
    private static final Map<String, String> OUTCOMES = Map.ofEntries(
            Map.entry("ansible.yml", "ansible.yml:1:1: " + NOTHING_LISTED),
            Map.entry("argocd.yml", "argocd.yml:3:1: " + NOTHING_LISTED),
            Map.entry("awesome-list.yml", "awesome-list.yml:2:1: " + NOTHING_LISTED),
            Map.entry("catalog-info.yml", "catalog-info.yml:6:1: " + NOTHING_LISTED),
            Map.entry("compose.yml", "compose.yml:1:1: " + NOTHING_LISTED),
            Map.entry("gitlab-ci.yml", "gitlab-ci.yml:1:1: " + NOTHING_LISTED),
            Map.entry(
                    "kas.yml",
                    "kas.yml:7:10: 'https://git.yoctoproject.org/git/poky' is on git.yoctoproject.org, but the configured GitHub is github.com: take it out of the graph"),
            Map.entry("meta.yml", "meta.yml:1:1: " + NOTHING_LISTED),
            Map.entry("nx.yml", "nx.yml:1:1: " + NOTHING_LISTED),
            Map.entry(
                    "helmfile.yml",
                    "helmfile.yml:3:10: 'https://charts.bitnami.com/bitnami' is not a repository's address; expected https://HOST/OWNER/NAME, ssh://git@HOST/OWNER/NAME or git@HOST:OWNER/NAME"),
            Map.entry("zuul.yml", "zuul.yml:1:1: the file is a list; " + ExtractedEntries.EXPECTED),
            Map.entry("package.json.yml", "package.json.yml:3:3: " + NOTHING_LISTED),
            Map.entry(
                    "pre-commit.yml",
                    "pre-commit.yml:3:11: psf/black belongs to psf, but ccat.pat.owners allows acme, ccatobs, other, x only: take it out of the graph, or add psf to ccat.pat.owners"),
            Map.entry(
                    "vcstool-of-others.yml",
                    "vcstool-of-others.yml:4:10: PX4/px4_msgs belongs to PX4, but ccat.pat.owners allows acme, ccatobs, other, x only: take it out of the graph, or add PX4 to ccat.pat.owners"),
            Map.entry("west.yml", "west.yml:1:1: " + NOTHING_LISTED),
            Map.entry("workflow.yml", "workflow.yml:2:1: " + NOTHING_LISTED),
            Map.entry("deploy-groups-with-jenkins.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/data-center-documentation
                    ccatobs/ops-db -> ccatobs/ops-db-api
                    ccatobs/ops-db-api -> ccatobs/data-center-documentation
                    default: [ccatobs/ops-db, ccatobs/ops-db-api]
                    docs: [ccatobs/data-center-documentation]
                    """),
            Map.entry("deploy-groups-with-anchors.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/data-center-documentation
                    ccatobs/ops-db -> ccatobs/data-center-documentation
                    ccatobs/ops-db -> ccatobs/ops-db-api
                    default: [ccatobs/ops-db, ccatobs/ops-db-api]
                    docs: [ccatobs/data-center-documentation]
                    """),
            Map.entry("misspelt-keys.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/ops-db-ui
                    ccatobs/ops-db-api -> ccatobs/ops-db-ui
                    misspelt-keys.yml:3:5: 'flavour' of a repository is not read, here and in 1 more place
                    misspelt-keys.yml:6:5: 'depend_on' of a repository is not read; the nearest known key is 'depends_on'
                    misspelt-keys.yml:7:5: 'enabeld' of a repository is not read; the nearest known key is 'enabled'
                    misspelt-keys.yml:9:80: 'archvied' of a repository is not read; the nearest known key is 'archived'
                    """),
            Map.entry("renovate.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    renovate.yml:1:1: 'platform' is not read; expected 'repos', 'repositories', 'nodes', 'groups', 'deploy_groups' or 'dependencies'
                    renovate.yml:3:1: 'prHourlyLimit' is not read; expected 'repos', 'repositories', 'nodes', 'groups', 'deploy_groups' or 'dependencies'
                    """),
            Map.entry("switches.yml", """
                    ccatobs/e
                    ccatobs/g
                    switches.yml:2:7: ccatobs/a is left out: 'enabled' is no
                    switches.yml:3:7: ccatobs/b is left out: 'archived' is yes
                    switches.yml:4:7: ccatobs/c is left out: 'disabled' is True
                    switches.yml:6:7: ccatobs/f is left out: 'secret' is No
                    """),
            Map.entry("fleet.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/kept
                    ccatobs/ops-db -> ccatobs/ops-db-api
                    fleet.yml:4:17: ccatobs/old is left out: 'archived' is true
                    fleet.yml:5:17: ccatobs/off is left out: 'enabled' is false
                    fleet.yml:6:18: ccatobs/idle is left out: 'disabled' is true
                    fleet.yml:7:25: ccatobs/public-site is left out: 'secret' is false
                    """),
            Map.entry("groups-hold-everything.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/data-center-documentation
                    ccatobs/ops-db -> ccatobs/ops-db-api
                    ccatobs/ops-db-api -> ccatobs/data-center-documentation
                    default: [ccatobs/ops-db, ccatobs/ops-db-api]
                    docs: [ccatobs/data-center-documentation]
                    groups-hold-everything.yml:8:5: 'rollout' is not read as a repository: nothing in its mapping says so; expected it under 'repos' if it is one
                    """),
            Map.entry("table-of-dependencies.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/ops-db-ui
                    ccatobs/tools
                    ccatobs/ops-db -> ccatobs/ops-db-api
                    ccatobs/ops-db-api -> ccatobs/ops-db-ui
                    table-of-dependencies.yml:5:3: 'ghost' is named by a table of dependencies but is not listed; it is not a target
                    """),
            Map.entry("top-level-with-settings.yml", """
                    ccatobs/ops-db
                    ccatobs/ops-db-api
                    ccatobs/ops-db-ui
                    ccatobs/ops-db -> ccatobs/ops-db-api
                    top-level-with-settings.yml:4:1: 'on' is not read as a repository: other files use the word for other things; expected it under 'repos' if it is one
                    top-level-with-settings.yml:5:1: 'jobs' is not read as a repository: other files use the word for other things; expected it under 'repos' if it is one
                    top-level-with-settings.yml:6:1: 'x-common' is not read as a repository: other files use the word for other things; expected it under 'repos' if it is one
                    top-level-with-settings.yml:7:1: 'thresholds' is not read as a repository: nothing in its mapping says so; expected it under 'repos' if it is one
                    """),
            Map.entry("vcstool.repos.yml", """
                    ccatobs/ops-db
                    acme/ops-db-api
                    """));

    static Stream<Map.Entry<String, String>> outcomes() {
        return new TreeMap<>(OUTCOMES).entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void readsItOrSaysWhereItCannot(Map.Entry<String, String> file) {
        assertThat(outcome(file.getKey())).isEqualTo(file.getValue());
    }

    @Test
    void everyFileHasItsOutcome() {
        assertThat(Graphs.resources("foreign"))
                .hasSizeGreaterThanOrEqualTo(10)
                .containsExactlyElementsOf(
                        outcomes().map(row -> "foreign/" + row.getKey()).toList());
    }

    private static String outcome(String file) {
        try {
            return printed(Graphs.READER.read(Graphs.resource("foreign/" + file)));
        } catch (GraphException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String printed(DependencyGraph graph) {
        return Stream.of(
                        graph.repositories().stream().skip(1).map(Object::toString),
                        graph.dependencies().entrySet().stream()
                                .flatMap(entry -> entry.getValue().stream()
                                        .map(dependency -> dependency + " -> " + entry.getKey()))
                                .sorted(),
                        graph.groups().entrySet().stream().map(group -> group.getKey() + ": " + group.getValue()),
                        graph.excluded().stream().map(Object::toString),
                        graph.warnings().stream().map(Object::toString))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
