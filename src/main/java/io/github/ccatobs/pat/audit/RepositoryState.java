package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.RepositoryInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The observed state of one repository.
 *
 * @param repository its name in the graph
 * @param seen whether it holds the secret
 * @param archived whether it is read-only; empty when there was no reason to ask
 * @param renamedTo its name today, when that is another one of the same owner
 * @param alsoListedAs other names of the graph that are this repository today
 */
public record RepositoryState(
        RepositoryName repository,
        Observation seen,
        Optional<Boolean> archived,
        Optional<RepositoryName> renamedTo,
        List<RepositoryName> alsoListedAs) {

    /** Copies. */
    public RepositoryState {
        alsoListedAs = List.copyOf(alsoListedAs);
    }

    /** A repository that the graph lists once. */
    public RepositoryState(
            RepositoryName repository,
            Observation seen,
            Optional<Boolean> archived,
            Optional<RepositoryName> renamedTo) {
        this(repository, seen, archived, renamedTo, List.of());
    }

    /** Its name today. */
    RepositoryName today() {
        return renamedTo.orElse(repository);
    }

    /** The same, as {@code found} describes it: under today's name, or out of scope with another owner. */
    RepositoryState describedBy(RepositoryInfo found) {
        return found.name().hasOwnerOf(repository)
                ? new RepositoryState(
                        repository,
                        seen,
                        Optional.of(found.archived()),
                        Optional.of(found.name()).filter(name -> !name.equals(repository)),
                        alsoListedAs)
                : of(repository, new Observation.TransferredAway(found.name()));
    }

    /** The same, listed under {@code others} too. */
    RepositoryState listedAs(List<RepositoryName> others) {
        return new RepositoryState(
                repository,
                seen,
                archived,
                renamedTo,
                Stream.concat(alsoListedAs.stream(), others.stream()).toList());
    }

    /** Every name of the graph that is this repository. */
    Stream<RepositoryName> names() {
        return Stream.concat(Stream.of(repository), alsoListedAs.stream());
    }

    /** Whether the secret could have been read: the repository is in scope, and GitHub gave its list. */
    boolean isRead() {
        return seen instanceof Observation.Present || seen instanceof Observation.Absent;
    }

    /** A repository about which there is nothing more to say. */
    static RepositoryState of(RepositoryName repository, Observation seen) {
        return new RepositoryState(repository, seen, Optional.empty(), Optional.empty());
    }
}
