package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.domain.MarkdownText;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.page.PageView.FindingLine;
import io.github.ccatobs.pat.entrypoint.page.PageView.TableRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last audit and its history as one file. */
@ApplicationScoped
public class Report {

    /** Signs of Markdown, references and links that no sentence of ours has. */
    private static final Pattern FOREIGN = Pattern.compile("[\\\\`*<>\\[\\]|@#!~$]|://|www\\.");

    private static final String LINE_END = "\n";

    private final OverviewReader reader;
    private final PageComposer composer;

    Report(OverviewReader reader, PageComposer composer) {
        this.reader = reader;
        this.composer = composer;
    }

    /**
     * The report of {@code secret}.
     *
     * @throws io.github.ccatobs.pat.domain.FailureException when the store cannot be read
     */
    public String of(SecretName secret, ReportFormat format) {
        var seen = reader.read(secret);
        var view = composer.compose(seen);
        return switch (format) {
            case HTML -> html(view);
            case MARKDOWN -> markdown(view);
            case CSV -> csv(view);
            case JSON -> JsonDocument.print(ReportJson.of(seen, view)) + "\n";
        };
    }

    /** One file that asks for nothing else; its policy would not let it. */
    static String html(PageView view) {
        String style = PageTemplates.file("page.css");
        String script = "\n" + PageTemplates.file("table.js");
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
                + PageTemplates.hash(style) + "; script-src " + PageTemplates.hash(script);
        return PageTemplates.render(
                "page.html", Map.of("view", view, "live", false, "style", style, "script", script, "policy", policy));
    }

    static String markdown(PageView view) {
        var text = new StringBuilder();
        line(text, "# " + view.state().tone().mark() + " " + own(view.state().text()), "");
        if (view.isAudited()) {
            line(text, own(view.lastAudit()), "");
        }
        if (!view.toDo().isEmpty()) {
            line(text, "## What to do", "");
            view.toDo().forEach(step -> {
                line(
                        text,
                        "- **" + MarkdownText.escape(step.step()) + "**"
                                + (step.why().isEmpty() ? "" : " (" + MarkdownText.escape(step.why()) + ")"));
                if (!step.commands().isEmpty()) {
                    line(text, "", "      " + String.join("\n      ", step.commands()), "");
                }
            });
            line(text, "");
        }
        if (!view.rows().isEmpty() || !view.rowsNote().isEmpty()) {
            line(text, "## Repositories", "");
        }
        if (!view.rowsNote().isEmpty()) {
            line(text, own(view.rowsNote()), "");
        }
        if (!view.rows().isEmpty()) {
            line(text, "| Repository | State | Last written | Rotation | Findings |", "|---|---|---|---|---|");
            view.rows().forEach(row -> line(text, markdown(row)));
            line(text, "");
        }
        if (!view.others().isEmpty()) {
            line(text, "## Other findings", "");
            view.others()
                    .forEach(finding -> line(
                            text,
                            "- "
                                    + (finding.where().isEmpty() ? "" : MarkdownText.escape(finding.where()) + ": ")
                                    + sentence(finding)));
            line(text, "");
        }
        if (!view.notes().isEmpty()) {
            line(text, "## Not looked at", "");
            view.notes().forEach(note -> line(text, "- " + MarkdownText.escape(note)));
            line(text, "");
        }
        if (view.isAudited()) {
            line(text, "## Token", "", MarkdownText.escape(view.token().sentence()), "");
        }
        if (!view.oldToken().sentence().isEmpty()) {
            line(
                    text,
                    "## The old token",
                    "",
                    MarkdownText.escape(view.oldToken().sentence()),
                    "");
            view.oldToken()
                    .lines()
                    .forEach(part -> line(text, "- " + part.mark() + " " + MarkdownText.escape(part.text())));
            line(text, "");
        }
        return text.append("Written ").append(view.writtenAt()).append(".\n").toString();
    }

    private static String markdown(TableRow row) {
        return Stream.of(
                        row.url().isEmpty()
                                ? MarkdownText.escape(row.name())
                                : "[" + MarkdownText.escape(row.name()) + "](" + row.url() + ")",
                        row.mark() + " " + row.state(),
                        row.updatedAt(),
                        row.rotation(),
                        findings(row))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String findings(TableRow row) {
        return Stream.concat(
                        row.findings().stream().map(Report::sentence),
                        row.notes().stream().map(MarkdownText::escape))
                .collect(Collectors.joining("; "));
    }

    private static String sentence(FindingLine finding) {
        return finding.title() + " noticed " + finding.since()
                + (finding.detail().isEmpty() ? "" : ": " + MarkdownText.escape(finding.detail()))
                + (finding.isInformation() ? ". " + MarkdownText.escape(finding.remedy()) : "")
                + (finding.isConfirmed() ? "" : " (not confirmed by the last audit)");
    }

    /** A sentence of ours stays readable without Markdown; one that repeats an error of the store may hold any text. */
    private static String own(String text) {
        return FOREIGN.matcher(text).find() ? MarkdownText.escape(text) : text.replace("_", "\\_");
    }

    private static void line(StringBuilder text, String... lines) {
        for (String line : lines) {
            text.append(line).append('\n');
        }
    }

    /** As RFC 4180 has it but for the line ends, one line for each repository. */
    static String csv(PageView view) {
        return Stream.concat(
                        Stream.of(List.of(
                                "repository",
                                "state",
                                "updatedAt",
                                "ageInDays",
                                "rotation",
                                "findings",
                                "since",
                                "remedies",
                                "notes")),
                        view.rows().stream().map(Report::cells))
                .map(cells -> cells.stream().map(Report::cell).collect(Collectors.joining(",")) + LINE_END)
                .collect(Collectors.joining());
    }

    private static List<String> cells(TableRow row) {
        return List.of(
                row.name(),
                row.state(),
                row.updatedAt(),
                row.age(),
                row.rotation(),
                joined(row, FindingLine::kind),
                joined(row, FindingLine::since),
                joined(row, FindingLine::remedy),
                String.join("; ", row.notes()));
    }

    private static String joined(TableRow row, Function<FindingLine, String> part) {
        return row.findings().stream().map(part).collect(Collectors.joining("; "));
    }

    /**
     * A cell in quotes. Spreadsheets compute what begins like a formula, so an apostrophe goes before it.
     *
     * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
     */
    private static String cell(String text) {
        String plain = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + plain.replace("\"", "\"\"") + '"';
    }
}
