package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of every graph, and of every file that is not a graph. */
class GraphPropertiesTest {

    /** GitHub's rules, written down a second time. */
    private static final Pattern ALLOWED = Pattern.compile(
            "(?![^/]*--)(?![^/]*-/)(?!-)[A-Za-z0-9-]{1,39}/(?!\\.{1,2}$)(?!.*\\.(?i:git|wiki)$)[A-Za-z0-9._-]{1,100}");

    @Property(tries = 300)
    void ordersEveryDependencyThatIsInNoCycle(@ForAll("plans") Plan plan, @ForAll Shape shape) {
        DependencyGraph graph = Graphs.read(plan.written(shape));
        assertThat(graph.repositories())
                .startsWith(RepositoryName.parse("ccatobs/system-integration"))
                .doesNotHaveDuplicates()
                .hasSize(plan.size() + 1);
        assertThat(edges(graph)).isEqualTo(plan.named());
        for (Need need : plan.needs()) {
            if (!plan.reaches(need.dependency(), need.dependent())) {
                assertThat(graph.repositories())
                        .containsSubsequence(plan.name(need.dependency()), plan.name(need.dependent()));
            }
        }
    }

    @Property(tries = 300)
    void keepsTheFilesOrderInsideACycle(@ForAll("plans") Plan plan, @ForAll Shape shape) {
        DependencyGraph graph = Graphs.read(plan.written(shape));
        for (int first = 0; first < plan.size(); first++) {
            for (int second = first + 1; second < plan.size(); second++) {
                if (plan.reaches(first, second) && plan.reaches(second, first)) {
                    assertThat(graph.repositories()).containsSubsequence(plan.name(first), plan.name(second));
                }
            }
        }
        assertThat(graph.warnings().isEmpty()).isEqualTo(plan.hasNoCycle());
    }

    @Property(tries = 200)
    void readsTheSameFromEveryShape(@ForAll("plans") Plan plan, @ForAll Shape one, @ForAll Shape other) {
        DependencyGraph graph = Graphs.read(plan.written(one));
        DependencyGraph again = Graphs.read(plan.written(other));
        assertThat(again.repositories()).isEqualTo(graph.repositories());
        assertThat(again.dependencies()).isEqualTo(graph.dependencies());
    }

    @Property(tries = 1_000)
    void acceptsNoNameThatGitHubForbids(@ForAll("names") String name, @ForAll Shape shape) {
        staysHonest(new Plan(1, List.of()).written(shape, quoted(name)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2_000)
    void anyYamlIsReadTheSameTwiceOrRefused(@ForAll("yaml") String yaml) {
        staysHonest(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2_000)
    void anyDamageToAGraphIsReadTheSameTwiceOrRefused(
            @ForAll("plans") Plan plan, @ForAll Shape shape, @ForAll Random random) {
        staysHonest(damaged(plan.written(shape).getBytes(StandardCharsets.UTF_8), random));
    }

    @Property(tries = 1_000)
    void anyBytesAreReadTheSameTwiceOrRefused(@ForAll byte[] content) {
        staysHonest(content);
    }

    /** Nothing but a graph with allowed names or a {@link GraphException} comes of a file, and always the same. */
    private static void staysHonest(byte[] content) {
        String outcome = outcome(content);
        assertThat(outcome(content)).isEqualTo(outcome);
    }

    private static String outcome(byte[] content) {
        DependencyGraph graph;
        try {
            graph = Graphs.read(content);
        } catch (GraphException e) {
            assertThat(e).hasMessageMatching("(?s)graph\\.yml:[1-9][0-9]*:[1-9][0-9]*: .+");
            return String.valueOf(e.getMessage());
        }
        assertThat(graph.repositories())
                .allSatisfy(name -> assertThat(name.toString()).matches(ALLOWED));
        assertThat(graph.repositories()).doesNotHaveDuplicates();
        assertThat(graph.orchestrator()).hasToString("ccatobs/system-integration");
        return graph.toString();
    }

    private static Set<List<RepositoryName>> edges(DependencyGraph graph) {
        return graph.dependencies().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(dependency -> List.of(entry.getKey(), dependency)))
                .collect(Collectors.toSet());
    }

    private static byte[] damaged(byte[] content, Random random) {
        byte[] bytes = content.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] marks = "[]{}:,-&*!|>'\"%@`#?\n\t \0\u00E9".getBytes(StandardCharsets.ISO_8859_1);
            bytes[random.nextInt(bytes.length)] = marks[random.nextInt(marks.length)];
        }
        return Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
    }

    private static String quoted(String name) {
        return "'" + name.replace("'", "''") + "'";
    }

