package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.output.RotationText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccat pat rotations}: past and running rotations, or one with its repositories. Reads only the store. */
@Command(
        name = "rotations",
        description = "Lists past and running rotations, the newest first, or shows one with its repositories.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat rotations",
            "  ccat pat rotations --last",
            "  ccat pat rotations 20261123-084512-k3f9 --json"
        })
final class RotationsCommand implements Callable<Integer> {

    private static final int MOST = 50;
    private static final int SECONDS_IN_A_MINUTE = 60;
    private static final int MINUTES_IN_AN_HOUR = 60;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The rotation to show.")
    private @Nullable String id;

    @Option(names = "--last", description = "Show the newest rotation with its repositories.")
    private boolean last;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    private final Terminal terminal;
    private final RotationHistory history;
    private final OperatorInstructions instructions;

    RotationsCommand(Terminal terminal, RotationHistory history, OperatorInstructions instructions) {
        this.terminal = terminal;
        this.history = history;
        this.instructions = instructions;
    }

    @Override
    public Integer call() {
        String wanted = id;
        if (wanted != null && last) {
            throw new IllegalArgumentException("give an ID or --last, not both");
        } else if (wanted != null) {
            show(history.find(new RotationId(wanted))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no rotation " + wanted + ": 'ccat pat rotations' lists them")));
        } else if (last) {
            history.newest(1).stream().findFirst().ifPresentOrElse(this::show, () -> none("null"));
        } else {
            list(history.newest(MOST));
        }
        terminal.out().flush();
        return ExitCode.FINE.code();
    }

    private void list(List<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            none("[]");
        } else if (json) {
            terminal.document(JsonDocument.print(entries.stream()
                    .map(entry -> RotationJson.counted(report(entry)))
                    .toList()));
        } else {
            entries.forEach(entry -> say(line(entry)));
        }
    }

    private void none(String document) {
        if (json) {
            terminal.document(document);
        } else {
            terminal.err().println("There has been no rotation yet.");
        }
    }

    private void show(HistoryEntry entry) {
        if (json) {
            terminal.document(JsonDocument.print(RotationJson.of(report(entry))));
            return;
        }
        say(line(entry));
        var head = entry.rotation().head();
        head.plan()
                .flatMap(plan -> head.took().map(took -> RotationText.time(plan, took)))
                .ifPresent(this::say);
        entry.rotation()
                .outcomes()
                .forEach((repository, outcome) -> say("  " + repository + ": " + print(outcome, head.state())));
        next(entry.rotation()).forEach(this::say);
    }

    private List<String> next(Rotation rotation) {
        return switch (rotation.head().state()) {
            case WAITING, STOPPED, REFUSED ->
                instructions.continuation(rotation).lines();
            case COMPLETE ->
                rotation.head().needsNewToken()
                        ? instructions.continuation(rotation).lines()
                        : List.of();
            case RUNNING, SUPERSEDED -> List.of();
        };
    }

    private static RotationReport report(HistoryEntry entry) {
        return new RotationReport(entry.rotation(), Set.of());
    }

    private static String line(HistoryEntry entry) {
        RotationHeader head = entry.rotation().head();
        var counts = report(entry).summary();
        return "%s  %-11s  %s  %d updated, %d failed, %d %s  started %s by %s%s%s"
                .formatted(
                        head.id(),
                        entry.interrupted()
                                ? "interrupted"
                                : head.state().name().toLowerCase(Locale.ROOT),
                        head.secret(),
                        counts.updated(),
                        counts.failed(),
                        counts.pending(),
                        RotationReport.pendingWord(head.state()),
                        Timestamps.print(head.startedAt()),
                        head.startedBy(),
                        entry.rotation()
                                .workTook()
                                .map(took -> (entry.rotation().hasEarlierRun() ? ", last run took " : ", took ")
                                        + print(took))
                                .orElse(""),
                        head.reason().map(text -> "  (" + text + ")").orElse(""));
    }

    /** To the second; a short one as {@code rotate} says it. */
    private static String print(Duration time) {
        if (time.toSeconds() < SECONDS_IN_A_MINUTE) {
            return RotationEstimate.seconds(time) + " s";
        }
        long minutes = time.toMinutes();
        return Stream.of(
                        count(minutes / MINUTES_IN_AN_HOUR, "h"),
                        count(minutes % MINUTES_IN_AN_HOUR, "min"),
                        minutes < MINUTES_IN_AN_HOUR ? count(time.toSecondsPart(), "s") : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String count(long number, String unit) {
        return number == 0 ? "" : number + " " + unit;
    }

    private static String print(Outcome outcome, RotationState state) {
        return switch (outcome) {
            case Outcome.Updated updated ->
                "updated " + Timestamps.print(updated.at()) + (updated.verified() ? ", verified" : ", unverified");
            case Outcome.Failed failed -> "failed " + Timestamps.print(failed.at()) + ": " + failed.reason();
            case Outcome.Pending pending ->
                state == RotationState.COMPLETE ? RotationReport.pendingWord(state) : "pending";
        };
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
