package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.cli.output.JobSummary;
import io.github.ccatobs.pat.entrypoint.cli.output.WorkflowCommands;
import io.github.ccatobs.pat.entrypoint.cli.output.WorkflowCommands.Level;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import io.github.ccatobs.pat.entrypoint.json.StatusJson;
import io.github.ccatobs.pat.entrypoint.json.StatusJson.FindingRow;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.graph.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a workflow of GitHub Actions what a command found: the job's summary, annotations at the lines of the graph, the
 * step's outputs. Outside a workflow it does nothing. A failure to write there is said on stderr, and changes no
 * exit code.
 */
final class WorkflowReport {

    /** GitHub shows as many of each level for a step. */
    private static final int MOST_SHOWN = 10;

    /** GitHub takes 1 MiB of one output. */
    private static final int LONGEST_OUTPUT = 1_000_000;

    /** GitHub takes 1 MiB of the summary of one step, and none of a larger one. */
    private static final int LARGEST_SUMMARY = 1024 * 1024;

    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    /** Of the lines of a secret that has more than one; as short as {@link KnownSecrets} leaves a secret out. */
    private static final int SHORTEST_MASK = 8;

    private static final Pattern BLAMED = Pattern.compile("(.{1,500}?):(\\d{1,7}):(\\d{1,7}): ");

    private final Terminal terminal;
    private final Map<Level, Integer> shown = new EnumMap<>(Level.class);

    WorkflowReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Masks in the log of the run each secret that is met until the result is run. */
    static Runnable masking(Terminal terminal) {
        return terminal.isWorkflow()
                ? KnownSecrets.onEach(secret -> masks(new String(secret, StandardCharsets.UTF_8))
                        .forEach(text -> terminal.workflowCommand(WorkflowCommands.mask(text))))
                : () -> {};
    }

    /**
     * The runner compares line by line, and newer ones split what they are given. A short line of many, e.g. the brace that
     * opens a document, would be masked in the whole log of the job.
     */
    private static List<String> masks(String secret) {
        var lines = secret.strip().lines().map(String::strip).toList();
        return lines.size() == 1
                ? lines
                : lines.stream().filter(line -> line.length() >= SHORTEST_MASK).toList();
    }

    /**
     * Tells of the status in {@code document}, which only a workflow asks for, and of {@code graph} where it was read.
     *
     * @param sentences what is said beside the table, the verdict first
     * @param resolved the findings that are over
     */
    void publish(
            Supplier<StatusJson> document,
            List<String> sentences,
            List<String> resolved,
            GraphSource source,
            Optional<DependencyGraph> graph) {
        if (!terminal.isWorkflow()) {
            return;
        }
        var status = document.get();
        summarize(JobSummary.of(status, sentences, resolved));
        append("GITHUB_OUTPUT", "the outputs", outputs(status));
        graph.ifPresent(read -> read.warnings()
                .forEach(warning -> annotate(
                        Level.WARNING, place(source, Optional.of(warning.place())), "graph", warning.message())));
        status.findings().stream()
                .filter(row -> !row.kind().equals(FindingKind.GRAPH.toString()))
                .forEach(row -> annotate(
                        level(FindingKind.parse(row.kind())),
                        place(source, graph.flatMap(read -> place(read, row))),
                        status.secret() + ": " + row.kind(),
                        message(row)));
    }

    /** Tells of a command that ended with {@code sentence} and nothing else. */
    static void failed(Terminal terminal, String command, String sentence) {
        if (terminal.isWorkflow()) {
            var report = new WorkflowReport(terminal);
            report.summarize(JobSummary.ofFailure(command, sentence));
            report.annotate(Level.ERROR, report.place(sentence), "ccat pat " + command, sentence);
        }
    }

    /** A graph that cannot be read is blamed at its file, line and column, which come first. */
    private Map<String, String> place(String sentence) {
        var found = BLAMED.matcher(sentence);
        try {
            return found.lookingAt()
                    ? place(
                            GraphSource.parse(found.group(1)),
                            Optional.of(new SourceLocation(
                                    found.group(1),
                                    Integer.parseInt(found.group(2)),
                                    Integer.parseInt(found.group(3)))))
                    : Map.of();
        } catch (IllegalArgumentException ignored) {
            return Map.of();
        }
    }

