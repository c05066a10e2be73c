package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.RotationJson;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHead;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccat pat rotations}: past and running rotations, or one with its repositories. Contacts nobody. */
@Command(
        name = "rotations",
        description = "Lists past and running rotations, the newest first, or shows one with its repositories.",
        customSynopsis = {"", "  ccat pat rotations", "  ccat pat rotations 20261123-084512-k3f9 --json", ""},
        mixinStandardHelpOptions = true)
final class RotationsCommand implements Callable<Integer> {

    private static final int MOST = 50;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The rotation to show.")
    private @Nullable String id;

    @Option(names = "--json", description = "Print one JSON document and nothing else on stdout.")
    private boolean json;

    private final Terminal terminal;
    private final RotationStore store;

    RotationsCommand(Terminal terminal, RotationStore store) {
        this.terminal = terminal;
        this.store = store;
    }

    @Override
    public Integer call() {
        String wanted = id;
        if (wanted == null) {
            list(store.newest(MOST));
        } else {
            show(store.find(new RotationId(wanted))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no rotation " + wanted + ": 'ccat pat rotations' lists them")));
        }
        terminal.out().flush();
        return ExitCode.FINE.code();
    }

    private void list(List<RotationHead> heads) {
        if (json) {
            terminal.document(
                    JsonDocument.print(heads.stream().map(RotationJson::of).toList()));
        } else if (heads.isEmpty()) {
            terminal.err().println("There has been no rotation yet.");
        } else {
            heads.forEach(head -> say(line(head)));
        }
    }

    private void show(Rotation rotation) {
        var report = new RotationReport(rotation, Set.of());
        if (json) {
            terminal.document(JsonDocument.print(RotationJson.of(report)));
            return;
        }
        say(line(rotation.head()));
        rotation.outcomes().forEach((repository, outcome) -> say("  " + repository + ": " + print(outcome)));
    }

    private static String line(RotationHead head) {
        return "%s  %-10s  %s  started %s by %s%s"
                .formatted(
                        head.id(),
                        head.state().name().toLowerCase(Locale.ROOT),
                        head.secret(),
                        Moment.print(head.startedAt()),
                        head.startedBy(),
                        head.reason().map(text -> "  (" + text + ")").orElse(""));
    }

    private static String print(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Updated updated ->
                "updated " + Moment.print(updated.at()) + (updated.verified() ? ", verified" : ", unverified");
            case Outcome.Failed failed -> "failed " + Moment.print(failed.at()) + ": " + failed.reason();
            case Outcome.Pending pending -> "pending";
        };
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
