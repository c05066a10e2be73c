package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Surroundings.Shadows;
import io.github.ccatobs.pat.audit.Surroundings.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what could not be looked at around the repositories: where, how often and why. Pure. */
final class CoverageNotes {

    private final Audit audit;

    CoverageNotes(Audit audit) {
        this.audit = audit;
    }

    List<String> all() {
        return Stream.of(
                        ofShadows("secrets of the organisation", shadows -> shadows.organization()
                                .whyUnknown()),
                        ofShadows("secrets of environments", shadows -> shadows.environments()
                                .whyUnknown()),
                        audit.around().sweep().flatMap(CoverageNotes::ofSweep))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> ofShadows(String what, Function<Shadows, Optional<String>> whyUnknown) {
        return audit.around().shadows().flatMap(shadows -> {
            Map<RepositoryName, String> blind = new LinkedHashMap<>();
            audit.repositories().forEach(state -> Optional.ofNullable(shadows.get(state.repository()))
                    .flatMap(whyUnknown)
                    .ifPresent(why -> blind.put(state.repository(), why)));
            return sentence(
                    what + " could not be checked in " + blind.size() + " of " + shadows.size() + " repositories",
                    blind);
        });
    }

    private static Optional<String> ofSweep(Sweep sweep) {
        return switch (sweep) {
            case Sweep.SweepRefused(String organization, Observation.Unreadable why) ->
                Optional.of("the repositories of " + organization + " could not be listed: " + why.reason());
            case Sweep.Done(String organization, List<RepositoryState> outside) -> {
                Map<RepositoryName, String> blind = new LinkedHashMap<>();
                outside.forEach(
                        state -> state.seen().whyUnknown().ifPresent(why -> blind.put(state.repository(), why)));
                yield sentence(
                        blind.size() + " of " + outside.size() + " repositories of " + organization
                                + " outside the graph could not be read",
                        blind);
            }
        };
    }

    /** Many reasons are one as a rule, so one stands for all. */
    private static Optional<String> sentence(String what, Map<RepositoryName, String> blind) {
        return blind.entrySet().stream()
                .findFirst()
                .map(one -> what + ", e.g. " + one.getKey() + ": " + one.getValue());
    }
}
