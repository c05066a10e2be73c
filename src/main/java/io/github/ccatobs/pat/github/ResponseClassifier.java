package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RetryAfter;
import io.github.ccatobs.pat.github.GitHubException.ForbiddenReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells GitHub's ways of saying no apart. Pure: the same answer gets the same verdict.
 *
 * <p>A 403 can be a limit, single sign-on, an archived or blocked repository, a policy or a missing permission; only
 * the first may be repeated. They are looked for in that order.
 *
 * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit">Exceeding
 *     the rate limit</a>
 */
final class ResponseClassifier {

    private static final Pattern LIMIT_TEXT =
            Pattern.compile("(?i)\\bsecondary rate\\b|\\brate limit (?:already )?exceeded\\b|\\babuse detection\\b");
    private static final Pattern WEB_PAGE = Pattern.compile("(?i)^\\s*<(?:!doctype\\s+html|html|head|body)\\b");
    private static final Pattern LOGINS_TEXT = Pattern.compile("(?i)\\blogin attempts exceeded\\b");
    private static final Pattern ARCHIVED_TEXT = Pattern.compile("(?i)\\barchived\\b");
    private static final Pattern BLOCKED_TEXT = Pattern.compile("(?i)\\baccess blocked\\b");
    private static final Pattern POLICY_TEXT = Pattern.compile(
            "(?i)\\bforbids access via\\b|\\btoken'?s'? lifetime\\b|\\baccess restrictions\\b|\\bIP allow list\\b");
    private static final Pattern ADDRESS_TEXT = Pattern.compile("(?i)\\bIP allow list\\b");
    private static final Pattern SAML_TEXT = Pattern.compile("(?i)\\bSAML enforcement\\b");
    private static final Pattern SUSPENDED_TEXT = Pattern.compile("(?i)\\baccount (?:is|was|has been) suspended\\b");
    private static final Pattern SSO_URL =
            Pattern.compile("\\burl=(https://[A-Za-z0-9.-]+/(?:[A-Za-z0-9/_.?=&-]|%[0-9A-Fa-f]{2})+)");
    private static final int LONGEST_TEXT = 4096;
    /** GitHub's limits last an hour at most; a garbled header must not close the gate for years. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private ResponseClassifier() {}

    /**
     * Says what {@code response} of the GitHub at {@code apiUrl}, received at {@code now} by our own clock for the
     * credential from {@code source}, means.
     */
    static ResponseKind judge(GitHubResponse response, Instant now, String source, ApiUrl apiUrl) {
        var kind = byStatus(response, now, source, apiUrl);
        return response.call().kind() == GitHubRequest.RequestKind.QUERY
                ? GraphQlClassifier.judge(response, kind, now)
                : kind;
    }

    private static ResponseKind byStatus(GitHubResponse response, Instant now, String source, ApiUrl apiUrl) {
        int status = response.status();
        if (response.isTooLarge()) {
            return new ResponseKind.PermanentFailure(new GitHubException.GitHubUnavailableException(
                    response.call(), "the answer is larger than " + GitHubResponse.LARGEST + " bytes"));
        }
        var hint = apiUrl.hint();
        if (hint.isPresent() && (response.isSuccess() || response.isRedirect()) && isWebPage(response)) {
            return new ResponseKind.PermanentFailure(new GitHubException.GitHubUnavailableException(
                    response.call(),
                    "received a web page instead of GitHub's answer (" + status + "): " + hint.get(),
                    true));
        }
        if (response.isSuccess()) {
            return new ResponseKind.Success(response);
        }
        if (status == 429 || (status == 403 && isLimit(response))) {
            return new ResponseKind.RateLimited(requestedWait(response, now));
        }
        var foreign = foreign(response);
        if (status >= 400 && status < 500 && status != 408 && foreign.isPresent()) {
            return new ResponseKind.PermanentFailure(new GitHubException.GitHubUnavailableException(
                    response.call(),
                    "received " + foreign.get() + " instead of GitHub's answer (" + status + "): "
                            + hint.orElse("a proxy or firewall on the way refused the call"),
                    true));
        }
        if (status == 401) {
            return new ResponseKind.PermanentFailure(new GitHubException.CredentialRejectedException(
                    response.call(),
                    source
                            + " was rejected by GitHub (401): it is wrong, expired or revoked;"
                            + " nothing more was sent with it"));
        }
        if (status == 403 || status == 451) {
            return new ResponseKind.PermanentFailure(forbidden(response, source, apiUrl));
        }
        if (status == 410) {
            return new ResponseKind.PermanentFailure(
                    new GitHubException.NotFoundException(response.call(), "gone " + said(response)));
        }
        if (status == 404) {
            return new ResponseKind.PermanentFailure(new GitHubException.NotFoundException(
                    response.call(),
                    "not found (" + status + "), or the credential may not see it"
                            + hint.filter(text -> SanitizedErrorMessage.message(response)
                                            .isEmpty())
                                    .map(text -> "; " + text)
                                    .orElse("")));
        }
        if (status >= 500 || status == 408) {
            return new ResponseKind.TransientFailure(new GitHubException.GitHubUnavailableException(
                    response.call(), "GitHub answered with an error (" + status + ")"));
        }
        if (response.isRedirect() && response.header("location").isPresent()) {
            return new ResponseKind.Redirected(response.header("location").orElseThrow());
        }
        if (status < 400) {
            return new ResponseKind.PermanentFailure(new GitHubException.GitHubUnavailableException(
                    response.call(), "GitHub gave no usable answer (" + status + ")"));
        }
        return new ResponseKind.PermanentFailure(new GitHubException.GitHubValidationException(
                response.call(), "GitHub does not accept the call " + said(response), status));
    }

