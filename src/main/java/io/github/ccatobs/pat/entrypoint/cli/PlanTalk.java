package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.github.TokenFacts;
import io.github.ccatobs.pat.rotation.RotationPlan;
import io.github.ccatobs.pat.rotation.RotationRequest;
import io.github.ccatobs.pat.token.TokenVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One screen before the first write: what is about to happen, and what it costs. */
final class PlanTalk {

    private static final int SECONDS_IN_A_MINUTE = 60;

    private PlanTalk() {}

    /** The lines of the plan. */
    static List<String> about(RotationRequest request, TokenVerdict verdict, RotationPlan plan, TokenFacts writer) {
        int all = request.repositories().size();
        return Stream.of(
                        Optional.of("Token:        " + verdict.kind()
                                + verdict.login().map(login -> " of " + login).orElse("")
                                + expiry(verdict.expiry())),
                        Optional.of("Secret:       " + request.secret()),
                        Optional.of("Repositories: " + plan.repositories() + " to write, " + (all - plan.repositories())
                                + " hold the token already"),
                        Optional.of("Cost:         about " + plan.calls() + " requests, " + print(plan.time())),
                        writer.quota().map(quota -> "Quota:        " + StatusTalk.quota(quota)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** In whole seconds, at least one. */
    static long seconds(Duration time) {
        return Math.max(1, time.toSeconds());
    }

    /** A rough time, as people say it. */
    static String print(Duration time) {
        long seconds = seconds(time);
        return seconds < 2 * SECONDS_IN_A_MINUTE
                ? "about " + seconds + " s"
                : "about " + (seconds + SECONDS_IN_A_MINUTE - 1) / SECONDS_IN_A_MINUTE + " min";
    }

    private static String expiry(TokenExpiry expiry) {
        return switch (expiry) {
            case TokenExpiry.At(var moment) -> ", expires " + Moment.print(moment);
            case TokenExpiry.Never never -> ", does not expire";
            case TokenExpiry.Unknown unknown -> "";
        };
    }
}
