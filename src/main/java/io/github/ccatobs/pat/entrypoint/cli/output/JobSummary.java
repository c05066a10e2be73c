package io.github.ccatobs.pat.entrypoint.cli.output;

import static io.github.ccatobs.pat.domain.MarkdownText.escape;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.FindingRow;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.RepositoryRow;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
                        paragraph(sentences.stream().skip(1).map(JobSummary::line)),
                        table(
                                "| Repository | Secret present | Last rotated | Note |\n| :-- | :-- | :-- | :-- |",
                                status.repositories().stream()
                                        .map(JobSummary::row)
                                        .toList(),
                                MOST_TABLE),
                        findings(status.findings()),
                        part("Next steps", nextSteps(status.findings())),
                        part("Resolved since the last audit", resolved.stream().map(JobSummary::line)),
                        part("Notes", status.notes().stream().map(JobSummary::line)))
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
                                findings.stream().map(JobSummary::row).toList(),
                                MOST_FINDINGS));
    }

    private static Stream<String> nextSteps(List<FindingRow> findings) {
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
                        + ": " + escape(entry.getKey()));
    }

    private static Stream<String> part(String heading, Stream<String> lines) {
        var fitting = fit(lines.toList(), MOST_LINES);
        return fitting.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of("### " + heading, ""), paragraph(fitting.stream()));
    }

    private static Stream<String> paragraph(Stream<String> lines) {
        var fitting = fit(lines.toList(), MOST_LINES);
        return fitting.isEmpty() ? Stream.empty() : Stream.concat(fitting.stream(), Stream.of(""));
    }

    private static Stream<String> table(String head, List<String> rows, int most) {
        return Stream.concat(Stream.of(head), Stream.concat(fit(rows, most).stream(), Stream.of("")));
    }

    private static List<String> fit(List<String> lines, int most) {
        int bytes = 0;
        for (int i = 0; i < lines.size(); i++) {
            bytes += lines.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > most) {
                return Stream.concat(
                                lines.subList(0, i).stream(),
                                Stream.of(
                                        "",
                                        "_" + (lines.size() - i)
                                                + " more are left out here; the log of the step has them all._"))
                        .toList();
            }
        }
        return lines;
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
        return cells(
                row.kind(),
                row.repository().orElse(""),
                row.since().orElse(""),
                row.detail().orElse(""));
    }

    private static String cells(String... texts) {
        return Stream.of(texts).map(text -> " " + escape(text) + " ").collect(Collectors.joining("|", "|", "|"));
    }
}
