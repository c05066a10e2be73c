package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of one run of a rotation.
 *
 * @param rotation as it stands now
 * @param already the repositories that held the token before this run
 * @param holding what GitHub said before this run of those that the ledger called done
 */
public record RotationReport(Rotation rotation, Set<RepositoryName> already, LedgerVerification holding) {

    /** Copies. */
    public RotationReport {
        already = Set.copyOf(already);
    }

    /** A rotation as it is recorded, whatever run did it. */
    public RotationReport(Rotation rotation, Set<RepositoryName> already) {
        this(rotation, already, LedgerVerification.empty());
    }

    /** How one repository stands after the run. */
    public enum RepositoryStatus {
        UPDATED,
        ALREADY,
        FAILED,
        PENDING
    }

    /** How {@code repository} stands. */
    public RepositoryStatus status(RepositoryName repository) {
        return switch (rotation.outcomes().getOrDefault(repository, new Outcome.Pending(0))) {
            case Outcome.Updated updated ->
                already.contains(repository) ? RepositoryStatus.ALREADY : RepositoryStatus.UPDATED;
            case Outcome.Failed failed -> RepositoryStatus.FAILED;
            case Outcome.Pending pending -> RepositoryStatus.PENDING;
        };
    }

    /** The repositories that stand so, in order of work. */
    public List<RepositoryName> repositoriesWith(RepositoryStatus repositoryStatus) {
        return rotation.outcomes().keySet().stream()
                .filter(repository -> status(repository) == repositoryStatus)
                .toList();
    }

    /**
     * What a pending repository is for people: not started; where the rotation is complete, left out, since the graph does not
     * list it any more, or lists the same one by another name.
     */
    public static String pendingWord(RotationState state) {
        return state == RotationState.COMPLETE ? "left out" : "not started";
    }

    /** Counts that add up to the number of repositories. */
    public RotationSummary summary() {
        return new RotationSummary(
                repositoriesWith(RepositoryStatus.UPDATED).size(),
                repositoriesWith(RepositoryStatus.ALREADY).size(),
                repositoriesWith(RepositoryStatus.FAILED).size(),
                repositoriesWith(RepositoryStatus.PENDING).size());
    }

    /** The written repositories whose new time GitHub has not shown. */
    public List<RepositoryName> unverified() {
        return rotation.outcomes().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Outcome.Updated updated && !updated.verified())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many were updated in this run, held the token before, failed, and were not reached. */
    public record RotationSummary(int updated, int already, int failed, int pending) {}
}
