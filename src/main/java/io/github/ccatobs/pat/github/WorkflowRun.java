package io.github.ccatobs.pat.github;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A run of a workflow.
 *
 * @param id GitHub's number of it, unique among all repositories
 * @param number its number among the runs of its workflow
 * @param startedAt when its current attempt began, by GitHub's clock: for a run that was not run again, when it was created
 */
public record WorkflowRun(long id, long number, Instant startedAt) {

    /**
     * The status of a run that has not ended, for want of a runner, an approval or its last step; in the order in which a run
     * goes through them, except that one in progress can wait again for an approval.
     */
    public enum UnfinishedStatus {
        REQUESTED,
        PENDING,
        WAITING,
        QUEUED,
        IN_PROGRESS;

        /** As GitHub writes it: {@code in_progress}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Runs of one repository.
     *
     * @param runs the newest, at most a hundred
     * @param total how many there are
     */
    public record RunListing(List<WorkflowRun> runs, long total) {

        /** Copies. */
        public RunListing {
            runs = List.copyOf(runs);
        }
    }
}
