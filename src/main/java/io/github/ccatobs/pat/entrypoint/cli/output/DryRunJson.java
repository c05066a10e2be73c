package io.github.ccatobs.pat.entrypoint.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.json.CheckJson;
import io.github.ccatobs.pat.rotation.LedgerVerification;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.token.NewTokenForm;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The plan of a rotation, as JSON; absent values are left out.
 *
 * @param repositories those that would be written, in order of work
 * @param calls requests to GitHub
 * @param points points of all these calls together, as GitHub's limit per minute counts them: a read 1, a write 5, a query none
 * @param seconds how long it would take, roughly
 * @param end when it would end, begun now
 * @param refusals why a rotation would end before its first write
 * @param newTokenUrl GitHub's form for a new token, where only that helps
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DryRunJson(
        String secret,
        Optional<CheckJson> token,
        List<DryRunRow> repositories,
        Optional<Integer> calls,
        Optional<Integer> points,
        Optional<Long> seconds,
        Optional<String> end,
        Optional<List<String>> refusals,
        Optional<URI> newTokenUrl,
        Optional<String> advice) {

    /**
     * One repository.
     *
     * @param reason why it cannot be written
     * @param lost why it no longer holds the token, which the ledger says was written there
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record DryRunRow(String repository, boolean writable, Optional<String> reason, Optional<String> lost) {

        private static DryRunRow of(RepositoryName repository, RotationReview review) {
            var obstacle = Optional.ofNullable(review.obstacles().get(repository));
            var lost = Optional.ofNullable(review.holding().lost().get(repository));
            return new DryRunRow(
                    repository.toString(), obstacle.isEmpty(), obstacle, lost.map(LedgerVerification.Holding::detail));
        }
    }

    /** The plan of {@code review}; {@code plan} is absent when no repository could be read. */
    public static DryRunJson of(
            RotationReview review,
            Optional<RotationEstimate> plan,
            List<String> refusals,
            Optional<NewTokenForm> newTokenForm,
            Optional<String> advice) {
        List<DryRunRow> rows = plan.isEmpty()
                ? List.of()
                : review.named().stream()
                        .map(repository -> DryRunRow.of(repository, review))
                        .toList();
        return new DryRunJson(
                review.secret().toString(),
                review.verdict().map(CheckJson::of),
                rows,
                plan.map(RotationEstimate::calls),
                plan.map(RotationEstimate::points),
                plan.map(costs -> EstimateText.seconds(costs.time())),
                plan.map(costs -> Timestamps.print(costs.end())),
                Optional.of(refusals).filter(some -> !some.isEmpty()),
                newTokenForm.map(NewTokenForm::address),
                advice);
    }
}
