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
