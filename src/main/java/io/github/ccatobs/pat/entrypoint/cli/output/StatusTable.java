package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.Observation;
import io.github.ccatobs.pat.audit.RepositoryState;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.terminal.DisplayWidth;
import io.github.ccatobs.pat.entrypoint.cli.terminal.LineWrapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of {@code status}: a row a repository, and a fourth column when something needs saying. Where a terminal is
 * too narrow for that, columns shrink, then notes go below the table, then days stand for times, then names are cut inside,
 * owners first.
 */
public final class StatusTable {

    private static final List<String> HEADINGS = List.of("Repository", "Secret present", "Last rotated", "Note");
    private static final List<String> SHORT_HEADINGS = List.of("Repository", "Secret", "Last rotated", "Note");

    /** The narrowest each column gets where there is room, so that tables of small graphs look alike. */
    private static final List<Integer> USUAL = List.of(34, 14, 24, 4);

    private static final List<Integer> TIGHT = List.of(0, 0, 0, 0);

    /** A name that is cut to less says nothing; a table without times then has more room for it. */
    private static final int SHORTEST_NAME = 16;

    private static final int NOTE = 3;
    private static final int TIME = 2;
    private static final int DAY = "2026-02-21".length();

    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";

    private StatusTable() {}

    /**
     * Draws the table, each line ended by a newline; of each repository of {@code accepted} it says that it is exempt, until
     * when and why.
     *
     * @param width what the terminal has room for; 0 for any width
     */
    public static String draw(Audit audit, boolean inColour, Map<RepositoryName, Waiver> accepted, int width) {
        List<List<TableCell>> rows = audit.repositories().stream()
                .map(state -> row(state, Optional.ofNullable(accepted.get(state.repository()))))
                .toList();
        boolean hasNotes = rows.stream().anyMatch(row -> !row.get(NOTE).text().isEmpty());
        var whole = new TextTable(HEADINGS, rows, USUAL);
        var inside = hasNotes ? whole : whole.without(NOTE);
        var fitting = Stream.of(inside, inside.with(HEADINGS, TIGHT))
                .filter(table -> table.fits(width))
                .findFirst();
        return fitting.map(table -> table.draw(inColour))
                .orElseGet(() -> narrow(whole.without(NOTE), width).draw(inColour) + notes(rows, width));
    }

    private static TextTable narrow(TextTable table, int width) {
        var days = table.with(SHORT_HEADINGS, TIGHT).cut(TIME, time -> time.substring(0, Math.min(DAY, time.length())));
        return Stream.of(table, table.with(HEADINGS, TIGHT), days)
                .filter(smaller -> smaller.fits(width))
                .findFirst()
                .orElseGet(() -> withCutNames(days, width));
    }

    private static TextTable withCutNames(TextTable days, int width) {
        var table = days.room(width) < SHORTEST_NAME ? days.without(TIME) : days;
        int room = Math.max(SHORTEST_NAME / 2, table.room(width));
        return table.cut(0, name -> cutName(name, room));
    }

    /** The owner is cut first: in most graphs there is one. */
    private static String cutName(String name, int room) {
        int slash = name.indexOf('/');
        int owner = room - (name.length() - slash);
        return DisplayWidth.of(name) <= room
                ? name
                : DisplayWidth.cutInside(name.substring(0, slash), Math.max(1, owner))
                        + "/"
                        + DisplayWidth.cutInside(name.substring(slash + 1), room - 1 - Math.max(1, owner));
    }

    private static String notes(List<List<TableCell>> rows, int width) {
        return rows.stream()
                .filter(row -> !row.get(NOTE).text().isEmpty())
                .map(row -> "  " + row.getFirst().text() + ": " + row.get(NOTE).text())
                .flatMap(note -> LineWrapper.wrap(note, width).stream())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<TableCell> row(RepositoryState state, Optional<Waiver> accepted) {
        var row = row(state);
        String note = Stream.concat(
                        Stream.of(row.get(NOTE).text()), accepted.stream().map(Waiver::toString))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return List.of(row.get(0), row.get(1), row.get(2), new TableCell(note));
    }

    private static List<TableCell> row(RepositoryState state) {
        var name = new TableCell(state.repository().toString());
        return switch (state.seen()) {
            case Observation.Present present ->
                List.of(
                        name,
                        new TableCell("✓ present", GREEN),
                        new TableCell(Timestamps.print(present.updatedAt())),
                        new TableCell(note(state, "")));
            case Observation.Absent absent ->
                List.of(name, new TableCell("✗ missing", RED), new TableCell("—"), new TableCell(note(state, "")));
            case Observation.TransferredAway(var today) ->
                List.of(
                        name,
                        new TableCell("✗ transferred", RED),
                        new TableCell("—"),
                        new TableCell("belongs to " + today.owner() + " today: " + today));
            case Observation.Unreadable unreadable ->
                List.of(
                        name,
                        new TableCell("? unreadable", YELLOW),
                        new TableCell("—"),
                        new TableCell(note(state, unreadable.reason())));
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
}
