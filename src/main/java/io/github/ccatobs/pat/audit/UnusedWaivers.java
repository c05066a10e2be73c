package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.ShadowScanResult.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SpellingSuggestion;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which accepted exceptions hide nothing in an audit of the whole graph, and why. Pure. */
final class UnusedWaivers {

    private static final String SETTING = "ccat.pat.audit.accept has an exception for ";

    private final Audit audit;
    private final RotationBaseline baseline;
    private final LocalDate today;

    UnusedWaivers(Audit audit, RotationBaseline baseline, LocalDate today) {
        this.audit = audit;
        this.baseline = baseline;
        this.today = today;
    }

    /**
     * A sentence for each, without a full stop, by repository. One that has ended for a repository of the graph is a
     * finding of its own, and there is none for a repository that could not be read or belongs to another owner.
     *
     * @param hiding the repositories whose exception hides findings
     */
    List<String> notes(Map<RepositoryName, Waiver> waivers, Set<RepositoryName> hiding) {
        return waivers.entrySet().stream()
                .filter(entry -> !hiding.contains(entry.getKey()))
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .flatMap(entry -> why(entry.getKey(), entry.getValue()).stream()
                        .map(why -> SETTING + entry.getKey() + ", which " + why))
                .toList();
    }

    private Optional<String> why(RepositoryName repository, Waiver waiver) {
        var state = Stream.concat(audit.repositories().stream(), outside())
                .filter(seen -> seen.repository().equals(repository))
                .findFirst();
        if (state.isPresent()) {
            boolean isReportedElsewhere = !waiver.holdsOn(today)
                    || state.get().seen() instanceof Observation.Unreadable
                    || state.get().seen() instanceof Observation.TransferredAway;
            return isReportedElsewhere ? Optional.empty() : Optional.of("has nothing to hide: remove the exception");
        }
        String ended = waiver.holdsOn(today) ? "" : "; it ended with " + waiver.until();
        return Optional.of(notListed(repository) + ended);
    }

    private Stream<RepositoryState> outside() {
        return audit.shadowScan().sweep().stream()
                .flatMap(sweep -> sweep instanceof Sweep.Done done ? done.outside().stream() : Stream.empty());
    }

    private String notListed(RepositoryName repository) {
        var otherName = audit.repositories().stream()
                .filter(state ->
                        state.today().equals(repository) || state.alsoListedAs().contains(repository))
                .findFirst();
        if (otherName.isPresent()) {
            return "audits call " + otherName.get().repository() + ": write that name";
        }
        return baseline.ourWrites().containsKey(repository)
                ? "left the graph: only ccat pat retire still looks at it"
                : "the graph does not list"
                        + nearest(repository)
                                .map(name -> ": did you mean " + name + "?")
                                .orElse(": correct its name, or remove the exception");
    }

    private Optional<RepositoryName> nearest(RepositoryName repository) {
        Map<String, RepositoryName> names = audit.repositories().stream()
                .map(RepositoryState::repository)
                .collect(Collectors.toMap(UnusedWaivers::lowerCase, Function.identity(), (one, other) -> one));
        return SpellingSuggestion.to(lowerCase(repository), names.keySet())
                .or(() -> ofTheSameName(repository, names.keySet()))
                .map(names::get);
    }

    private static Optional<String> ofTheSameName(RepositoryName repository, Collection<String> names) {
        String end = "/" + repository.name().toLowerCase(Locale.ROOT);
        return names.stream().filter(name -> name.endsWith(end)).findFirst();
    }

    private static String lowerCase(RepositoryName repository) {
        return repository.toString().toLowerCase(Locale.ROOT);
    }
}
