package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.page.Report;
import io.github.ccatobs.pat.entrypoint.page.ReportFormat;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat report}: the last audit and its history as a file to look at. Reads only the store. */
@Command(
        name = "report",
        description = {
            "Writes what the last audit saw, the history of audits and the rotations, as one file to look at, to keep, to"
                    + " mail or to publish.",
            "The HTML file asks for nothing else: it shows the same without a network. It reads the store alone;"
                    + " ccat pat audit brings it up to date."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat report --output report.html",
            "  ccat pat report --open",
            "  ccat pat report --format markdown",
            "  ccat pat report --format csv > repositories.csv"
        })
final class ReportCommand implements Callable<Integer> {

    private static final Path STDOUT = Path.of("-");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "html, markdown, csv or json (default: html).")
    private String format = "";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to FILE instead of stdout, which is -.")
    private @Nullable Path output;

    @Option(
            names = "--open",
            description =
                    "Open it in the browser, the one of BROWSER where that is set; without --output, a temporary file.")
    private boolean open;

    @Option(names = "--secret", paramLabel = "NAME", description = "The secret (default: GH_PAT).")
    private @Nullable String secret;

    private final Terminal terminal;
    private final Report report;
    private final ActionsSecretSettings settings;

    ReportCommand(Terminal terminal, Report report, ActionsSecretSettings settings) {
        this.terminal = terminal;
        this.report = report;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        var wanted = format();
        var name = new SecretName(Optional.ofNullable(secret).orElseGet(settings::secret));
        var file = file(wanted);
        file.ifPresent(it -> it.check(true));
        String text = report.of(name, wanted);
        file.ifPresentOrElse(it -> write(it, text), () -> print(text));
        return ExitCode.FINE.code();
    }

    private ReportFormat format() {
        try {
            return ReportFormat.valueOf(format.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--format is '" + format + "': expected html, markdown, csv or json", e);
        }
    }

    private Optional<ReportFile> file(ReportFormat wanted) {
        var named = Optional.ofNullable(output).filter(path -> !path.equals(STDOUT));
        if (named.isEmpty() && !open) {
            if (wanted == ReportFormat.HTML && terminal.outIsTerminal()) {
                throw new IllegalArgumentException(
                        "an HTML report is not for a terminal: name a file with --output, or use --open");
            }
            return Optional.empty();
        }
        return Optional.of(new ReportFile(named.orElseGet(() -> temporary(wanted)), wanted));
    }

    private static Path temporary(ReportFormat wanted) {
        try {
            return Files.createTempFile("ccat-pat-report-", "." + (wanted == ReportFormat.MARKDOWN ? "md" : wanted));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot make a temporary file: " + e.getMessage(), e);
        }
    }

    private void write(ReportFile file, String text) {
        var path = file.write(text);
        terminal.err().println("Wrote " + path + ".");
        if (open && !WebBrowser.opens(path.toAbsolutePath().toString(), terminal)) {
            terminal.err().println("note: no browser could be opened; open the file yourself");
        }
    }

    private void print(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
