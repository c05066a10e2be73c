package io.github.ccatobs.pat.graph;

import static io.github.ccatobs.pat.graph.Graphs.name;
import static io.github.ccatobs.pat.graph.Graphs.names;
import static io.github.ccatobs.pat.graph.Graphs.read;
import static io.github.ccatobs.pat.graph.Graphs.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry's owner is the one of its address, and nothing of the address but owner and name is shown. */
class RepositoryAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/web",
                "https://github.com/acme/web.git",
                "https://github.com/acme/web/",
                "https://github.com/acme/web.git/",
                "http://github.com/acme/web",
                "HTTPS://GitHub.com/acme/web.GIT",
                "https://www.github.com/acme/web",
                "https://github.com./acme/web",
                "https://github.com:443/acme/web.git",
                "https://github.com/acme/web?tab=readme-ov-file#readme",
                "https://git@github.com/acme/web",
                "git+https://github.com/acme/web.git#main",
                "git://github.com/acme/web.git",
                "ssh://git@github.com/acme/web.git",
                "ssh://github.com:22/acme/web",
                "ssh://git@ssh.github.com:443/acme/web.git",
                "git+ssh://git@github.com/acme/web.git",
                "git@github.com:acme/web.git",
                "git@github.com:/acme/web",
                "org-4711@github.com:acme/web.git",
                "github.com:acme/web",
                "github.com/acme/web"
            })
    void readsOwnerAndNameFromEveryForm(String address) {
        for (String yaml : new String[] {
            "repos: [{url: '%s'}]",
            "repos: ['%s']",
            "repos: {site: {repo: '%s'}}",
            "repos: {site: '%s'}",
            "repositories: {site: {type: git, git: '%s'}}",
            "repos: [{name: site, clone_url: '%s'}]",
            "repos: [{repository: {type: git, url: '%s'}}]",
            "groups: {g: [{name: site, url: '%s'}]}",
            "site: {url: '%s'}"
        }) {
            assertThat(read(yaml.formatted(address)).repositories())
                    .as(yaml)
                    .extracting(RepositoryName::toString)
                    .containsExactly("ccatobs/system-integration", "acme/web");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com",
                "https://github.com/acme",
                "https://github.com/acme/web/tree/main",
                "https://github.com/acme/../evil",
                "https://github.com/acme%2fweb/x",
                "https://github.com/-acme/web",
                "https://github.com:port/acme/web",
                "file:///srv/acme/web.git",
                "git@github.com:web",
                "https://[::1]/acme/web",
                "//github.com/acme/web",
                "../web.git"
            })
    void refusesWhatNamesNoRepository(String address) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read("repos: [{url: '%s'}]".formatted(address)))
                .withMessageStartingWith("graph.yml:1:15: ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://gitlab.com/acme/web, gitlab.com",
        "git@bitbucket.org:acme/web.git, bitbucket.org",
        "ssh://git@github.com.evil.example/acme/web, github.com.evil.example",
        "https://gist.github.com/acme/web, gist.github.com",
        "gitlab.com/acme/web, gitlab.com",
        "git@github-work:acme/web, github-work"
    })
    void refusesAnotherHostWithItsPlace(String address, String host) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read("repos: [{name: web, url: '%s'}]".formatted(address)))
                .withMessage("graph.yml:1:26: '%s' is on %s, but the configured GitHub is github.com: take it out of"
                                .formatted(address, host)
                        + " the graph");
    }

    @Test
    void theHostIsThatOfTheConfiguredGitHub() {
        var reader =
                new GraphReader("acme", "conductor", new AllowedOwners(Set.of("acme")), () -> "github.example.com");
        assertThat(reader.read(Graphs.text("repos: ['git@github.example.com:acme/web']"))
                        .repositories())
                .extracting(RepositoryName::toString)
                .containsExactly("acme/conductor", "acme/web");
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> reader.read(Graphs.text("repos: ['https://github.com/acme/web']")))
                .withMessageContaining("but the configured GitHub is github.example.com");
    }

    @Test
    void anAddressOfAnOwnerThatIsNotAllowedIsRefused() {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read("repos: [{type: git, url: 'https://github.com/PX4/px4_msgs.git'}]"))
                .withMessageStartingWith("graph.yml:1:26: PX4/px4_msgs belongs to PX4, but ccat.pat.owners allows ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ci:hunter2@github.com/acme/web",
                "https://hunter2@github.com/acme/web",
                "ssh://ci:hunter2@github.com/acme/web",
                "https://ci:hunter2@github.com/acme",
                "https://ci:hunter2@gitlab.com/acme/web",
                "https://ci:hun/hunter2@gitlab.com/acme/web",
                "https://gitlab.com/acme/web?private_token=hunter2",
                "hunter2@github.com/acme/web",
                "hunter2@acme"
            })
    void neverShowsAUserOrAPassword(String address) {
        for (String yaml : new String[] {
            "repos: [{url: '%s'}]",
            "repos: ['%s']",
            "repos: {a: {needs: '%s'}}",
            "groups: {default: '%s'}",
            "repos: '%s'",
            "'%s': [a]",
            "repos: {a: {enabled: '%s'}}",
            "repos: {a: {repo: a, owner: '%s'}}",
            "dependencies: {'%s': [a]}\nrepos: [a]"
        }) {
            assertThat(outcome(yaml.formatted(address))).as(yaml).doesNotContain("hunter2");
        }
    }

    @Test
    void warnsOfAPasswordInTheFile() {
        assertThat(warnings(
                        read("repos: [{url: 'https://ci:hunter2@github.com/acme/web'}, 'git@github.com:acme/api']")))
                .containsExactly(
                        "graph.yml:1:15: the address of acme/web holds a user or a password, which is not used;"
                                + " take it out of the file");
    }

    @Test
    void anAddressSaysTheOwnerOfABareName() {
        assertThat(
                        read("repos: [{repo: web, url: 'https://github.com/acme/web'}, {name: api, full_name: x/api, repo: api}]")
                                .repositories())
                .isEqualTo(names("system-integration", "acme/web", "x/api"));
    }

    @Test
    void keyAndNameBesideAnAddressAreOtherNames() {
        var graph = read("""
                repositories:
                  messages: {url: 'git@github.com:acme/px4_msgs.git'}
                  ui: {url: 'https://github.com/acme/ui', name: front, needs: [messages, 'https://github.com/acme/db']}
                  db: {url: 'https://github.com/acme/db', needs: Front}
                """);
        assertThat(graph.dependencies())
                .isEqualTo(Map.of(
                        name("acme/ui"), Set.of(name("acme/px4_msgs"), name("acme/db")),
                        name("acme/db"), Set.of(name("acme/ui"))));
    }

    @Test
    void aDependencyOnAnotherHostIsAWarning() {
        assertThat(warnings(read("repos: {a: {needs: ['https://gitlab.com/ccatobs/b', b]}, b: }")))
                .containsExactly(
                        "graph.yml:1:21: 'https://gitlab.com/ccatobs/b' is named by a dependency of ccatobs/a but is"
                                + " not listed; it is not a target");
    }

    @Test
    void anEntryMaySayTheOwnerOfItsBareName() {
        assertThat(read("repos: [{name: a, organization: acme}, {repo: {owner: acme, name: b}}, {name: c, owner: X}]")
                        .repositories())
                .isEqualTo(names("system-integration", "acme/a", "acme/b", "x/c"));
        var maintained = read("repos: [{name: a, owner: team-a}, {name: b, owner: team-b}]");
        assertThat(maintained.repositories()).isEqualTo(names("system-integration", "a", "b"));
        assertThat(warnings(maintained))
                .singleElement()
                .asString()
                .startsWith("graph.yml:1:26: 'team-a' is not read as the account that the repository belongs to");
        assertThat(outcome("repos: [{name: a, org: evil}]")).startsWith("graph.yml:1:16: evil/a belongs to evil");
    }

    private static String outcome(String yaml) {
        try {
            return read(yaml).toString();
        } catch (GraphException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
