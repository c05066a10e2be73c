package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A graph in the DOT language, an arrow from each dependency to what depends on it.
 *
 * @see <a href="https://graphviz.org/doc/info/lang.html">DOT Language</a>
 */
public final class GraphDot {

    private final StringBuilder document = new StringBuilder();

    private GraphDot() {}

    /** Draws {@code graph}. A repository of several groups is drawn in the first of them. */
    public static String draw(GraphSource source, DependencyGraph graph) {
        return new GraphDot().document(source, graph);
    }

    private String document(GraphSource source, DependencyGraph graph) {
        line("digraph " + quoted(source.toString()) + " {");
        line("  rankdir=LR;");
        line("  node [shape=box];");
        line("  " + quoted(graph.orchestrator()) + " [style=bold];");
        graph.repositories().stream().skip(1).forEach(name -> line("  " + quoted(name) + ";"));
        groups(graph);
        graph.repositories().forEach(name -> graph.dependenciesOf(name)
                .forEach(dependency -> line("  " + quoted(dependency) + " -> " + quoted(name) + ";")));
        line("}");
        return document.toString();
    }

    private void groups(DependencyGraph graph) {
        Set<RepositoryName> drawn = new HashSet<>();
        int number = 0;
        for (var group : graph.groups().entrySet()) {
            String members = group.getValue().stream()
                    .filter(drawn::add)
                    .map(name -> quoted(name) + "; ")
                    .collect(Collectors.joining());
            line("  subgraph cluster_" + number + " { label=" + quoted(group.getKey()) + "; " + members + "}");
            number++;
        }
    }

    /** A quoted string, in which a backslash would begin an escape and an ampersand an entity. */
    private static String quoted(Object text) {
        String escaped = PrintableText.of(text.toString())
                .replace("&", "&amp;")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
        return '"' + escaped + '"';
    }

    private void line(String line) {
        document.append(line).append('\n');
    }
}
