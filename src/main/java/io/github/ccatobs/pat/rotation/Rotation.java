package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rotation and what became of each of its repositories.
 *
 * @param head the rotation itself
 * @param outcomes one for each repository, in order of work
 */
public record Rotation(RotationHeader head, Map<RepositoryName, Outcome> outcomes) {

    /** How long a run may go on after its last outcome: the wait for a limit of GitHub's and the settle window are less. */
    private static final Duration LONGEST_END = Duration.ofHours(2);

    /** How the reason begins after a run for a part of its repositories. */
    static final String OTHERS_LEFT = "other repositories of this rotation do not hold the token yet: ";

    /** Copies, keeping the order. */
    public Rotation {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /**
     * When it started, by GitHub's clock; never after a write of its own, also where GitHub's clock was set back meanwhile.
     * Of a rotation of which that was not kept: as far before its first write that GitHub dated as by our own clock. Empty
     * while neither is known.
     */
    public Optional<Instant> startedByGitHubClock() {
        return Stream.concat(
                        head.gitHubStartedAt().or(this::estimatedStart).stream(),
                        dated().flatMap(updated -> updated.gitHubAt().stream()))
                .min(Comparator.naturalOrder());
    }

    /**
     * Whether it stopped for a cause that would stop it again: not where it was interrupted, or was for a part of its repositories,
     * and none has failed.
     */
    public boolean hasCauseToRemove() {
        return switch (head.state()) {
            case STOPPED ->
                !(isLeftToOthers() || hasReason(StopSignal.INTERRUPTED))
                        || outcomes.values().stream().anyMatch(Outcome.Failed.class::isInstance);
            case REFUSED -> true;
            case RUNNING, WAITING, COMPLETE, SUPERSEDED -> false;
        };
    }

    /** Whether it stopped when all that it was asked for was done. */
    public boolean isLeftToOthers() {
        return hasReason(OTHERS_LEFT);
    }

    private boolean hasReason(String beginning) {
        return head.reason().filter(why -> why.startsWith(beginning)).isPresent();
    }

    /** Whether an earlier run than the last left an outcome: the time since the start then is not that of the work alone. */
    public boolean hasEarlierRun() {
        return head.plan()
                .map(RotationEstimate::start)
                .filter(last -> outcomes.values().stream()
                        .flatMap(outcome -> outcome.ended().stream())
                        .anyMatch(last::isAfter))
                .isPresent();
    }

    /**
     * How long its work took: the whole rotation where one run did it, else the last run; slices that continue by themselves count as
     * one. Empty until it has ended, and when another rotation superseded it, which does not tell when its work ended; also where
     * its last run had no plan and its outcomes are those of an earlier one.
     */
    public Optional<Duration> workTook() {
        return hasEarlierRun()
                ? head.took()
                : head.finishedAt()
                        .filter(end -> head.state() != RotationState.SUPERSEDED)
                        .filter(end -> head.plan().isPresent() || isEndOfOutcomes(end))
                        .map(end -> Duration.between(head.startedAt(), end));
    }

    private boolean isEndOfOutcomes(Instant end) {
        return outcomes.values().stream()
                .flatMap(outcome -> outcome.ended().stream())
                .max(Comparator.naturalOrder())
                .map(last -> !last.plus(LONGEST_END).isBefore(end))
                .orElse(true);
    }

    private Optional<Instant> estimatedStart() {
        return dated().min(Comparator.comparing(Outcome.Updated::at)).flatMap(first -> first.gitHubAt()
                .map(gitHubAt -> head.startedAt().plus(Duration.between(first.at(), gitHubAt))));
    }

    private Stream<Outcome.Updated> dated() {
        return outcomes.values().stream()
                .flatMap(outcome -> outcome instanceof Outcome.Updated updated ? Stream.of(updated) : Stream.empty())
                .filter(updated -> updated.gitHubAt().isPresent());
    }
}
