package io.github.ccatobs.pat.graph;

import static io.github.ccatobs.pat.graph.Graphs.names;
import static io.github.ccatobs.pat.graph.Graphs.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to break, exhaust or deceive their reader. */
@Execution(ExecutionMode.CONCURRENT)
class HostileYamlTest {

    @Test
    void aliasesThatMultiplyAreCountedNotUnfolded() {
        String laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)))
                        .collect(Collectors.joining());
        assertRefused(
                laughs + "repos: [a]\n",
                "graph.yml:1:24: the file unfolds to more than 200000 values; expected fewer" + " or fewer aliases");
    }

    @Test
    void mergesThatMultiplyAreCountedToo() {
        String wide = IntStream.range(0, 5_000).mapToObj(i -> "k" + i).collect(Collectors.joining(": , "));
        String merged =
                IntStream.range(0, 100).mapToObj(i -> "r" + i + ": {<<: *wide}").collect(Collectors.joining(", "));
        assertRefusedStartingWith("wide: &wide {" + wide + "}\nrepos: {" + merged + "}\n", "graph.yml:1:");
    }

    @Test
    void manyHarmlessAliasesAreFine() {
        String repositories = IntStream.range(0, 2_000)
                .mapToObj(i -> "  r%d: {<<: *defaults}\n".formatted(i))
                .collect(Collectors.joining());
        assertThat(read("defaults: &defaults {branch: main}\nrepos:\n" + repositories)
                        .repositories())
                .hasSize(2_001);
    }

    @Test
    void moreAliasesThanAnybodyNeedsAreRefused() {
        assertRefused(
                "a: &a [x]\nb: [" + "*a,".repeat(10_001) + "]\n",
                "graph.yml:2:30008: too many levels or aliases; expected at most 50 levels and 10000 aliases");
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 5_000, 200_000})
    void deepNestingIsRefusedWhereItBecomesTooDeep(int depth) {
        assertRefusedStartingWith("[".repeat(50), "graph.yml:1:51: this is not YAML: ");
        String message = ": too many levels or aliases; expected at most 50 levels and 10000 aliases";
        assertRefused("[".repeat(depth), "graph.yml:1:51" + message);
        assertRefused("{a: ".repeat(depth), "graph.yml:1:198" + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"repos: &a {b: *a}", "repos: &a {b: {<<: *a}}", "&a {repos: [*a]}", "repos: &a [{repo: *a}]"})
    void whatContainsItselfIsRefused(String yaml) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageContaining("this value contains itself; expected an alias outside its own anchor");
    }

    @Test
    void groupsThatMultiplyDependenciesAreCounted() {
        String many = IntStream.range(0, 1_000).mapToObj(i -> "r" + i).collect(Collectors.joining(","));
        assertRefused(
                "groups:\n  all: {needs: [all], repos: [" + many + "]}\n",
                "graph.yml:2:17: the file declares more than 200000 dependencies; expected fewer");
    }

    @Test
    void nestedGroupsShareTheirDependenciesInsteadOfCopyingThem() {
        String many =
                IntStream.range(0, 20_000).mapToObj(i -> "g" + i + ": [a]").collect(Collectors.joining(","));
        String needs = IntStream.range(0, 20_000).mapToObj(i -> "n" + i).collect(Collectors.joining(","));
        assertRefusedStartingWith("groups: {all: {needs: [" + needs + "], groups: {" + many + "}}}\n", "graph.yml:1:");
    }

    @Test
    void aMebibyteOfNamesIsRead() {
        String names = IntStream.range(0, 100_000).mapToObj(i -> "r" + i).collect(Collectors.joining(","));
        assertThat(read("repos: [" + names + "]").repositories()).hasSize(100_001);
    }

    @Test
    void moreThanAMebibyteIsNot() {
        assertRefused(
                "#".repeat(GraphContent.LIMIT + 1),
                "graph.yml: the file is larger than 1 MiB; expected a dependency graph of at most that");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void readsWhatAByteOrderMarkAnnounces(String charset) {
        assertThat(read("\uFEFFrepos: [a] # é\n".getBytes(Charset.forName(charset)))
                        .repositories())
                .isEqualTo(names("system-integration", "a"));
    }

    @Test
    void utf16WithoutAMarkIsRefused() {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read("repos: [a]".getBytes(StandardCharsets.UTF_16LE)))
                .withMessage("graph.yml:1:2: character U+0000 is not allowed in YAML; expected YAML in UTF-8");
    }

    @Test
    void aFileCutInsideACharacterIsRefused() {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read(new byte[] {'a', ':', ' ', '#', '\n', (byte) 0xE2, (byte) 0x82}))
                .withMessage("graph.yml:2:1: byte 0xe2 is not UTF-8; expected YAML in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\n"})
    void everyLineEndingCounts(String end) {
        assertThat(read("repos:" + end + "  - a" + end + "  - b" + end).repositories())
                .isEqualTo(names("system-integration", "a", "b"));
        assertRefusedStartingWith("repos:" + end + "  - a" + end + "  - b b" + end, "graph.yml:3:5: ");
    }

    @Test
    void whatATerminalWouldObeyIsShownAsItsCode() {
        assertRefusedStartingWith(
                "repos: [\"a\\e[31m\\u202E\"]", "graph.yml:1:9: repository 'a\\u{1b}[31m\\u{202e}' is not");
        assertRefusedStartingWith("repos: [*\u202Ex]", "graph.yml:1:9: this is not YAML: found undefined alias ?x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "..", "a/..", "../a", "a/", "/a", "a b", "ä", "a%2fb", "a\\b", "a?b", "a#b", "wiki.wiki"})
    void aNameThatGitHubForbidsIsRefusedInEveryShape(String forbidden) {
        String quoted = "'" + forbidden + "'";
        assertRefusedStartingWith("repos: [" + quoted + "]", "graph.yml:1:9: ");
        assertRefusedStartingWith("repos: {" + quoted + ": {}}", "graph.yml:1:9: ");
        assertRefusedStartingWith("repos: {a: {repo: " + quoted + "}}", "graph.yml:1:19: ");
        assertRefusedStartingWith("groups: {a: [" + quoted + "]}", "graph.yml:1:14: ");
        assertRefusedStartingWith(quoted + ": {}", "graph.yml:1:1: ");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read(yaml))
                .withMessage("%s", message);
    }

    private static void assertRefusedStartingWith(String yaml, String message) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read(yaml))
                .withMessageStartingWith(message);
    }
}