    private static boolean isLimit(GitHubResponse response) {
        return response.header("retry-after").isPresent()
                || response.header("gh-limited-by").isPresent()
                || response.header("x-ratelimit-remaining").filter("0"::equals).isPresent()
                || says(LIMIT_TEXT, response);
    }

    /** What came in the place of GitHub's refusal, which is JSON. */
    private static Optional<String> foreign(GitHubResponse response) {
        return isWebPage(response)
                ? Optional.of("a web page")
                : Optional.of("plain text").filter(text -> isOfType("text/", response));
    }

    /** GitHub's API answers in JSON, and in HTML only to say that it is down. */
    private static boolean isWebPage(GitHubResponse response) {
        return isOfType("text/html", response) || says(WEB_PAGE, response);
    }

    private static boolean isOfType(String prefix, GitHubResponse response) {
        return response.header("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(prefix))
                .isPresent();
    }

    private static GitHubException forbidden(GitHubResponse response, String source, ApiUrl apiUrl) {
        Optional<String> sso = response.header("x-github-sso").filter(text -> text.startsWith("required"));
        if (sso.isPresent() || says(SAML_TEXT, response)) {
            Optional<URI> page = sso.map(SSO_URL::matcher)
                    .filter(Matcher::find)
                    .map(found -> URI.create(found.group(1)))
                    .filter(apiUrl::isWebPage);
            return refusal(
                    response,
                    ForbiddenReason.SINGLE_SIGN_ON,
                    "the organisation requires single sign-on authorisation of the credential"
                            + page.map(url -> ": open " + url).orElse(""),
                    page);
        }
        if (response.status() == 451 || says(BLOCKED_TEXT, response)) {
            return refusal(
                    response, ForbiddenReason.BLOCKED, "GitHub blocked access to the repository", Optional.empty());
        }
        if (says(ARCHIVED_TEXT, response)) {
            return refusal(response, ForbiddenReason.ARCHIVED, "the repository is archived", Optional.empty());
        }
        if (says(POLICY_TEXT, response)) {
            return policy(response, apiUrl);
        }
        return refusal(response, ForbiddenReason.PERMISSION, lacking(response, source), Optional.empty());
    }

    private static String lacking(GitHubResponse response, String source) {
        if (says(SUSPENDED_TEXT, response)) {
            return "GitHub suspended the account of " + source;
        }
        if (isLoginLockout(response)) {
            return "GitHub ignores " + source + " for some minutes, as it does after several wrong credentials";
        }
        // No credential comes with it, so none lacks a right.
        return response.call().kind() == GitHubRequest.RequestKind.REVOCATION
                ? "GitHub refuses the call"
                : source + " lacks " + MissingPermission.of(response);
    }

    private static GitHubException policy(GitHubResponse response, ApiUrl apiUrl) {
        var page = LifetimePolicy.page(response, apiUrl);
        boolean isAddress = says(ADDRESS_TEXT, response);
        String why = (isAddress
                        ? "the organisation's IP allow list excludes the address of this machine"
                        : "a policy of the organisation excludes this credential")
                + page.map(url -> ": shorten its lifetime on " + url).orElse("");
        return new GitHubException.ForbiddenException(
                response.call(),
                why + " " + said(response),
                ForbiddenReason.POLICY,
                page,
                LifetimePolicy.maximumDays(response));
    }

    private static GitHubException refusal(
            GitHubResponse response, ForbiddenReason reason, String why, Optional<URI> remedy) {
        return new GitHubException.ForbiddenException(response.call(), why + " " + said(response), reason, remedy);
    }

    /** The status and what GitHub said to it, as far as it may be repeated. */
    private static String said(GitHubResponse response) {
        return "(" + response.status()
                + SanitizedErrorMessage.message(response)
                        .map(words -> ": " + words)
                        .orElse("") + ")";
    }

    /** How long GitHub says to wait. */
    static Optional<Duration> requestedWait(GitHubResponse response, Instant now) {
        Instant theirNow = dateOf(response, now);
        return response.header("retry-after")
                .flatMap(text -> RetryAfter.parse(text, theirNow))
                .or(() -> untilReset(response, theirNow))
                .map(ResponseClassifier::notNegative)
                .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0);
    }

    /** The reset is a moment of GitHub's clock, so it is measured from the answer's own date. */
    private static Optional<Duration> untilReset(GitHubResponse response, Instant theirNow) {
        OptionalLong reset = response.number("x-ratelimit-reset");
        boolean used =
                response.header("x-ratelimit-remaining").filter("0"::equals).isPresent();
        return used && reset.isPresent()
                ? Optional.of(Duration.ofSeconds(reset.getAsLong() - theirNow.getEpochSecond() + 1))
                : Optional.empty();
    }

    /** The moment by GitHub's clock at which it answered; {@code now} when it does not say. */
    static Instant dateOf(GitHubResponse response, Instant now) {
        return response.date().orElse(now);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** Whether GitHub rejects every credential for some minutes because several were wrong; no permission is missing. */
    static boolean isLoginLockout(GitHubResponse response) {
        return says(LOGINS_TEXT, response);
    }

    /** Whether {@code text} tells of a limit. */
    static boolean isAboutALimit(String text) {
        return LIMIT_TEXT.matcher(text).find();
    }

    private static boolean says(Pattern pattern, GitHubResponse response) {
        int length = Math.min(response.body().length, LONGEST_TEXT);
        return pattern.matcher(new String(response.body(), 0, length, StandardCharsets.UTF_8))
                .find();
    }
}
