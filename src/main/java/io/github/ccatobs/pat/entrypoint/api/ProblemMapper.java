package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenSourceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The one place where a failure becomes a problem. */
final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int SOON = 10;
    private static final int IN_A_MINUTE = 60;

    /** The problem to answer with; a failure that the caller cannot fix is also logged. */
    Problem tell(RuntimeException failure) {
        return switch (failure) {
            case Problem.ProblemException problemException -> problemException.problem();
            case RotationStore.LeaseHeldException held -> running(held);
            case RotationStore.LeaseLostException lost ->
                problem(Problem.ProblemKind.STORE_UNAVAILABLE, lost).retryAfter(SOON);
            case RotationStore.StoreUnavailableException closed ->
                logged(problem(Problem.ProblemKind.STORE_UNAVAILABLE, closed).retryAfter(SOON));
            case TokenSourceException.UnusableTokenException none ->
                logged(problem(Problem.ProblemKind.TOKEN_UNUSABLE, none));
            case TokenSourceException.TokenSourceUnavailableException silent ->
                logged(problem(Problem.ProblemKind.TOKEN_UNAVAILABLE, silent).retryAfter(IN_A_MINUTE));
            case SecretUnavailableException silent ->
                logged(problem(Problem.ProblemKind.TOKEN_UNAVAILABLE, silent).retryAfter(IN_A_MINUTE));
            case JobLauncher.JobUnavailableException e ->
                logged(problem(Problem.ProblemKind.BACKGROUND_UNAVAILABLE, e).retryAfter(IN_A_MINUTE));
            case IllegalArgumentException setting -> logged(problem(Problem.ProblemKind.NOT_CONFIGURED, setting));
            default -> defect(failure);
        };
    }

    private static Problem problem(Problem.ProblemKind kind, RuntimeException failure) {
        return Problem.of(kind, String.valueOf(failure.getMessage()));
    }

    private static Problem running(RotationStore.LeaseHeldException held) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("heldBy", held.lease().holder());
        more.put("since", Timestamps.print(held.lease().since()));
        return new Problem(Problem.ProblemKind.ROTATION_RUNNING, String.valueOf(held.getMessage()), Map.of(), more);
    }

    private static Problem logged(Problem problem) {
        LOG.warn(problem.detail());
        return problem;
    }

    /** The stack trace is for the log, not for the caller. */
    private static Problem defect(RuntimeException failure) {
        var id = UUID.randomUUID();
        LOG.errorf(failure, "defect %s: a request could not be answered", id);
        return Problem.of(Problem.ProblemKind.DEFECT, "look for " + id + " in the log, and please report it");
    }
}
