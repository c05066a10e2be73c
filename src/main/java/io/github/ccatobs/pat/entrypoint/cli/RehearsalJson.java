package io.github.ccatobs.pat.entrypoint.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.PreflightReport;
import io.github.ccatobs.pat.rotation.RotationPlan;
import java.util.List;
import java.util.Optional;

/**
 * What a rotation would do, as JSON; what is absent is left out.
 *
 * @param repositories those that would be written, in order of work
 * @param calls requests to GitHub
 * @param seconds how long it would take, roughly
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RehearsalJson(
        String secret,
        Optional<CheckJson> token,
        List<Row> repositories,
        Optional<Integer> calls,
        Optional<Long> seconds) {

    /** One repository; {@code reason} tells why it cannot be written. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Row(String repository, boolean writable, Optional<String> reason) {

        private static Row of(RepositoryName repository, Optional<String> obstacle) {
            return new Row(repository.toString(), obstacle.isEmpty(), obstacle);
        }
    }

    /** Of a token that is refused: nothing else was looked at. */
    static RehearsalJson of(SecretName secret, CheckJson token) {
        return new RehearsalJson(secret.toString(), Optional.of(token), List.of(), Optional.empty(), Optional.empty());
    }

    static RehearsalJson of(
            SecretName secret,
            Optional<CheckJson> token,
            List<RepositoryName> left,
            PreflightReport report,
            RotationPlan plan) {
        List<Row> rows = left.stream()
                .map(repository -> Row.of(
                        repository, Optional.ofNullable(report.obstacles().get(repository))))
                .toList();
        return new RehearsalJson(
                secret.toString(), token, rows, Optional.of(plan.calls()), Optional.of(PlanTalk.seconds(plan.time())));
    }
}
