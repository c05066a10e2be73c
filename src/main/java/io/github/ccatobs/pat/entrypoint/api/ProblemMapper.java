package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.FailureEffects;
import io.github.ccatobs.pat.domain.FailureEffects.RotationEffect;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The one place where a failure becomes a problem. */
final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final Clock clock;

    ProblemMapper(Clock clock) {
        this.clock = clock;
    }

    /** The problem to answer with; a failure that the caller cannot fix is also logged. */
    Problem toProblem(RuntimeException failure) {
        return switch (failure) {
            case Problem.ProblemException problemException -> problemException.problem();
            case RotationStore.LeaseHeldException held -> running(held);
            default ->
                FailureKind.of(failure).flatMap(kind -> foreseen(kind, failure)).orElseGet(() -> defect(failure));
        };
    }

    /** Empty when no request can meet this kind. */
    private Optional<Problem> foreseen(FailureKind kind, RuntimeException failure) {
        var effects = FailureEffects.of(kind);
        if (effects.problem() == ProblemKind.DEFECT) {
            return Optional.empty();
        }
        var problem = Problem.of(effects.problem(), String.valueOf(failure.getMessage()));
        var told = retryAfter(effects)
                .map(wait -> problem.retryAfter(Math.toIntExact(wait.toSeconds())))
                .orElse(problem);
        return Optional.of(kind.equals(new FailureKind.Gone(FailureKind.FailureSource.STORE)) ? told : logged(told));
    }

    /** A limit names its end. */
    private Optional<Duration> retryAfter(FailureEffects effects) {
        return effects.rotation() instanceof RotationEffect.WaitUntil(var moment)
                ? Optional.of(Duration.between(clock.instant(), moment).plusSeconds(1))
                        .map(wait -> wait.isPositive() ? wait : Duration.ofSeconds(1))
                : effects.retryAfter();
    }

    private static Problem running(RotationStore.LeaseHeldException held) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("heldBy", held.lease().holder());
        more.put("since", Timestamps.print(held.lease().since()));
        return new Problem(ProblemKind.ROTATION_RUNNING, String.valueOf(held.getMessage()), Map.of(), more);
    }

    private static Problem logged(Problem problem) {
        LOG.warn(problem.detail());
        return problem;
    }

    /** The stack trace is for the log, not for the caller. */
    private static Problem defect(RuntimeException failure) {
        var id = UUID.randomUUID();
        LOG.errorf(failure, "defect %s: a request could not be answered", id);
        return Problem.of(ProblemKind.DEFECT, "look for " + id + " in the log, and please report it");
    }
}