    @Provide
    Arbitrary<Plan> plans() {
        return Arbitraries.integers().between(1, 9).flatMap(size -> {
            Arbitrary<Integer> index = Arbitraries.integers().between(0, size - 1);
            return Combinators.combine(index, index)
                    .as(Need::new)
                    .filter(need -> need.dependent() != need.dependency() || size == 1)
                    .list()
                    .ofMaxSize(size * 2)
                    .map(needs -> new Plan(
                            size, needs.stream().filter(need -> !need.isLoop()).toList()));
        });
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> likely =
                Arbitraries.strings().withChars("abZ09._-/").ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(120);
        Arbitrary<String> endings =
                Arbitraries.of(".git", ".GIT", ".wiki", ".", "..", "/", "", "%2f", "?", "#", "\u212A");
        return Combinators.combine(Arbitraries.oneOf(likely, any), endings).as((name, ending) -> name + ending);
    }

    @Provide
    Arbitrary<String> yaml() {
        return Arbitraries.of(
                        "repos",
                        "nodes",
                        "groups",
                        "name",
                        "repo",
                        "needs",
                        "triggers",
                        "group",
                        "id",
                        "a",
                        "b",
                        "o/r",
                        "..",
                        ": ",
                        ": ",
                        ":",
                        "- ",
                        "- ",
                        "\n",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ", ",
                        "&x ",
                        "*x",
                        "<<",
                        "~",
                        "!!str ",
                        "!t ",
                        "'",
                        "\"",
                        "|\n",
                        "#",
                        "? ",
                        "---\n",
                        "...\n",
                        "%YAML 9.9\n",
                        "\t",
                        "1",
                        "true")
                .list()
                .ofMaxSize(30)
                .map(words -> String.join("", words));
    }

    /** The shapes a plan can be written in. */
    enum Shape {
        MAPPING,
        LIST,
        INVERSE,
        GROUPS,
        TOP_LEVEL
    }

    record Need(int dependent, int dependency) {
        boolean isLoop() {
            return dependent == dependency;
        }
    }

    /** Repositories by number, and what each needs: the truth the reader has to find in the text. */
    record Plan(int size, List<Need> needs) {

        RepositoryName name(int index) {
            return RepositoryName.parse("ccatobs/r" + index);
        }

        Set<List<RepositoryName>> named() {
            return needs.stream()
                    .map(need -> List.of(name(need.dependent()), name(need.dependency())))
                    .collect(Collectors.toSet());
        }

        boolean hasNoCycle() {
            return needs.stream().noneMatch(need -> reaches(need.dependency(), need.dependent()));
        }

        /** Whether {@code from} needs {@code to}, be it by way of others. */
        boolean reaches(int from, int to) {
            Set<Integer> reached = new HashSet<>(Set.of(from));
            for (int round = 0; round < size; round++) {
                needs.stream()
                        .filter(need -> reached.contains(need.dependent()))
                        .map(Need::dependency)
                        .toList()
                        .forEach(reached::add);
            }
            return reached.contains(to);
        }

        String written(Shape shape) {
            return written(shape, "r0");
        }

        /** Writes the plan with {@code first} for the name of its first repository. */
        String written(Shape shape, String first) {
            return switch (shape) {
                case MAPPING -> "repos:\n" + lines("  %s: {needs: [%s]}\n", first, upstream());
                case LIST -> "repositories:\n" + lines("- {repo: %s, depends_on: [%s]}\n", first, upstream());
                case INVERSE -> "nodes:\n" + lines("  - {full_name: %s, triggers: [%s]}\n", first, downstream());
                case GROUPS -> "groups:\n" + lines("  g%3$d: [{name: %1$s, upstream: [%2$s]}]\n", first, upstream());
                case TOP_LEVEL -> lines("%s: {dependencies: [%s]}\n", first, upstream());
            };
        }

        private String lines(String format, String first, Map<Integer, String> edges) {
            return IntStream.range(0, size)
                    .mapToObj(i -> format.formatted(i == 0 ? first : "r" + i, edges.getOrDefault(i, ""), i))
                    .collect(Collectors.joining());
        }

        private Map<Integer, String> upstream() {
            return edges(needs);
        }

        private Map<Integer, String> downstream() {
            return edges(needs.stream()
                    .map(need -> new Need(need.dependency(), need.dependent()))
                    .toList());
        }

        private static Map<Integer, String> edges(List<Need> needs) {
            return needs.stream()
                    .collect(Collectors.groupingBy(
                            Need::dependent,
                            Collectors.mapping(need -> "r" + need.dependency(), Collectors.joining(", "))));
        }
    }
}
