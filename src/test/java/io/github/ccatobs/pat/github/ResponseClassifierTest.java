package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.github.GitHubException.ForbiddenReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way GitHub answers, and what we make of it. */
class ResponseClassifierTest {

    /** By our clock 09:00:00; the answers' Date header says what GitHub's clock says. */
    private static final Instant NOW = MutableClock.START;

    private static final long RESET = NOW.plusSeconds(600).getEpochSecond();

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 206, 299})
    void acceptsSuccess(int status) {
        var response = SampleResponses.of(status, "x-ratelimit-remaining: 0 | retry-after: 60", "rate limit exceeded");

        assertThat(judge(response)).isEqualTo(new ResponseKind.Success(response));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void goesWhereARedirectPoints(int status) {
        assertThat(judge(SampleResponses.of(status, "location: /repositories/42", "")))
                .isEqualTo(new ResponseKind.Redirected("/repositories/42"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            nullValues = "untold",
            value = {
                // A limit, and how many seconds GitHub says it lasts.
                "429; ''; ''; untold",
                "429; retry-after: 30; ''; 30",
                "429; retry-after: 0; ''; 0",
                "429; retry-after: Mon, 23 Nov 2026 09:02:00 GMT; ''; 120",
                "429; retry-after: Mon, 23 Nov 2026 08:58:00 GMT; ''; 0",
                "429; retry-after: -30; ''; untold",
                "429; retry-after: 1.5; ''; untold",
                "429; retry-after: soon; ''; untold",
                "429; retry-after: 99999999999999999999; ''; untold",
                "429; retry-after: 999999999999999; ''; untold",
                "429; retry-after: 86401; ''; untold",
                "429; retry-after: 86400; ''; 86400",
                "429; retry-after: Fri, 31 Dec 9999 23:59:59 GMT; ''; untold",
                "429; retry-after: soon | x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; 601",
                "429; retry-after: 30 | x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; 30",
                "429; x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; 601",
                "429; x-ratelimit-remaining: 7 | x-ratelimit-reset: RESET; ''; untold",
                "429; x-ratelimit-remaining: 0 | x-ratelimit-reset: 1; ''; 0",
                "429; x-ratelimit-remaining: 0 | x-ratelimit-reset: 999999999999999; ''; untold",
                "429; x-ratelimit-remaining: 0 | x-ratelimit-reset: later; ''; untold",
                "429; x-ratelimit-remaining: 0; ''; untold",
                "403; retry-after: 30; ''; 30",
                "403; retry-after: soon; ''; untold",
                "403; gh-limited-by: search-elapsed-time-shared-grouped; ''; untold",
                "403; x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; 601",
                "403; x-ratelimit-remaining: 0; ''; untold",
                "403; ''; You have exceeded a secondary rate limit.; untold",
                "403; ''; YOU HAVE EXCEEDED A SECONDARY RATE LIMIT; untold",
                "403; ''; API rate limit exceeded for user ID 1.; untold",
                "403; ''; You have triggered an abuse detection mechanism.; untold",
                // A limit comes first, whatever else the answer tells.
                "403; retry-after: 5 | x-github-sso: required, url=https://github.com/x; archived; 5",
                "403; x-ratelimit-remaining: 0 | x-github-sso: required; Repository was archived; untold",
                // Clocks that differ: what counts is GitHub's own.
                "429; date: Mon, 23 Nov 2026 09:09:00 GMT | x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; 61",
                "429; date: Thu, 23 Nov 2006 09:00:00 GMT | x-ratelimit-remaining: 0 | x-ratelimit-reset: 1164272460; ''; 61",
                "429; date: Thu, 23 Nov 2006 09:00:00 GMT | retry-after: Thu, 23 Nov 2006 09:01:00 GMT; ''; 60",
                "429; date: Thu, 23 Nov 2006 09:00:00 GMT | retry-after: 60; ''; 60",
                "429; date: Thu, 23 Nov 2006 09:00:00 GMT | x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; untold",
                "429; date: yesterday | x-ratelimit-remaining: 0 | x-ratelimit-reset: RESET; ''; 601",
            })
    void tellsALimitAndHowLongItLasts(int status, String headers, String body, Long seconds) {
        var response = SampleResponses.of(status, reset(headers), "''".equals(body) ? "" : message(body));

        assertThat(judge(response))
                .isEqualTo(new ResponseKind.RateLimited(
                        Optional.ofNullable(seconds).map(Duration::ofSeconds)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "403; Must have admin rights to Repository.; PERMISSION; GH_TOKEN lacks Metadata: read on acme/web",
                "403; Resource not accessible by personal access token; PERMISSION; GH_TOKEN lacks Metadata: read on acme/web",
                "403; Request forbidden by administrative rules.; PERMISSION; GH_TOKEN lacks Metadata: read on acme/web",
                "403; Maximum number of login attempts exceeded. Please try again later.; PERMISSION; GitHub ignores"
                        + " GH_TOKEN for some minutes, as it does after several wrong credentials",
                "403; Repository was archived so is read-only.; ARCHIVED; the repository is archived",
                "403; Repository access blocked; BLOCKED; GitHub blocked access to the repository",
                "451; Repository access blocked; BLOCKED; GitHub blocked access to the repository",
                "451; ''; BLOCKED; GitHub blocked access to the repository",
                "403; `acme` forbids access via a personal access token (classic).; POLICY;"
                        + " a policy of the organisation excludes this credential",
                "403; 'acme' forbids access via a fine-grained personal access tokens if the token's lifetime is greater"
                        + " than 366 days.; POLICY; a policy of the organisation excludes this credential",
                "403; Although you appear to have the correct authorization credentials, the `acme` organization has an IP"
                        + " allow list enabled, and your IP address is not permitted to access this resource.; POLICY;"
                        + " the organisation's IP allow list excludes the address of this machine",
                "403; Sorry. Your account was suspended.; PERMISSION; GitHub suspended the account of GH_TOKEN",
                "403; Resource protected by organization SAML enforcement. You must grant your Personal Access token access to"
                        + " this organization.; SINGLE_SIGN_ON; the organisation requires single sign-on authorisation of the"
                        + " credential",
                "403; Although you appear to have the correct authorization credentials, the `acme` organization has enabled"
                        + " OAuth App access restrictions; POLICY; a policy of the organisation excludes this credential",
            })
    void tellsWhyARequestIsForbidden(int status, String message, ForbiddenReason reason, String why) {
        var refused = forbidden(SampleResponses.of(status, "x-ratelimit-remaining: 4000", message(message)));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.why()).isEqualTo("%s (%d%s)", why, status, message.isEmpty() ? "" : ": " + message);
        assertThat(refused.remedy()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 90, 366})
    void readsTheMaximumLifetimeAndThePageOfThisToken(int days) {
        var refused = forbidden(SampleResponses.of(
                403,
                "x-ratelimit-remaining: 4000",
                message(
                        "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's"
                                + " lifetime is greater than " + days
                                + " days. Please adjust your token's lifetime at the following"
                                + " URL: https://github.com/settings/personal-access-tokens/12885303")));

        assertThat(refused.reason()).isEqualTo(ForbiddenReason.POLICY);
        assertThat(refused.maximumDays()).hasValue(days);
        assertThat(refused.remedy())
                .contains(URI.create("https://github.com/settings/personal-access-tokens/12885303"));
        assertThat(refused.why())
                .startsWith("a policy of the organisation excludes this credential: shorten its lifetime on"
                        + " https://github.com/settings/personal-access-tokens/12885303 (403: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://github.com/settings/personal-access-tokens/1",
                "https://github.com.evil.example/settings/personal-access-tokens/1",
                "https://github.com@evil.example/settings/personal-access-tokens/1",
                "https://evil.example/settings/personal-access-tokens/1",
                "https://github.com/settings/personal-access-tokens/1/../../logout",
                "https://github.com/settings/personal-access-tokens/1?next=evil"
            })
    void leadsToNoOtherPageThanTheTokensOwn(String url) {
        var refused = forbidden(SampleResponses.of(
                403,
                "x-ratelimit-remaining: 4000",
                message(
                        "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's"
                                + " lifetime is greater than 8 days. Please adjust your token's lifetime at the following URL: "
                                + url)));

        assertThat(refused.maximumDays()).hasValue(8);
        assertThat(refused.remedy()).isEmpty();
    }

    @Test
    void namesThePermissionsThatGitHubWants() {
        assertThat(forbidden(SampleResponses.of(
                                403,
                                "x-accepted-github-permissions: secrets=write,metadata=read; contents=read",
                                message("Resource not accessible by personal access token")))
                        .why())
                .isEqualTo(
                        "GH_TOKEN lacks Secrets: write and Metadata: read, or Contents: read on acme/web (403: Resource not"
                                + " accessible by personal access token)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "repo, workflow; admin:org; the scope admin:org",
                "workflow; repo, public_repo; the scope repo or public_repo",
                "''; ''; the scope repo",
                "''; run this: rm; the scope repo",
                "repo; repo; permission",
                "repo; ''; permission"
            })
    void namesTheScopeThatAClassicTokenLacks(String held, String accepted, String lacks) {
        var refused = forbidden(SampleResponses.of(
                403,
                "x-oauth-scopes: " + held + " | x-accepted-oauth-scopes: " + accepted
                        + " | x-accepted-github-permissions: secrets=read",
                message("No")));

        assertThat(refused.why()).isEqualTo("GH_TOKEN lacks %s on acme/web (403: No)", lacks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets=write\u0007", "run this: rm", "", "=", "secrets=write,", "Ghp_x=read"})
    void repeatsNoOtherTextAsPermissions(String text) {
        assertThat(forbidden(SampleResponses.of(403, "x-accepted-github-permissions:" + text, ""))
                        .why())
                .isEqualTo("GH_TOKEN lacks Metadata: read on acme/web (403)");
    }

    @Test
    void showsThePageForSingleSignOn() {
        var refused = forbidden(SampleResponses.of(
                403,
                "x-github-sso: required; url=https://github.com/orgs/acme/sso?authorization_request=AB%2Bc_-1",
                message("Resource protected by organization SAML enforcement.")));

        assertThat(refused.reason()).isEqualTo(ForbiddenReason.SINGLE_SIGN_ON);
        assertThat(refused.remedy())
                .contains(URI.create("https://github.com/orgs/acme/sso?authorization_request=AB%2Bc_-1"));
        assertThat(refused.why())
                .isEqualTo("the organisation requires single sign-on authorisation of the credential: open"
                        + " https://github.com/orgs/acme/sso?authorization_request=AB%2Bc_-1 (403: Resource protected by"
                        + " organization SAML enforcement.)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "required",
                "required; url=",
                "required; url=http://github.com/orgs/acme/sso",
                "required; url=javascript:alert(1)",
                "required; url=https://github.com",
                "required; url=https://user@github.com/orgs/acme/sso",
                "required; url=https://\u001b[31m/",
            })
    void tellsSingleSignOnWithoutAPage(String header) {
        var refused = forbidden(SampleResponses.of(403, "x-github-sso: " + header, ""));

        assertThat(refused.reason()).isEqualTo(ForbiddenReason.SINGLE_SIGN_ON);
        assertThat(refused.remedy()).isEmpty();
        assertThat(refused.why())
                .isEqualTo("the organisation requires single sign-on authorisation of the credential (403)");
    }

    @ParameterizedTest
    @CsvSource({"https://github.com/sso?a=%zz, https://github.com/sso?a=", "https://github.com/a%, https://github.com/a"
    })
    void readsThePageForSingleSignOnUpToABrokenEscape(String url, String page) {
        assertThat(forbidden(SampleResponses.of(403, "x-github-sso: required; url=" + url, ""))
                        .remedy())
                .contains(URI.create(page));
    }

    @Test
    void takesPartialResultsForNoSingleSignOn() {
        assertThat(forbidden(SampleResponses.of(403, "x-github-sso: partial-results; organizations=1", ""))
                        .reason())
                .isEqualTo(ForbiddenReason.PERMISSION);
    }

    @Test
    void looksForReasonsAtTheBeginningOfABodyOnly() {
        assertThat(forbidden(SampleResponses.of(403, "", " ".repeat(5000) + "archived"))
                        .reason())
                .isEqualTo(ForbiddenReason.PERMISSION);
    }

    @Test
    void rejectsTheCredentialThatGitHubRejects() {
        assertThat(failure(SampleResponses.of(401, "retry-after: 5", message("Bad credentials"))))
                .isInstanceOf(GitHubException.CredentialRejectedException.class)
                .hasMessage(
                        "GET /repos/acme/web: GH_TOKEN was rejected by GitHub (401): it is wrong, expired or revoked;"
                                + " nothing more was sent with it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | Not Found                         | not found (404), or the credential may not see it
            410 | Issues are disabled for this repo | gone (410: Issues are disabled for this repo)
            """)
    void doesNotFind(int status, String said, String why) {
        assertThat(failure(SampleResponses.of(status, "", message(said))))
                .isInstanceOf(GitHubException.NotFoundException.class)
                .hasMessage("GET /repos/acme/web: " + why);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 599, 408})
    void triesAgainAfterAnErrorOfTheServer(int status) {
        assertThat(judge(SampleResponses.of(status, "", "<html>")))
                .isInstanceOfSatisfying(ResponseKind.TransientFailure.class, passing -> assertThat(passing.failure())
                        .hasMessage("GET /repos/acme/web: GitHub answered with an error (%d)", status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 405, 409, 415, 422, 431})
    void doesNotRepeatWhatGitHubDoesNotAccept(int status) {
        assertThat(failure(SampleResponses.of(status, "", message("Validation Failed"))))
                .isInstanceOfSatisfying(GitHubException.GitHubValidationException.class, invalid -> {
                    assertThat(invalid.status()).isEqualTo(status);
                    assertThat(invalid)
                            .hasMessage(
                                    "GET /repos/acme/web: GitHub does not accept the call (%d: Validation Failed)",
                                    status);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "401, content-type: text/html, log in first, a web page",
        "403, content-type: text/html, denied, a web page",
        "403, content-type: Text/HTML; charset=utf-8, '', a web page",
        "403, '', '<!DOCTYPE html><p>Blocked</p>', a web page",
        "403, content-type: text/plain, Access denied by policy, plain text",
        "404, content-type: text/html, <html>, a web page",
        "404, content-type: text/plain; charset=utf-8, 404 page not found, plain text",
        "422, '', ' <HTML lang=en>', a web page",
        "451, '', <html>, a web page"
    })
    void takesWhatIsNotJsonForAProxysWord(int status, String headers, String body, String what) {
        assertThat(failure(SampleResponses.of(status, headers, body)))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasMessage(
                        "GET /repos/acme/web: received %s instead of GitHub's answer (%d): a proxy or firewall on"
                                + " the way refused the call",
                        what, status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.github.com | https://github.com/orgs/acme/sso | true",
                "https://api.github.com | https://evil.example/orgs/acme/sso | false",
                "https://api.github.com | https://github.com.evil.example/orgs/acme/sso | false",
                "https://api.github.com | https://evilgithub.com/orgs/acme/sso | false",
                "https://api.acme.ghe.com | https://acme.ghe.com/sso | true",
                "https://api.acme.ghe.com | https://github.com/sso | false",
                "https://git.acme.example/api/v3 | https://git.acme.example/sso | true",
                "https://git.acme.example/api/v3 | https://api.acme.example/sso | false",
                "http://localhost:4711 | https://github.com/orgs/acme/sso | true",
                "http://localhost:4711 | https://evil.example/orgs/acme/sso | false"
            })
    void showsLinksToItsOwnGitHubOnly(String api, String link, boolean shown) {
        var response = SampleResponses.of(403, "x-github-sso: required; url=" + link, message("Open " + link + " now"));
        var refused = (GitHubException.ForbiddenException)
                ((ResponseKind.PermanentFailure) ResponseClassifier.judge(response, NOW, "GH_TOKEN", ApiUrl.parse(api)))
                        .failure();

        assertThat(refused.remedy().isPresent()).isEqualTo(shown);
        assertThat(refused.why().contains(link)).isEqualTo(shown);
        assertThat(refused.why()).endsWith("(403: Open [a link] now)");
    }

    @ParameterizedTest
    @CsvSource({
        "404, text/plain, nothing here, true",
        "404, text/html, <html>, true",
        "200, text/html; charset=utf-8, <html>Sign in</html>, true",
        "302, text/html, <html>Sign in</html>, true",
        "404, application/json, '{\"message\":\"Not Found\"}', false",
    })
    void hintsAtApiV3WhereNoApiAnswers(int status, String type, String body, boolean isHinted) {
        var response = SampleResponses.of(status, "content-type: " + type, body);
        for (String api : List.of("https://git.acme.example", "https://git.acme.example/api/v3")) {
            var kind = ResponseClassifier.judge(response, NOW, "GH_TOKEN", ApiUrl.parse(api));
            boolean isFound = kind instanceof ResponseKind.PermanentFailure(GitHubException failure)
                    && failure.why().contains("GITHUB_API_URL is " + api + ", which does not end in /api/v3");
            assertThat(isFound).isEqualTo(isHinted && !api.endsWith("v3"));
        }
    }

    @Test
    void quotesGitHubCleanedAndShort() {
        var refused = forbidden(SampleResponses.of(
                403, "", "{\"message\":\"a\\u001b[2J\\n\\u202eghp_0123456789 " + "x".repeat(500) + "\"}"));

        assertThat(refused.why())
                .startsWith("GH_TOKEN lacks Metadata: read on acme/web (403: a\\u{1b}[2J\\u{a}\\u{202e}[a token] xxx")
                .endsWith("xxx…)")
                .hasSizeLessThan(280);
    }

    @ParameterizedTest
    @CsvSource({"304, ''", "304, location: /x", "303, location: /x", "300, location: /x", "301, ''", "307, ''"})
    void cannotUseOtherRedirects(int status, String headers) {
        assertThat(failure(SampleResponses.of(status, headers, "")))
                .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                .hasMessage("GET /repos/acme/web: GitHub gave no usable answer (%d)", status);
    }

    @Property(tries = 500)
    void judgesWhateverComesAndRepeatsNoneOfIt(
            @ForAll @IntRange(min = 200, max = 599) int status,
            @ForAll @StringLength(max = 40) String header,
            @ForAll @StringLength(max = 40) String body) {
        String marked = "leak" + header;
        var response = new GitHubResponse(
                SampleResponses.CALL,
                status,
                Map.of(
                        "retry-after", header,
                        "date", header,
                        "x-ratelimit-reset", header,
                        "x-ratelimit-remaining", "0",
                        "x-github-sso", marked,
                        "x-accepted-github-permissions", marked),
                ("leak" + body).getBytes(StandardCharsets.UTF_8));

        var kind = judge(response);

        if (kind instanceof ResponseKind.PermanentFailure(GitHubException failure)) {
            assertThat(failure).hasNoCause().message().doesNotContain("leak");
        } else if (kind instanceof ResponseKind.TransientFailure(GitHubException.GitHubUnavailableException failure)) {
            assertThat(failure).hasNoCause().message().doesNotContain("leak");
        } else if (kind instanceof ResponseKind.RateLimited(Optional<Duration> told)) {
            assertThat(told.orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofDays(1));
        } else {
            assertThat(kind).isEqualTo(new ResponseKind.Success(response));
        }
    }

    private static ResponseKind judge(GitHubResponse response) {
        return ResponseClassifier.judge(response, NOW, "GH_TOKEN", ApiUrl.parse("https://api.github.com"));
    }

    private static GitHubException failure(GitHubResponse response) {
        assertThat(judge(response)).isInstanceOf(ResponseKind.PermanentFailure.class);
        return ((ResponseKind.PermanentFailure) judge(response)).failure();
    }

    private static GitHubException.ForbiddenException forbidden(GitHubResponse response) {
        assertThat(failure(response)).isInstanceOf(GitHubException.ForbiddenException.class);
        return (GitHubException.ForbiddenException) failure(response);
    }

    private static String reset(String headers) {
        return "''".equals(headers) ? "" : headers.replace("RESET", Long.toString(RESET));
    }

    private static String message(String text) {
        return String.format(Locale.ROOT, "{\"message\":\"%s\"}", text);
    }
}