    private static Level level(FindingKind kind) {
        return kind.isUrgent() ? Level.ERROR : kind.isInformation() ? Level.NOTICE : Level.WARNING;
    }

    private static Optional<SourceLocation> place(DependencyGraph graph, FindingRow row) {
        return row.repository().map(RepositoryName::parse).map(graph.places()::get);
    }

    private static String message(FindingRow row) {
        return Stream.concat(
                        Stream.of(Stream.of(row.repository().orElse(""), row.words())
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(": "))),
                        Stream.of(row.remedy()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private void annotate(Level level, Map<String, String> place, String title, String message) {
        if (shown.merge(level, 1, Integer::sum) <= MOST_SHOWN) {
            Map<String, String> properties = new LinkedHashMap<>(place);
            properties.put("title", PrintableText.of(title));
            terminal.workflowCommand(
                    WorkflowCommands.annotation(level, properties, PrintableText.of(TokenRedactor.of(message))));
        }
    }

    /** Empty where the graph is not a file of the repository that the workflow has checked out. */
    private Map<String, String> place(GraphSource source, Optional<SourceLocation> location) {
        var file = file(source);
        if (file.isEmpty() || location.isEmpty()) {
            return Map.of();
        }
        Map<String, String> place = new LinkedHashMap<>();
        place.put("file", PrintableText.of(file.get()));
        place.put("line", Integer.toString(location.get().line()));
        place.put("col", Integer.toString(location.get().column()));
        return place;
    }

    private Optional<String> file(GraphSource source) {
        return switch (source) {
            case GraphSource.LocalFile(var path) -> Optional.of(inWorkspace(path));
            case GraphSource.RemoteFile(var repository, var path, var ref) ->
                Optional.of(path).filter(file -> terminal.variable("GITHUB_REPOSITORY")
                        .filter(repository.toString()::equalsIgnoreCase)
                        .isPresent());
        };
    }

    private String inWorkspace(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return terminal.variable("GITHUB_WORKSPACE")
                .filter(text -> !text.isBlank())
                .map(text -> Path.of(text).toAbsolutePath().normalize())
                .filter(absolute::startsWith)
                .map(workspace -> workspace.relativize(absolute))
                .orElse(path)
                .toString();
    }

    private String outputs(StatusJson status) {
        String findings = JsonDocument.print(status.findings());
        boolean isTooLong = findings.length() > LONGEST_OUTPUT;
        if (isTooLong) {
            terminal.err().println("warning: there are more findings than an output of a step takes; it is left empty");
        }
        return output("complete", Boolean.toString(status.complete()))
                + output("present", Integer.toString(status.summary().present()))
                + output("missing", Integer.toString(status.summary().missing()))
                + output("unreadable", Integer.toString(status.summary().unreadable()))
                + output("findings", isTooLong ? "" : findings);
    }

    /** With an end mark that cannot be guessed, as the toolkit writes it, so that no value ends itself. */
    private static String output(String name, String value) {
        String end = "ghadelimiter_" + UUID.randomUUID();
        return name + "<<" + end + "\n" + value + "\n" + end + "\n";
    }

    /** Adds {@code text} to what the commands before it in the same step said, unless GitHub would then show nothing of it. */
    private void summarize(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (file(SUMMARY).filter(file -> size(file) + length > LARGEST_SUMMARY).isPresent()) {
            terminal.err().println("warning: the job summary of this step is full; it stays as it is");
        } else {
            append(SUMMARY, "the job summary", text);
        }
    }

    private static long size(String file) {
        try {
            return Files.size(Path.of(file));
        } catch (IOException isNew) {
            return 0;
        }
    }

    private Optional<String> file(String variable) {
        return terminal.variable(variable).filter(name -> !name.isBlank());
    }

    private void append(String variable, String what, String text) {
        var file = file(variable);
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(
                    Path.of(file.get()),
                    KnownSecrets.redact(text),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            terminal.err().println("warning: " + what + " could not be written to the file in " + variable);
        }
    }
}
