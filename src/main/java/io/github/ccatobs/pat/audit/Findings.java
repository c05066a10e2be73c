package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Observation.Cause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that turn what was seen into what a person should know. Pure: same states, same findings. */
public final class Findings {

    private Findings() {}

    /** Judges each state by itself, in order. */
    public static List<Finding> judge(List<RepositoryState> states) {
        return states.stream()
                .flatMap(state -> Stream.of(secret(state), archived(state), renamed(state)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> secret(RepositoryState state) {
        return switch (state.seen()) {
            case Observation.Present present -> Optional.empty();
            case Observation.Absent absent -> Optional.of(new Finding.Missing(state.repository()));
            case Observation.Unreadable(Cause cause, String reason)
            when isAboutTheRepository(cause) -> Optional.of(new Finding.Unreachable(state.repository(), reason));
            case Observation.Unreadable unreadable -> Optional.empty();
        };
    }

    /**
     * A limit or an outage says nothing about the repository; the audit is incomplete, and that is said of the audit.
     */
    private static boolean isAboutTheRepository(Cause cause) {
        return cause == Cause.UNREACHABLE || cause == Cause.FORBIDDEN;
    }

    private static Optional<Finding> archived(RepositoryState state) {
        return state.archived().filter(is -> is).map(is -> new Finding.Archived(state.repository()));
    }

    private static Optional<Finding> renamed(RepositoryState state) {
        return state.renamedTo().map(today -> new Finding.Renamed(state.repository(), today));
    }
}
