package io.github.ccatobs.pat.entrypoint.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.RotationPlan;
import java.util.List;
import java.util.Optional;

/**
 * What a rotation would do, as JSON; what is absent is left out.
 *
 * @param repositories those that would be written, in order of work
 * @param calls requests to GitHub
 * @param seconds how long it would take, roughly
 * @param refusals why a rotation would end before its first write
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RehearsalJson(
        String secret,
        Optional<CheckJson> token,
        List<Row> repositories,
        Optional<Integer> calls,
        Optional<Long> seconds,
        Optional<List<String>> refusals) {

    /** One repository; {@code reason} tells why it cannot be written. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Row(String repository, boolean writable, Optional<String> reason) {

        private static Row of(RepositoryName repository, Optional<String> obstacle) {
            return new Row(repository.toString(), obstacle.isEmpty(), obstacle);
        }
    }

    /** {@code plan} is absent when no repository could be looked at. */
    static RehearsalJson of(RotationReview review, Optional<RotationPlan> plan, List<String> refusals) {
        List<Row> rows = plan.isEmpty()
                ? List.of()
                : review.named().stream()
                        .map(repository -> Row.of(
                                repository,
                                Optional.ofNullable(review.obstacles().get(repository))))
                        .toList();
        return new RehearsalJson(
                review.secret().toString(),
                review.verdict().map(CheckJson::of),
                rows,
                plan.map(RotationPlan::calls),
                plan.map(costs -> PlanTalk.seconds(costs.time())),
                Optional.of(refusals).filter(some -> !some.isEmpty()));
    }
}
