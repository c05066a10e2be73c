package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rotation and what became of each of its repositories.
 *
 * @param head the rotation itself
 * @param outcomes one for each repository, in order of work
 */
public record Rotation(RotationHead head, Map<RepositoryName, Outcome> outcomes) {

    /** Copies, keeping the order. */
    public Rotation {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
}
