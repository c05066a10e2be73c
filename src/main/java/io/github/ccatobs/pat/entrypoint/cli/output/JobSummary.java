package io.github.ccatobs.pat.entrypoint.cli.output;

import static io.github.ccatobs.pat.domain.MarkdownText.escape;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.FindingRow;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.RepositoryRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code status} and {@code audit} found, in Markdown for the summary of a job: sentence, table, findings, next
 * steps. It has less than 1 MiB, the most that GitHub shows: rows that have no room are counted.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary">Adding
 *     a job summary</a>
 */
public final class JobSummary {

    /** Of UTF-8; 1 MiB in all. The rest has room in what is left. */
    private static final int MOST_TABLE = 480 * 1024;

    private static final int MOST_FINDINGS = 380 * 1024;
    private static final int MOST_LINES = 40 * 1024;

    private JobSummary() {}

    /**
     * The summary.
     *
     * @param sentences what is said beside the table, the verdict first
     * @param resolved the findings that are over since the last audit
     */
    public static String of(StatusJson status, List<String> sentences, List<String> resolved) {
        return Stream.of(
                        Stream.of("## " + escape(sentences.getFirst()), ""),
                        paragraph(sentences.subList(1, sentences.size()), JobSummary::line),
                        table(
                                "| Repository | Secret present | Last rotated | Note |\n| :-- | :-- | :-- | :-- |",
                                status.repositories(),
                                JobSummary::row,
                                MOST_TABLE),
                        findings(status.findings()),
                        part("Next steps", nextSteps(status.findings()), step -> step),
                        part("Resolved since the last audit", resolved, JobSummary::line),
                        part(
                                "Notes",
                                status.notes().stream()
                                        .filter(note -> sentences.stream().noneMatch(said -> said.contains(note)))
                                        .toList(),
                                JobSummary::line))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** The sentence of a command that could not say more. */
    public static String ofFailure(String command, String sentence) {
        return "## ccat pat " + command + " failed\n\n" + escape(sentence) + "\n";
    }

    private static Stream<String> findings(List<FindingRow> findings) {
        return findings.isEmpty()
                ? Stream.of("No findings are open.", "")
                : Stream.concat(
                        Stream.of("### Findings (" + findings.size() + ")", ""),
                        table(
                                "| Finding | Repository | Since | Detail |\n| :-- | :-- | :-- | :-- |",
                                findings,
                                JobSummary::row,
                                MOST_FINDINGS));
    }

    private static List<String> nextSteps(List<FindingRow> findings) {
        var kinds = findings.stream()
                .collect(Collectors.groupingBy(
                        FindingRow::remedy,
                        TreeMap::new,
                        Collectors.mapping(
                                row -> FindingKind.parse(row.kind()), Collectors.toCollection(TreeSet::new))));
        return kinds.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().first()))
                .map(entry -> "- "
                        + entry.getValue().stream()
                                .map(kind -> "**" + kind + "**")
                                .collect(Collectors.joining(", "))
                        + ": " + escape(entry.getKey()))
                .toList();
    }

    private static Stream<String> part(String heading, List<String> texts, UnaryOperator<String> line) {
        return texts.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of("### " + heading, ""), paragraph(texts, line));
    }

    private static Stream<String> paragraph(List<String> texts, UnaryOperator<String> line) {
        return texts.isEmpty() ? Stream.empty() : Stream.concat(fit(texts, line, MOST_LINES), Stream.of(""));
    }

    private static <T> Stream<String> table(String head, List<T> things, Function<T, String> row, int most) {
        return Stream.concat(Stream.of(head), Stream.concat(fit(things, row, most), Stream.of("")));
    }

    /** The lines of the first {@code things} that have room in {@code most} bytes, and how many are left out. */
    private static <T> Stream<String> fit(List<T> things, Function<T, String> line, int most) {
        var lines = new ArrayList<String>();
        int bytes = 0;
        for (T thing : things) {
            String next = line.apply(thing);
            bytes += next.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > most) {
                int left = things.size() - lines.size();
                lines.addAll(List.of("", "_" + left + " more are left out here; the log of the step has them all._"));
                break;
            }
            lines.add(next);
        }
        return lines.stream();
    }

    private static String line(String text) {
        return "- " + escape(text);
    }

    private static String row(RepositoryRow row) {
        String state =
                switch (row.state()) {
                    case "present" -> "✓ present";
                    case "unreadable" -> "? unreadable";
                    default -> "✗ " + row.state();
                };
        return cells(row.repository(), state, row.updatedAt().orElse("—"), note(row));
    }

    private static String note(RepositoryRow row) {
        return Stream.of(
                        row.reason(),
                        row.transferredTo().map("belongs to another owner today: "::concat),
                        row.renamedTo().map("renamed to "::concat),
                        row.archived().filter(is -> is).map(is -> "archived"),
                        row.accepted().map(waiver -> "accepted until " + waiver.until() + ": " + waiver.reason()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private static String row(FindingRow row) {
        return cells(row.kind(), row.repository().orElse(""), row.since().orElse(""), row.words());
    }

    private static String cells(String... texts) {
        return Stream.of(texts).map(text -> " " + escape(text) + " ").collect(Collectors.joining("|", "|", "|"));
    }
}
