package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The table of {@code status}: a row a repository, and a fourth column when something needs saying. */
public final class StatusTable {

    private static final List<String> HEADINGS = List.of("Repository", "Secret present", "Last rotated", "Note");

    /** The narrowest each column gets, so that tables of small graphs look alike. */
    private static final List<Integer> NARROWEST = List.of(34, 14, 24, 4);

    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private record Cell(String text, String colour) {
        Cell {
            text = PrintableText.of(text);
        }

        Cell(String text) {
            this(text, "");
        }
    }

    private StatusTable() {}

    /** Draws the table, each line ended by a newline. */
    public static String draw(Audit audit, boolean inColour) {
        return draw(audit, inColour, Map.of());
    }

    /** Draws the same, and says of each repository of {@code accepted} that it may be as it is, until when and why. */
    public static String draw(Audit audit, boolean inColour, Map<RepositoryName, Waiver> accepted) {
        List<List<Cell>> rows = audit.repositories().stream()
                .map(state -> row(state, Optional.ofNullable(accepted.get(state.repository()))))
                .toList();
        int columns = rows.stream().anyMatch(row -> !row.get(3).text().isEmpty()) ? 4 : 3;
        List<Integer> widths = IntStream.range(0, columns)
                .mapToObj(column -> width(rows, column))
                .toList();
        List<Cell> headings = HEADINGS.stream().map(Cell::new).toList();
        return Stream.of(
                        Stream.of(frame(widths, "╭", "┬", "╮")),
                        Stream.of(line(headings, widths, inColour)),
                        Stream.of(frame(widths, "├", "┼", "┤")),
                        rows.stream().map(row -> line(row, widths, inColour)),
                        Stream.of(frame(widths, "╰", "┴", "╯")))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<Cell> row(RepositoryState state, Optional<Waiver> accepted) {
        var row = row(state);
        String note = Stream.concat(
                        Stream.of(row.get(3).text()), accepted.stream().map(Waiver::toString))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return List.of(row.get(0), row.get(1), row.get(2), new Cell(note));
    }

    private static List<Cell> row(RepositoryState state) {
        var name = new Cell(state.repository().toString());
        return switch (state.seen()) {
            case Observation.Present present ->
                List.of(
                        name,
                        new Cell("✓ present", GREEN),
                        new Cell(Timestamps.print(present.updatedAt())),
                        new Cell(note(state, "")));
            case Observation.Absent absent ->
                List.of(name, new Cell("✗ missing", RED), new Cell("—"), new Cell(note(state, "")));
            case Observation.TransferredAway(var today) ->
                List.of(
                        name,
                        new Cell("✗ transferred", RED),
                        new Cell("—"),
                        new Cell("belongs to " + today.owner() + " today: " + today));
            case Observation.Unreadable unreadable ->
                List.of(
                        name,
                        new Cell("? unreadable", YELLOW),
                        new Cell("—"),
                        new Cell(note(state, unreadable.reason())));
        };
    }

    private static String note(RepositoryState state, String reason) {
        return Stream.of(
                        reason,
                        state.renamedTo().map(today -> "renamed to " + today).orElse(""),
                        state.alsoListedAs().stream()
                                .map(name -> "also listed as " + name)
                                .collect(Collectors.joining("; ")),
                        state.archived().filter(is -> is).map(is -> "archived").orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static int width(List<List<Cell>> rows, int column) {
        return IntStream.concat(
                        IntStream.of(NARROWEST.get(column), HEADINGS.get(column).length()),
                        rows.stream().mapToInt(row -> length(row.get(column).text())))
                .max()
                .orElseThrow();
    }

    private static String line(List<Cell> cells, List<Integer> widths, boolean inColour) {
        return IntStream.range(0, widths.size())
                .mapToObj(column -> " " + padded(cells.get(column), widths.get(column), inColour) + " ")
                .collect(Collectors.joining("│", "│", "│"));
    }

    private static String padded(Cell cell, int width, boolean inColour) {
        String padding = " ".repeat(width - length(cell.text()));
        return inColour && !cell.colour().isEmpty()
                ? cell.colour() + cell.text() + PLAIN + padding
                : cell.text() + padding;
    }

    private static String frame(List<Integer> widths, String left, String middle, String right) {
        return widths.stream().map(width -> "─".repeat(width + 2)).collect(Collectors.joining(middle, left, right));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
