package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dependency graph as SVG: layers from left to right, each repository in the first layer after all that it depends
 * on. Nodes lead to their rows; the state is said by colour and by a sign. Many repositories are small squares without
 * names and arrows.
 */
final class GraphDrawing {

    /** More than these cannot be read with names and arrows. */
    static final int MOST_NAMED = 120;

    private static final int NODE_WIDTH = 190;
    private static final int NODE_HEIGHT = 26;
    private static final int COLUMN = 260;
    private static final int LINE = 36;
    private static final int LONGEST_NAME = 24;
    private static final int SQUARE = 16;
    private static final int SQUARES_IN_A_LINE = 48;
    private static final int MARGIN = 8;

    private final List<AuditedRepository> repositories;
    private final Map<RepositoryName, PageView.TableRow> rows;
    private final Map<RepositoryName, Integer> layers = new HashMap<>();
    private final StringBuilder svg = new StringBuilder();

    private GraphDrawing(List<AuditedRepository> repositories, Map<RepositoryName, PageView.TableRow> rows) {
        this.repositories = repositories;
        this.rows = rows;
    }

    /**
     * Draws {@code repositories}, which come in order of work.
     *
     * @param rows the row of each
     */
    static String draw(List<AuditedRepository> repositories, Map<RepositoryName, PageView.TableRow> rows) {
        var drawing = new GraphDrawing(repositories, rows);
        return repositories.size() > MOST_NAMED ? drawing.squares() : drawing.named();
    }

    /** By order of work every dependency comes first, except the orchestrator's and those of a cycle, which do not count. */
    private Map<Integer, List<AuditedRepository>> inLayers() {
        Map<Integer, List<AuditedRepository>> inLayers = new TreeMap<>();
        for (AuditedRepository repository : repositories) {
            int layer = repository.dependencies().stream()
                            .map(layers::get)
                            .filter(known -> known != null)
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(-1)
                    + 1;
            layers.put(repository.name(), layer);
            inLayers.computeIfAbsent(layer, none -> new ArrayList<>()).add(repository);
        }
        return inLayers;
    }

    private String named() {
        Map<RepositoryName, Integer> heights = new HashMap<>();
        var inLayers = inLayers();
        inLayers.values().forEach(layer -> {
            layer.sort(Comparator.comparingDouble(repository -> middle(repository, heights)));
            for (int position = 0; position < layer.size(); position++) {
                heights.put(layer.get(position).name(), MARGIN + position * LINE);
            }
        });
        int tallest = inLayers.values().stream().mapToInt(List::size).max().orElse(0);
        open(2 * MARGIN + (inLayers.size() - 1) * COLUMN + NODE_WIDTH, 2 * MARGIN + tallest * LINE);
        repositories.forEach(repository -> repository.dependencies().stream()
                .filter(dependency -> heights.containsKey(dependency))
                .sorted()
                .forEach(dependency -> edge(dependency, repository.name(), heights)));
        repositories.forEach(repository -> node(repository.name(), heights));
        return svg.append("</svg>").toString();
    }

    /** Where the arrows of a repository come from; few cross each other when the layer is sorted by it. */
    private static double middle(AuditedRepository repository, Map<RepositoryName, Integer> heights) {
        return repository.dependencies().stream()
                .map(heights::get)
                .filter(known -> known != null)
                .mapToInt(Integer::intValue)
                .average()
                .orElse(0);
    }

    private int left(RepositoryName name) {
        return MARGIN + layers.getOrDefault(name, 0) * COLUMN;
    }

    private void edge(RepositoryName from, RepositoryName to, Map<RepositoryName, Integer> heights) {
        int x1 = left(from) + NODE_WIDTH;
        int y1 = heights.getOrDefault(from, 0) + NODE_HEIGHT / 2;
        int x2 = left(to);
        int y2 = heights.getOrDefault(to, 0) + NODE_HEIGHT / 2;
        int bend = Math.max(30, Math.abs(x2 - x1) / 2);
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"edge\" d=\"M%d %dC%d %d %d %d %d %d\"/>",
                x1,
                y1,
                x1 + bend,
                y1,
                x2 - bend,
                y2,
                x2,
                y2));
    }

    private void node(RepositoryName name, Map<RepositoryName, Integer> heights) {
        var row = rows.get(name);
        if (row == null) {
            return;
        }
        int x = left(name);
        int y = heights.getOrDefault(name, 0);
        begin(row);
        svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>",
                        x,
                        y,
                        NODE_WIDTH,
                        NODE_HEIGHT))
                .append(String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\">%s %s</text></a>",
                        x + 8,
                        y + 17,
                        row.mark(),
                        SvgMarkup.escaped(SvgMarkup.fit(name.name(), LONGEST_NAME))));
    }

    private void begin(PageView.TableRow row) {
        String label = SvgMarkup.escaped(row.name() + ": " + row.state());
        svg.append(String.format(
                Locale.ROOT,
                "<a href=\"#%s\" class=\"node %s\" aria-label=\"%s\"><title>%s</title>",
                row.id(),
                row.tone(),
                label,
                label));
    }

    private String squares() {
        var inLayers = inLayers();
        int lines = inLayers.values().stream()
                .mapToInt(layer -> Math.ceilDiv(layer.size(), SQUARES_IN_A_LINE))
                .sum();
        open(2 * MARGIN + 70 + SQUARES_IN_A_LINE * SQUARE, 2 * MARGIN + lines * SQUARE + inLayers.size() * 6);
        int y = MARGIN;
        for (var layer : inLayers.entrySet()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"axis\" x=\"%d\" y=\"%d\">layer %d</text>",
                    MARGIN,
                    y + 12,
                    layer.getKey() + 1));
            for (int position = 0; position < layer.getValue().size(); position++) {
                square(
                        layer.getValue().get(position).name(),
                        MARGIN + 70 + position % SQUARES_IN_A_LINE * SQUARE,
                        y + position / SQUARES_IN_A_LINE * SQUARE);
            }
            y += Math.ceilDiv(layer.getValue().size(), SQUARES_IN_A_LINE) * SQUARE + 6;
        }
        return svg.append("</svg>").toString();
    }

    private void square(RepositoryName name, int x, int y) {
        var row = rows.get(name);
        if (row == null) {
            return;
        }
        begin(row);
        svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"13\" height=\"13\"/>", x, y));
        if (!row.tone().equals("well")) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", x + 3, y + 11, row.mark()));
        }
        svg.append("</a>");
    }

    private void open(int width, int height) {
        svg.append(SvgMarkup.open("graph", width, height, "The dependency graph, coloured by state"));
    }
}
