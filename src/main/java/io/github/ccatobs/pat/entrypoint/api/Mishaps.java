package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.VaultException;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenSourceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The one place where a failure becomes a problem. */
final class Mishaps {

    private static final Logger LOG = Logger.getLogger(Mishaps.class);
    private static final int SOON = 10;
    private static final int IN_A_MINUTE = 60;

    /** What to say of {@code failure}; what its caller cannot mend is also logged. */
    Problem tell(RuntimeException failure) {
        return switch (failure) {
            case Problem.Found found -> found.problem();
            case RotationStore.LeaseHeld held -> running(held);
            case RotationStore.LeaseLost lost ->
                problem(Problem.Kind.STORE_UNAVAILABLE, lost).retryAfter(SOON);
            case RotationStore.Unavailable closed ->
                logged(problem(Problem.Kind.STORE_UNAVAILABLE, closed).retryAfter(SOON));
            case TokenSourceException.Unusable none -> logged(problem(Problem.Kind.TOKEN_UNUSABLE, none));
            case TokenSourceException.Unavailable silent ->
                logged(problem(Problem.Kind.TOKEN_UNAVAILABLE, silent).retryAfter(IN_A_MINUTE));
            case VaultException silent ->
                logged(problem(Problem.Kind.TOKEN_UNAVAILABLE, silent).retryAfter(IN_A_MINUTE));
            case Background.Unavailable nobody ->
                logged(problem(Problem.Kind.BACKGROUND_UNAVAILABLE, nobody).retryAfter(IN_A_MINUTE));
            case IllegalArgumentException setting -> logged(problem(Problem.Kind.NOT_CONFIGURED, setting));
            default -> defect(failure);
        };
    }

    private static Problem problem(Problem.Kind kind, RuntimeException failure) {
        return Problem.of(kind, String.valueOf(failure.getMessage()));
    }

    private static Problem running(RotationStore.LeaseHeld held) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("heldBy", held.lease().holder());
        more.put("since", Moment.print(held.lease().since()));
        return new Problem(Problem.Kind.ROTATION_RUNNING, String.valueOf(held.getMessage()), Map.of(), more);
    }

    private static Problem logged(Problem problem) {
        LOG.warn(problem.detail());
        return problem;
    }

    /** A trace is for whoever mends it, not for whoever asked. */
    private static Problem defect(RuntimeException failure) {
        var id = UUID.randomUUID();
        LOG.errorf(failure, "defect %s: a request could not be answered", id);
        return Problem.of(Problem.Kind.DEFECT, "the log names it " + id + "; please report it");
    }
}
