package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages to a file's owner, word for word; the files are in the test resources under {@code graphs/broken}. */
class BrokenGraphsTest {

    private static final String A_GRAPH =
            "expected a mapping with 'repos', 'repositories', 'nodes', 'groups' or 'deploy_groups', or one whose keys are"
                    + " repositories and whose values are mappings, e.g. repos: {ops-db: {}, ops-db-api: {depends_on:"
                    + " [ops-db]}}";
    private static final String AN_ENTRY = "expected NAME, OWNER/NAME or an address such as https://HOST/OWNER/NAME";
    private static final String AN_ADDRESS =
            "expected https://HOST/OWNER/NAME, ssh://git@HOST/OWNER/NAME or git@HOST:OWNER/NAME";
    private static final String A_NAME =
            "is not a GitHub repository name: expected 1 to 100 letters, digits, '-', '_' and"
                    + " '.', and not '.', '..' or an ending in '.git' or '.wiki'";
    private static final String ONE_OF = "expected one of repo, repository, github, full_name, url or name in it";
    private static final String REPOSITORIES = "expected a group's repositories, as a list or a mapping";

    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry(
                    "address.yml",
                    "3:15: 'https://gitlab.com/ccatobs/ops-db-api' is on gitlab.com, but the configured GitHub is"
                            + " github.com: take it out of the graph"),
            Map.entry(
                    "address-of-an-owner.yml",
                    "2:10: 'https://github.com/ccatobs' is not a repository's address; " + AN_ADDRESS),
            Map.entry("comment-only.yml", "1:1: the file holds no YAML document; " + A_GRAPH),
            Map.entry(
                    "control-after-emoji.yml", "3:7: character U+0001 is not allowed in YAML; expected YAML in UTF-8"),
            Map.entry(
                    "crlf.yml",
                    "4:1: this is not YAML: while scanning a quoted scalar, found unexpected end of stream"),
            Map.entry("dot-git.yml", "2:5: repository 'ops-db.git' " + A_NAME),
            Map.entry(
                    "duplicate-key-inside.yml",
                    "4:5: key 'depends_on' appears twice in this mapping, first in line 3; expected each key once"),
            Map.entry(
                    "duplicate-key.yml",
                    "4:3: key 'ops-db' appears twice in this mapping, first in line 2; expected each key once"),
            Map.entry("empty-edge.yml", "4:8: a dependency is nothing; expected the name of a repository"),
            Map.entry("empty-item.yml", "3:4: a repository is nothing; " + AN_ENTRY),
            Map.entry("empty.yml", "1:1: the file holds no YAML document; " + A_GRAPH),
            Map.entry("flag.yml", "2:21: the value of 'enabled' is the text 'maybe'; expected true or false"),
            Map.entry(
                    "java-tag.yml", "2:5: this is not YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL"),
            Map.entry("latin-1.yml", "3:8: byte 0xe9 is not UTF-8; expected YAML in UTF-8"),
            Map.entry("list-as-key.yml", "2:5: a key is a list; expected text (in quotes if it is meant literally)"),
            Map.entry("list-for-group.yml", "2:5: the value of 'groups' is a list; " + REPOSITORIES),
            Map.entry("list-for-item.yml", "2:5: a repository is a mapping that does not say which; " + ONE_OF),
            Map.entry("list-for-name.yml", "2:18: a repository is a list; " + AN_ENTRY),
            Map.entry(
                    "list-for-repository.yml",
                    "2:11: the value of 'ops-db' is a list, which could be its dependencies or a group's repositories; expected a mapping, e.g. {depends_on: [...]}, or the list under 'groups'"),
            Map.entry("list.yml", "1:1: the file is a list; " + A_GRAPH),
            Map.entry("local-tag.yml", "2:5: the tag '!secret' is not read; expected plain YAML"),
            Map.entry("merge-text.yml", "2:16: '<<' merges the text 'text'; expected a mapping or a list of mappings"),
            Map.entry("name-with-space.yml", "3:5: repository 'ops db' " + A_NAME),
            Map.entry("nameless.yml", "2:5: a repository is a mapping that does not say which; " + ONE_OF),
            Map.entry("nested-edge.yml", "2:20: a dependency is a list; expected the name of a repository"),
            Map.entry("nested-list.yml", "2:5: a repository is a list; " + AN_ENTRY),
            Map.entry("no-repositories.yml", "1:1: no repository is listed; " + A_GRAPH),
            Map.entry("nul.yml", "2:8: character U+0000 is not allowed in YAML; expected YAML in UTF-8"),
            Map.entry("null-key.yml", "2:3: a key is nothing; expected text (in quotes if it is meant literally)"),
            Map.entry("null.yml", "2:1: the file is nothing; " + A_GRAPH),
            Map.entry(
                    "owner.yml",
                    "2:5: owner '-acme' is not a GitHub account: expected 1 to 39 letters, digits and single inner hyphens"),
            Map.entry(
                    "password.yml",
                    "2:10: 'https://...@gitlab.com/ccatobs/ops-db?...' is on gitlab.com, but the configured GitHub is"
                            + " github.com: take it out of the graph"),
            Map.entry("recursive.yml", "1:8: this value contains itself; expected an alias outside its own anchor"),
            Map.entry(
                    "ssh-address.yml",
                    "2:11: 'git@git.example.org:ccatobs/ops-db.git' is on git.example.org, but the configured GitHub"
                            + " is github.com: take it out of the graph"),
            Map.entry(
                    "tab.yml",
                    "2:1: this is not YAML: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
            Map.entry("text-for-group.yml", "2:12: the value of 'default' is the text 'ops-db'; " + REPOSITORIES),
            Map.entry("text-for-groups.yml", "1:9: the value of 'groups' is the text 'default'; " + REPOSITORIES),
            Map.entry(
                    "text-for-repos.yml",
                    "1:8: the value of 'repos' is the text 'ops-db'; expected a list or a mapping of repositories"),
            Map.entry("text.yml", "1:1: the file is the text 'just text'; " + A_GRAPH),
            Map.entry("traversal.yml", "3:3: repository '../etc/passwd' is not of the form OWNER/NAME"),
            Map.entry(
                    "truncated.yml",
                    "2:1: this is not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>"),
            Map.entry(
                    "two-documents.yml",
                    "3:1: this is not YAML: expected a single document in the stream, but found another document"),
            Map.entry(
                    "two-repositories.yml",
                    "3:11: 'ops-db' is another repository than ccatobs/ops-db-api in line 4; expected one repository in an"
                            + " entry"),
            Map.entry("undefined-alias.yml", "2:5: this is not YAML: found undefined alias nobody"),
            Map.entry("unknown-key.yml", "1:1: no repository is listed; " + A_GRAPH));

    static Stream<Map.Entry<String, String>> messages() {
        return new TreeMap<>(MESSAGES).entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void saysWhereWhatCameAndWhatWasExpected(Map.Entry<String, String> broken) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> Graphs.READER.read(Graphs.resource("broken/" + broken.getKey())))
                .withMessage("%s", broken.getKey() + ":" + broken.getValue());
    }

    @Test
    void everyBrokenFileHasItsMessage() {
        assertThat(Graphs.resources("broken"))
                .containsExactlyElementsOf(
                        messages().map(row -> "broken/" + row.getKey()).toList());
    }
}
