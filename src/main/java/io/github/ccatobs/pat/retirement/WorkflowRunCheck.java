package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.WorkflowRun;
import io.github.ccatobs.pat.github.WorkflowRun.RunListing;
import io.github.ccatobs.pat.github.WorkflowRun.UnfinishedStatus;
import io.github.ccatobs.pat.retirement.GateOutcome.GatePart;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Looks for workflow runs that read the old token: those that began before their repository was written and have not ended.
 * A run reads the secrets of its repository when it is queued, and one that is run again reads them anew.
 *
 * @see <a href="https://docs.github.com/actions/reference/security/secrets">when secrets are read</a>
 */
final class WorkflowRunCheck {

    /** GitHub cancels a run after so long, waiting for an approval included. */
    private static final Duration LONGEST_RUN = Duration.ofDays(35);

    /** For so long after its first attempt a run can be run again. */
    private static final Duration RERUNNABLE = Duration.ofDays(30);

    /** A run may move from one to the next between two listings, and then is in the later one; so waiting is asked for twice. */
    private static final List<UnfinishedStatus> LISTED = Stream.concat(
                    Stream.of(UnfinishedStatus.values()), Stream.of(UnfinishedStatus.WAITING))
            .toList();

    private final GitHubClient gitHub;
    private final String webPages;
    private final Instant now;

    /** {@code now} is by GitHub's clock. */
    WorkflowRunCheck(GitHubClient gitHub, String webPages, Instant now) {
        this.gitHub = gitHub;
        this.webPages = webPages;
        this.now = now;
    }

    /** The runs of one repository. */
    private record FoundRuns(List<RetirementObstacle> obstacles, Optional<String> unknown, long ended) {}

    /** Looks at each repository of {@code written}, with the moment by GitHub's clock at which it was written at the latest. */
    List<GateOutcome> look(Map<RepositoryName, Instant> written) {
        var found = Parallel.each(List.copyOf(written.entrySet()), entry -> look(entry.getKey(), entry.getValue()))
                .values();
        var unknown = found.stream().flatMap(one -> one.unknown().stream()).toList();
        var obstacles = found.stream().flatMap(one -> one.obstacles().stream()).toList();
        long ended = found.stream().mapToLong(FoundRuns::ended).sum();
        return Stream.concat(
                        GateResult.of(
                                        obstacles,
                                        unknown,
                                        new GateResult.Satisfied(
                                                "no run that began before its repository was written is unfinished"))
                                .stream()
                                .map(result -> new GateOutcome(GatePart.RUNS, result)),
                        unknown.isEmpty() ? Stream.of(new GateOutcome(GatePart.RERUNS, reruns(ended))) : Stream.empty())
                .toList();
    }

    private static GateResult reruns(long ended) {
        return new GateResult.Informed(
                ended == 0
                        ? "no run of the last 30 days began with the old token"
                        : Plurals.of(ended, "ended run", "ended runs")
                                + " of the last 30 days began with the old token and can be run again, which reads the"
                                + " secret anew");
    }

    private FoundRuns look(RepositoryName repository, Instant written) {
        try {
            Map<Long, RetirementObstacle> obstacles = new LinkedHashMap<>();
            Optional<String> unknown = Optional.empty();
            if (now.isBefore(written.plus(LONGEST_RUN))) {
                for (UnfinishedStatus status : LISTED) {
                    var listing = gitHub.unfinishedRuns(repository, status, written);
                    var before = listing.runs().stream()
                            .filter(run -> !run.startedAt().isAfter(written))
                            .toList();
                    before.forEach(run -> obstacles.put(run.id(), obstacle(repository, run, status)));
                    unknown = unknown.or(() -> more(repository, status, listing, before.size()));
                }
            }
            return new FoundRuns(List.copyOf(obstacles.values()), unknown, ended(repository, written));
        } catch (GitHubException failure) {
            return new FoundRuns(List.of(), Optional.of(whyUnknown(repository, failure)), 0);
        }
    }

    private static Optional<String> more(
            RepositoryName repository, UnfinishedStatus status, RunListing listing, int before) {
        return before == 0 && listing.total() > listing.runs().size()
                ? Optional.of(
                        repository + ": GitHub has more than " + listing.runs().size() + " runs that are " + status)
                : Optional.empty();
    }

    private long ended(RepositoryName repository, Instant written) {
        var earliest = now.minus(RERUNNABLE);
        LongSupplier count = () -> gitHub.endedRuns(repository, earliest, written);
        return written.isAfter(earliest) ? count.getAsLong() : 0;
    }

    private RetirementObstacle obstacle(RepositoryName repository, WorkflowRun run, UnfinishedStatus status) {
        return new RetirementObstacle(
                "run " + run.number() + ", begun " + Timestamps.print(run.startedAt()) + ", is "
                        + status.toString().replace('_', ' '),
                Optional.of(repository),
                Optional.of(webPages + "/" + repository + "/actions/runs/" + run.id()));
    }

    /** A failure of one repository is told for it; one that concerns all of them ends the look. */
    static String whyUnknown(RepositoryName repository, GitHubException failure) {
        if (failure instanceof GitHubException.CredentialRejectedException
                || failure instanceof GitHubException.RateLimitedException) {
            throw failure;
        }
        return repository + ": " + failure.why();
    }
}
