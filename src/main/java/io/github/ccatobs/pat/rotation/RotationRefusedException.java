package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The rotation ends before its first write: repositories cannot be written, each named with its reason. */
public final class RotationRefusedException extends FailureException {

    private static final long serialVersionUID = 1L;
    private final transient Map<RepositoryName, String> obstacles;
    private final boolean needsNewToken;

    /** {@code needsNewToken} as {@link RotationHeader#needsNewToken}. */
    RotationRefusedException(Map<RepositoryName, String> obstacles, boolean needsNewToken) {
        super(new FailureKind.Refused(FailureKind.FailureSource.PREFLIGHT), message(obstacles));
        this.obstacles = Collections.unmodifiableMap(new LinkedHashMap<>(obstacles));
        this.needsNewToken = needsNewToken;
    }

    /** Whether another owner holds the token, so that another must take its place. */
    boolean needsNewToken() {
        return needsNewToken;
    }

    /** Why each of them cannot be written, in order of work. */
    public Map<RepositoryName, String> obstacles() {
        return obstacles;
    }

    /** The sentence about them, and a line each. */
    static String message(Map<RepositoryName, String> obstacles) {
        return obstacles.entrySet().stream()
                .map(obstacle -> obstacle.getKey() + ": " + PrintableText.of(obstacle.getValue()))
                .collect(Collectors.joining(
                        "\n  ", "nothing was written; these repositories cannot be written:\n  ", ""));
    }
}
