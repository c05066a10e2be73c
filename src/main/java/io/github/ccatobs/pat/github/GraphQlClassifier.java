package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the GraphQL API's ways of saying no apart, most of which come with status 200. Pure.
 *
 * <p>Its quota is its own: a query that finds it used up fails at once and closes no gate, because other requests may
 * still be made.
 *
 * @see <a href="https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api">Rate limits and
 *     query limits for the GraphQL API</a>
 */
final class GraphQlClassifier {

    private static final int NOT_IMPLEMENTED = 501;
    private static final String RATE_LIMITED = "RATE_LIMITED";
    private static final Pattern TOO_HEAVY =
            Pattern.compile("(?i)\\btimeout\\b|\\btimed out\\b|\\bsomething went wrong\\b");

    private GraphQlClassifier() {}

    /** Says what {@code response}, received at {@code now}, means, where {@code byStatus} is what its status alone means. */
    static ResponseKind judge(GitHubResponse response, ResponseKind byStatus, Instant now) {
        if (response.status() == NOT_IMPLEMENTED) {
            return new ResponseKind.PermanentFailure(new GitHubException.GitHubValidationException(
                    response.call(), "this GitHub has no GraphQL API (501)", NOT_IMPLEMENTED));
        }
        return switch (byStatus) {
            case ResponseKind.RateLimited limited -> limit(response, now);
            case ResponseKind.Success success -> byContent(success, now);
            case ResponseKind.Redirected redirected -> redirected;
            case ResponseKind.TransientFailure failure -> failure;
            case ResponseKind.StaleToken stale -> stale;
            case ResponseKind.PermanentFailure failure -> failure;
        };
    }

    private static ResponseKind byContent(ResponseKind.Success success, Instant now) {
        var response = success.answer();
        try {
            var body = ResponseJson.of(response);
            List<ResponseJson> errors = body.has("errors") ? body.list("errors") : List.of();
            if (errors.stream().anyMatch(GraphQlClassifier::isLimit)) {
                return limit(response, now);
            }
            return body.has("data") ? success : withoutData(response, errors);
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return new ResponseKind.PermanentFailure(unreadable);
        }
    }

    private static boolean isLimit(ResponseJson error) {
        return text(error, "type").equals(RATE_LIMITED) || ResponseClassifier.isAboutALimit(text(error, "message"));
    }

    private static ResponseKind withoutData(GitHubResponse response, List<ResponseJson> errors) {
        String said = errors.stream()
                .findFirst()
                .map(error -> SanitizedErrorMessage.of(text(error, "message")))
                .orElse("neither data nor errors");
        return TOO_HEAVY.matcher(said).find()
                ? new ResponseKind.TransientFailure(new GitHubException.GitHubUnavailableException(
                        response.call(), "GitHub did not finish the query: " + said))
                : new ResponseKind.PermanentFailure(new GitHubException.GitHubValidationException(
                        response.call(), "GitHub does not answer the query: " + said, response.status()));
    }

    private static ResponseKind limit(GitHubResponse response, Instant now) {
        var told = ResponseClassifier.requestedWait(response, now);
        boolean isQuota = response.header("retry-after").isEmpty()
                && response.header("x-ratelimit-remaining").filter("0"::equals).isPresent();
        if (!isQuota) {
            return new ResponseKind.RateLimited(told);
        }
        var until = now.plus(told.orElse(Duration.ofHours(1)));
        return new ResponseKind.PermanentFailure(new GitHubException.RateLimitedException(
                response.call(),
                "the quota of GitHub's GraphQL API is used up until " + Timestamps.print(until),
                until));
    }

    private static String text(ResponseJson error, String name) {
        return error.has(name) ? error.text(name) : "";
    }
}
