package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges what a pass over the repositories saw, against what is remembered and what the settings ask, and keeps it. */
@ApplicationScoped
public class AuditBook {

    private final AuditSettings settings;
    private final GraphSettings graphSettings;
    private final BaselineSource memory;
    private final AuditHistory history;
    private final Clock clock;

    AuditBook(
            AuditSettings settings,
            GraphSettings graphSettings,
            BaselineSource memory,
            AuditHistory history,
            Clock clock) {
        this.settings = settings;
        this.graphSettings = graphSettings;
        this.memory = memory;
        this.history = history;
        this.clock = clock;
    }

    /**
     * What an audit says in the end.
     *
     * @param record what is to be kept of it
     * @param change what is new and over since the one before
     * @param accepted the repositories whose findings an exception hides today
     * @param newNotes the notes of the audit that the last kept audit did not have in the same words; of an audit of some
     *     repositories, all of them
     */
    public record Judged(
            AuditRecord record,
            FindingDiff.Change change,
            Map<RepositoryName, Waiver> accepted,
            List<String> newNotes) {

        /** Copies. */
        public Judged {
            accepted = Map.copyOf(accepted);
            newNotes = List.copyOf(newNotes);
        }
    }

    /** How far the settings look around. */
    public AuditScope scope() {
        return AuditScope.of(settings);
    }

    /**
     * What the settings ask.
     *
     * @throws IllegalArgumentException when an accepted repository has a name that is none
     */
    public AuditPolicy standards() {
        return new AuditPolicy(
                memory.settle(),
                settings.maxAge(),
                settings.accept().entrySet().stream()
                        .collect(Collectors.toMap(
                                accepted -> RepositoryName.parse(accepted.getKey(), graphSettings.organization()),
                                accepted -> new Waiver(
                                        accepted.getValue().reason(),
                                        accepted.getValue().until()))));
    }

    /**
     * Judges {@code audit} of the repositories of {@code graph}, which took {@code calls} requests; keeps nothing. One of
     * some of them is held against what was open in those.
     */
    public Judged judge(Audit audit, AuditPolicy policy, DependencyGraph graph, long calls) {
        var last = history.last(audit.secret());
        boolean isWhole = isWhole(audit, graph);
        var before = last.map(AuditRecord::findings).orElse(List.of()).stream()
                .filter(finding -> isWhole || audit.isAbout(finding))
                .toList();
        var remembered = memory.of(audit.secret());
        var found = FindingRules.judge(audit, remembered, policy, warnings(graph));
        var change = FindingDiff.follow(before, audit, found);
        var record = record(audit, calls, change.open());
        var knownNotes = last.filter(it -> isWhole).map(AuditRecord::notes).orElse(List.of());
        return new Judged(
                record,
                change,
                FindingRules.hiding(audit, remembered, policy),
                record.notes().stream()
                        .filter(note -> !knownNotes.contains(note))
                        .toList());
    }

    /** Keeps it for the next time. */
    public void keep(Judged judged) {
        history.keep(judged.record());
    }

    private static boolean isWhole(Audit audit, DependencyGraph graph) {
        int listed = audit.repositories().stream()
                .mapToInt(state -> 1 + state.alsoListedAs().size())
                .sum();
        return listed == graph.repositories().size();
    }

    private static List<String> warnings(DependencyGraph graph) {
        return graph.warnings().stream()
                .map(Object::toString)
                .map(TokenRedactor::of)
                .toList();
    }

    private AuditRecord record(Audit audit, long calls, List<OpenFinding> open) {
        return new AuditRecord(
                audit.secret(),
                audit.auditedAt(),
                audit.isComplete(),
                audit.summary(),
                Duration.between(audit.auditedAt(), clock.instant()),
                calls + audit.token().calls(),
                audit.token().status(),
                audit.credential(),
                open,
                audit.notes());
    }
}
