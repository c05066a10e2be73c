package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema for editors and the reader agree: one accepts a file that the other reads, and refuses what the other
 * refuses. The reader here allows the owners that the examples use, and its GitHub is github.com.
 */
class GraphSchemaTest {

    private static final Path FILE = Path.of("docs/dependency-graph.schema.json");
    private static final JsonNode DOCUMENT = document();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(DOCUMENT);
    private static final String HEADER = "# yaml-language-server: $schema=";

    /** Rules that only the reader can check: which owner, host or name is meant, and that two texts disagree. */
    private static final List<String> BEYOND_A_SCHEMA = List.of(
            "broken/address.yml",
            "broken/ssh-address.yml",
            "broken/password.yml",
            "broken/two-repositories.yml",
            "foreign/kas.yml",
            "foreign/pre-commit.yml",
            "foreign/vcstool-of-others.yml");

    static Stream<String> files() {
        return Stream.of("shapes", "foreign", "broken").flatMap(folder -> Graphs.resources(folder).stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void acceptsTheFilesThatTheReaderReads(String file) {
        var content = Graphs.resource(file);
        YamlValue value;
        try {
            value = value(content);
        } catch (GraphException e) {
            return; // this is not YAML, which an editor says by itself
        }
        assertThat(isAccepted(value)).isEqualTo(BEYOND_A_SCHEMA.contains(file) || isRead(content));
        assertThat(isRead(content) && BEYOND_A_SCHEMA.contains(file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repos: [a, acme/b, 123, 'https://github.com/acme/c.git', 'git@github.com:acme/d', github.com/acme/e]",
                "repos: [{repo: a}, {name: b}, {url: 'https://github.com/acme/c'}, {d: {}}, {e: }, {full_name: acme/f}]",
                "repos: {a: , b: {}, c: {depends_on: a}, d: main, e: 1, f: acme/f, g: 'https://github.com/acme/g'}",
                "repos: {My web: {repo: acme/web}, The db: 'git@github.com:acme/db.git', some group: {repos: [a]}}",
                "repositories: {a: {needs: [b, {repo: c, workflow: w.yml}], triggers: {d: {event: push}}}}",
                "nodes: [{repository: {type: git, url: 'https://github.com/acme/web'}}, {repo: {owner: acme, name: a}}]",
                "repos: [{repo: a, git: true}, {repo: b, git: main}, {git: 'https://github.com/acme/c'}]",
                "repos: [{repo: a, enabled: false, disabled: no, archived: , secret: GH_PAT}]",
                "repos: [{name: group, repos: [a, b]}, {repo: c, group: group}]",
                "repos:\ngroups: {default: {a: , b: {}}}",
                "deploy_groups: {default: {gate_check: {workflow: g}, jenkins_jobs: {staging: s}, repos: [a]}}",
                "groups: [{name: default, repos: [a]}, {docs: [b]}, later]",
                "groups: {default: {groups: {inner: [a]}}, old: {enabled: false, repos: {b: }}}",
                "groups: {default: {depends_on: [docs], dependencies: {a: [b]}, repos: [a, b]}}",
                "groups: {default: {a: {workflow: w.yml}, extra: {x: {y: 1}}}}",
                "dependencies: {a: [b], b: c, c: }\nrepos: [a, b, c]",
                "repos: [a]\nedges: [[x]]\nother: {x: [[y]]}\non: {push: }",
                "a: {}",
                "a: {branch: main}\nb:\nversion: 1\nnotes: [x]",
                "a: {depends_on: [b]}\nb: {port: 80}\njobs: {x: {needs: [[y]]}}",
                "groups: {default: {a: {archived: true}, b: {enabled: off}}}",
                "a: {secret: false}",
                "a: {}\nswitch: {enabled: maybe}",
                "default: {repos: [a]}\ndocs: {repos: {b: {}}}",
                "a: {url: 'https://github.com/acme/a'}\ndependencies: {a: [b]}"
            })
    void acceptsWhatTheReaderReads(String yaml) {
        assertThat(isRead(Graphs.text(yaml))).as("read").isTrue();
        assertThat(isAccepted(value(Graphs.text(yaml)))).as("accepted").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a]",
                "text",
                "{}",
                "repos: []",
                "repos: text",
                "repos: ['a b']",
                "repos: [a.git]",
                "repos: [..]",
                "repos: [a/b/c]",
                "repos: ['https://github.com/acme']",
                "repos: ['https://github.com/acme/web/tree/main']",
                "repos: [[a]]",
                "repos: [{depends_on: [a]}]",
                "repos: [{a: [b]}]",
                "repos: [{repo: [a]}]",
                "repos: [{url: web}]",
                "repos: [{url: [a]}]",
                "repos: [{name: 'a b'}]",
                "repos: {'a b': {}}",
                "repos: {a: [b]}",
                "repos: {a: 'x/y/z'}",
                "repos: {a: {depends_on: [[b]]}}",
                "repos: {a: {needs: [~]}}",
                "repos: {a: {enabled: maybe}}",
                "repos: {a: {archived: [x]}}",
                "groups: text",
                "groups: {default: text}",
                "groups: [[a]]",
                "groups: {default: {disabled: perhaps, repos: [a]}}",
                "groups: {default: }",
                "groups: {default: {jenkins_jobs: {staging: deploy-staging}}}",
                "deploy_groups: {default: {repos: [{repo: 'a b'}]}}",
                "dependencies: {a: [[b]]}\nrepos: [a]",
                "dependencies: {a: [b]}",
                "a: {depends_on: [[b]]}",
                "a:\nb: text",
                "manifest: {projects: [a]}",
                "jobs: {build: {needs: x}}\non: {push: {}}",
                "compile: {script: [make], needs: [a]}",
                "spec: {dependsOn: [a]}",
                "switch: {enabled: true}",
                "default: {repos: {}}",
                "groups: [{default: }, {name: later, groups: [a]}]"
            })
    void refusesWhatTheReaderRefuses(String yaml) {
        assertThat(isRead(Graphs.text(yaml))).as("read").isFalse();
        assertThat(isAccepted(value(Graphs.text(yaml)))).as("accepted").isFalse();
    }

    /** The words that are no repository's name where other things may stand, and those that declare dependencies. */
    @Test
    void knowsTheReadersWords() {
        for (GraphKeyword keyword : GraphKeyword.values()) {
            for (String word : keyword.words()) {
                for (String yaml : List.of(
                        "%s: {depends_on: [a]}", "repos: {a: {%s: [[b]]}}", "repos: {a: {%s: acme}}", "a: {%s: [b]}")) {
                    var content = Graphs.text(yaml.formatted(word));
                    assertThat(isAccepted(value(content))).as(yaml, word).isEqualTo(isRead(content));
                }
            }
        }
    }

    @Test
    void theExamplesNameTheSchemaAndKeepToIt() throws IOException {
        String reference = Files.readString(Path.of("docs/reference.md"));
        String demo = Files.readString(Path.of("src/main/resources/demo/dependency-graph.yml"));
        var example = Pattern.compile("```yaml\n(" + Pattern.quote(HEADER) + ".*?)```", Pattern.DOTALL)
                .matcher(reference);
        assertThat(example.find()).isTrue();
        for (String yaml : List.of(demo, example.group(1))) {
            assertThat(yaml).startsWith(HEADER + DOCUMENT.path("$id").asText() + "\n");
            assertThat(isAccepted(value(Graphs.text(yaml)))).isTrue();
            assertThat(Graphs.read(yaml).warnings()).isEmpty();
        }
    }

    private static boolean isRead(GraphContent content) {
        try {
            return !Graphs.READER.read(content).repositories().isEmpty();
        } catch (GraphException e) {
            return false;
        }
    }

    private static boolean isAccepted(YamlValue value) {
        return SCHEMA.validate(json(value)).isEmpty();
    }

    private static YamlValue value(GraphContent content) {
        return new YamlConverter(content.origin()).convert(YamlDocument.compose(content));
    }

    /** As YAML 1.2 reads it, which editors do: words are text except true and false. */
    private static JsonNode json(YamlValue value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case YamlValue.Nothing nothing -> nodes.nullNode();
            case YamlValue.Text text
            when text.text().matches("true|false") -> nodes.booleanNode(Boolean.parseBoolean(text.text()));
            case YamlValue.Text text
            when text.text().matches("\\d{1,9}") -> nodes.numberNode(Integer.parseInt(text.text()));
            case YamlValue.Text text -> nodes.textNode(text.text());
            case YamlValue.Sequence items -> {
                var array = nodes.arrayNode();
                items.values().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlValue.Mapping mapping -> {
                var object = nodes.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key().text(), json(entry.value())));
                yield object;
            }
        };
    }

    private static JsonNode document() {
        try {
            return new ObjectMapper().readTree(Files.readString(FILE, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
