package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which repositories and which secret. The settings are the default. */
final class GraphOptions {

    private static final String REPO = "--repo";

    @Option(
            names = "--graph",
            paramLabel = "SOURCE",
            description = "The graph: a path, or github:OWNER/REPO:PATH[@REF] (default: ci/dependency-graph.yml).")
    private @Nullable String graph;

    @Option(names = "--secret", paramLabel = "NAME", description = "Name of the Actions secret (default: GH_PAT).")
    private @Nullable String secret;

    @Option(
            names = REPO,
            paramLabel = "OWNER/NAME",
            description = "Only this repository of the graph; may be repeated.")
    private List<String> repositories = List.of();

    private final GraphSettings graphSettings;
    private final ActionsSecretSettings secretSettings;

    GraphOptions(GraphSettings graphSettings, ActionsSecretSettings secretSettings) {
        this.graphSettings = graphSettings;
        this.secretSettings = secretSettings;
    }

    /** The {@code words} of a command without those that name repositories. */
    static String[] withoutRepositories(String... words) {
        return IntStream.range(0, words.length)
                .filter(at -> !words[at].startsWith(REPO + "=")
                        && !words[at].equals(REPO)
                        && (at == 0 || !words[at - 1].equals(REPO)))
                .mapToObj(at -> words[at])
                .toArray(String[]::new);
    }

    /** The secret's name; an {@link IllegalArgumentException} says what is wrong with it. */
    SecretName secret() {
        return new SecretName(Optional.ofNullable(secret).orElseGet(secretSettings::secret));
    }

    /** Where the graph is; an {@link IllegalArgumentException} says what is wrong with it. */
    GraphSource source() {
        return GraphSource.parse(place());
    }

    /** The same as it was written. */
    String place() {
        return Optional.ofNullable(graph).orElseGet(graphSettings::graph);
    }

    /** Checks the options alone: they concern the person who typed them; settings concern everyone. */
    void check() {
        if (graph != null) {
            var unused = source();
        }
        if (secret != null) {
            var unused = secret();
        }
    }

    /** Whether only some of the repositories were asked for. */
    boolean isPartial() {
        return !repositories.isEmpty();
    }

    /**
     * The repositories of the graph that were asked for, in order of work; all of them when none was named.
     *
     * @throws IllegalArgumentException when one is named that the graph does not have
     */
    List<RepositoryName> chosenFrom(DependencyGraph graph) {
        if (repositories.isEmpty()) {
            return graph.repositories();
        }
        Set<RepositoryName> wanted = repositories.stream()
                .map(text -> RepositoryName.parse(text, graphSettings.organization()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (RepositoryName name : wanted) {
            if (!graph.repositories().contains(name)) {
                throw new IllegalArgumentException("--repo " + name + " is not in the graph " + source());
            }
        }
        return graph.repositories().stream().filter(wanted::contains).toList();
    }
}
