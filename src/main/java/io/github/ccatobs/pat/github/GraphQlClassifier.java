package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the GraphQL API's ways of saying no apart, most of which come with status 200. Pure.
 *
 * <p>Its quota is its own: a query that finds it used up fails at once and closes no gate, because other requests may
 * still be made.
 *
 * @see <a href="https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api">Rate limits and
 *     query limits for the GraphQL API</a>
 * @see <a href="https://github.blog/changelog/2025-09-01-graphql-api-resource-limits">GraphQL API resource limits</a>
 */
final class GraphQlClassifier {

    private static final int NOT_IMPLEMENTED = 501;
    /** GitHub writes the one or the other. */
    private static final Set<String> LIMITED = Set.of("RATE_LIMIT", "RATE_LIMITED");

    private static final Set<String> TOO_HEAVY = Set.of("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED");
    private static final Pattern TOO_HEAVY_TEXT =
            Pattern.compile("(?i)\\btimeout\\b|\\btimed out\\b|\\bsomething went wrong\\b|\\bresource limits?\\b");

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
            var limit = errors.stream().filter(GraphQlClassifier::isLimit).findFirst();
            if (limit.isPresent()) {
                return isOfQuota(limit.get(), response) ? quotaUsedUp(response, now) : limit(response, now);
            }
            var tooHeavy = errors.stream().filter(GraphQlClassifier::isTooHeavy).findFirst();
            if (tooHeavy.isPresent()) {
                return new ResponseKind.TransientFailure(new GitHubException.GitHubUnavailableException(
                        response.call(), "GitHub did not finish the query: " + said(tooHeavy.get())));
            }
            return body.has("data") ? success : withoutData(response, errors);
        } catch (GitHubException.GitHubUnavailableException unreadable) {
            return new ResponseKind.PermanentFailure(
                    new GitHubException.GitHubUnavailableException(response.call(), unreadable.why(), true));
        }
    }

    private static boolean isLimit(ResponseJson error) {
        return LIMITED.contains(text(error, "type")) || ResponseClassifier.isAboutALimit(text(error, "message"));
    }

    /** The answer to such a query may be incomplete; an error with a path is about one field alone, unless its type says more. */
    private static boolean isTooHeavy(ResponseJson error) {
        return TOO_HEAVY.contains(text(error, "type"))
                || (!error.has("path")
                        && TOO_HEAVY_TEXT.matcher(text(error, "message")).find());
    }

    private static String said(ResponseJson error) {
        return SanitizedErrorMessage.of(text(error, "message"));
    }

    private static ResponseKind withoutData(GitHubResponse response, List<ResponseJson> errors) {
        String said = errors.stream().findFirst().map(GraphQlClassifier::said).orElse("neither data nor errors");
        return new ResponseKind.PermanentFailure(new GitHubException.GitHubValidationException(
                response.call(), "GitHub does not answer the query: " + said, response.status()));
    }

    /** The type names the quota, whatever the headers say of it; the other limits ask for a wait, or are named in the text. */
    private static boolean isOfQuota(ResponseJson limit, GitHubResponse response) {
        return response.header("retry-after").isEmpty()
                && LIMITED.contains(text(limit, "type"))
                && !text(limit, "message").toLowerCase(Locale.ROOT).contains("secondary");
    }

    private static ResponseKind limit(GitHubResponse response, Instant now) {
        boolean isQuota = response.header("retry-after").isEmpty()
                && response.header("x-ratelimit-remaining").filter("0"::equals).isPresent();
        return isQuota
                ? quotaUsedUp(response, now)
                : new ResponseKind.RateLimited(ResponseClassifier.requestedWait(response, now));
    }

    private static ResponseKind quotaUsedUp(GitHubResponse response, Instant now) {
        var told = ResponseClassifier.requestedWait(response, now).map(now::plus);
        return new ResponseKind.PermanentFailure(new GitHubException.RateLimitedException(
                response.call(),
                "the quota of GitHub's GraphQL API is used up"
                        + told.map(until -> " until " + Timestamps.print(until)).orElse(""),
                told.orElseGet(() -> now.plus(Duration.ofHours(1)))));
    }

    private static String text(ResponseJson error, String name) {
        return error.has(name) ? error.text(name) : "";
    }
}
