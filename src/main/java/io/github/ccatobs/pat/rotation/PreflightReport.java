package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.seal.PublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The result of checking the repositories before the first write, in order of work.
 *
 * @param keys the key of each repository that can be written
 * @param obstacles why each of the others cannot
 * @param archived those of the others that are archived
 * @param aliases names that are a repository of another name today, which counts instead of them
 */
public record PreflightReport(
        Map<RepositoryName, PublicKey> keys,
        Map<RepositoryName, String> obstacles,
        Set<RepositoryName> archived,
        RepositoryAliases aliases) {

    /** Copies, keeping the order. */
    public PreflightReport {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        obstacles = Collections.unmodifiableMap(new LinkedHashMap<>(obstacles));
        archived = Set.copyOf(archived);
    }

    /** Whether {@code repository} was looked at. */
    boolean isAbout(RepositoryName repository) {
        return keys.containsKey(repository)
                || obstacles.containsKey(repository)
                || aliases.kept().containsKey(repository);
    }

    /**
     * Passes a report that a rotation may act on.
     *
     * @param continueOnError whether obstacles are skipped
     * @param anyDone whether other repositories already hold the token, so that the rotation can continue
     * @param needsNewToken as {@link RotationHeader#needsNewToken}, for the refusal
     * @throws RotationRefusedException when there are obstacles that are not skipped, or only obstacles
     */
    PreflightReport orRefuse(boolean continueOnError, boolean anyDone, boolean needsNewToken) {
        if (isRefused(continueOnError, anyDone)) {
            throw new RotationRefusedException(obstacles, needsNewToken);
        }
        return this;
    }

    /** Whether a rotation may not act on it, for the same reasons. */
    public boolean isRefused(boolean continueOnError, boolean anyDone) {
        return !obstacles.isEmpty() && !(continueOnError && (anyDone || !keys.isEmpty()));
    }
}
