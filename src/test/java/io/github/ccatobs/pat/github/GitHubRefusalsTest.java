package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.github.GitHubException.ForbiddenReason;
import io.github.ccatobs.pat.seal.SealedValue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GitHub says no, for good: once is enough. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubRefusalsTest extends GitHubClientTestBase {

    @Test
    void makesNoFurtherCallWithARejectedCredential() {
        answer(SECRETS, refusal(401, "Bad credentials"));
        answer("/user", user());
        var github = github();

        assertThat(failure(GitHubException.CredentialRejectedException.class, () -> github.secrets(WEB)))
                .hasMessage("GET " + SECRETS + ": GITHUB_TOKEN was rejected by GitHub (401): it is wrong, expired or"
                        + " revoked; nothing more was sent with it");
        assertThat(failure(GitHubException.CredentialRejectedException.class, github::account))
                .hasMessage("GET /user: not sent, GITHUB_TOKEN was rejected by GitHub");
        assertThat(sent()).hasSize(1);
    }

    @Test
    void rejectsOneCredentialAndNotTheNext() {
        answerInTurn("/user", refusal(401, "Bad credentials"), user());
        failure(GitHubException.CredentialRejectedException.class, () -> github().account());

        assertThat(github().account()).isEqualTo(new Account("robot"));
    }

    @Test
    void doesNotWaitForALimitWithARejectedCredential() {
        answerInTurn(
                "/user",
                refusal(401, "Bad credentials")
                        .withHeader("Retry-After", "3600")
                        .withHeader("X-RateLimit-Remaining", "0"));
        var github = github();
        failure(GitHubException.CredentialRejectedException.class, github::account);
        failure(GitHubException.CredentialRejectedException.class, github::account);

        assertThat(time.pauses()).isEmpty();
        assertThat(sent()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Must have admin rights to Repository., PERMISSION",
        "Resource not accessible by personal access token, PERMISSION",
        "Repository was archived so is read-only., ARCHIVED",
        "Repository access blocked, BLOCKED",
        "`acme` forbids access via a personal access token (classic)., POLICY",
    })
    void neverRepeatsWhatIsForbidden(String message, ForbiddenReason reason) {
        answer(SECRETS, refusal(403, message).withHeader("X-RateLimit-Remaining", "4999"));

        var refused = failure(GitHubException.ForbiddenException.class, () -> github().secrets(WEB));
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.remedy()).isEmpty();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void pointsAtThePageForSingleSignOn() {
        var page = "https://github.com/orgs/acme/sso?authorization_request=ABC";
        answer(
                SECRETS,
                refusal(403, "Resource protected by organization SAML enforcement.")
                        .withHeader("X-GitHub-SSO", "required; url=" + page));

        var refused = failure(GitHubException.ForbiddenException.class, () -> github().secrets(WEB));
        assertThat(refused.reason()).isEqualTo(ForbiddenReason.SINGLE_SIGN_ON);
        assertThat(refused.remedy()).contains(URI.create(page));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void triesAWriteThatMetAnotherOneOnceMore() {
        conflicts(1);

        github().write(WEB, new SecretName("GH_PAT"), new SealedValue("7", "c2VhbGVk"));

        assertThat(sent()).hasSize(2);
    }

    @Test
    void doesNotTryAWriteThatMeetsOthersForEver() {
        conflicts(2);

        assertThat(failure(GitHubException.GitHubValidationException.class, () -> github().write(
                                        WEB, new SecretName("GH_PAT"), new SealedValue("7", "c2VhbGVk")))
                        .why())
                .isEqualTo("GitHub does not accept the call (409: Conflict)");
        assertThat(sent()).hasSize(2);
    }

    private static void conflicts(int times) {
        var path = urlPathEqualTo(SECRETS + "/GH_PAT");
        SERVER.stubFor(put(path).willReturn(aResponse().withStatus(204)));
        for (int time = 1; time <= times; time++) {
            SERVER.stubFor(put(path)
                    .inScenario("conflict")
                    .whenScenarioStateIs(time == 1 ? Scenario.STARTED : "met " + time)
                    .willReturn(refusal(409, "Conflict"))
                    .willSetStateTo("met " + (time + 1)));
        }
    }

    @Test
    void isBlockedForLegalReasons() {
        answer(
                SECRETS,
                json(
                        451,
                        "{\"message\":\"Repository access blocked\",\"block\":{\"reason\":\"dmca\","
                                + "\"created_at\":\"2026-01-01T00:00:00Z\",\"html_url\":\"https://github.com/github/dmca\"}}"));

        assertThat(failure(GitHubException.ForbiddenException.class, () -> github().secrets(WEB))
                        .reason())
                .isEqualTo(ForbiddenReason.BLOCKED);
        assertThat(sent()).hasSize(1);
    }

    @Test
    void doesNotFindARepository() {
        answer(SECRETS, refusal(404, "Not Found"));

        assertThat(failure(GitHubException.NotFoundException.class, () -> github().secrets(WEB))
                        .why())
                .isEqualTo("not found (404), or the credential may not see it");
        assertThat(sent()).hasSize(1);
    }

    @Test
    void tellsARepositoryThatIsThereFromOneThatIsNot() {
        answer(SECRETS, refusal(404, "Not Found"));
        answerInTurn("/repos/acme/web", repository("acme/web"), refusal(404, "Not Found"));
        var github = github();

        failure(GitHubException.NotFoundException.class, () -> github.secrets(WEB));
        assertThat(github.repository(WEB).name()).isEqualTo(WEB);
        failure(GitHubException.NotFoundException.class, () -> github.repository(WEB));
        assertThat(sent()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void doesNotRepeatWhatIsInvalid(int status) {
        answer(SECRETS, hostile(json(status, ECHO)));

        assertThat(failure(GitHubException.GitHubValidationException.class, () -> github().secrets(WEB))
                        .status())
                .isEqualTo(status);
        assertThat(sent()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 303, 300})
    void cannotUseAnAnswerItDidNotAskFor(int status) {
        answer(SECRETS, hostile(aResponse().withStatus(status).withHeader("Location", "/user")));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB));
        assertThat(sent()).hasSize(1);
    }

    /** Where a hostile or debugging server may put back what it was sent. */
    private enum Mirror {
        BODY,
        SINGLE_SIGN_ON,
        PERMISSIONS,
        LOCATION,
        RETRY_AFTER,
        DATE,
        REASON,
        OTHER
    }

    @ParameterizedTest
    @EnumSource
    void repeatsNothingThatAServerEchoes(Mirror mirror) {
        for (int status : new int[] {200, 301, 307, 400, 401, 403, 404, 429, 451, 500}) {
            SERVER.resetAll();
            answer("/user", hostile(echo(mirror, json(status, ECHO))));
            everything.record(failure(Exception.class, () -> github(TestSettings.defaults(), Duration.ZERO)
                    .account()));
        }
    }

    private static ResponseDefinitionBuilder echo(Mirror mirror, ResponseDefinitionBuilder answer) {
        return switch (mirror) {
            case BODY -> answer;
            case SINGLE_SIGN_ON -> answer.withHeader("X-GitHub-SSO", "required; url=http://github.com/sso?t=" + TOKEN);
            case PERMISSIONS -> answer.withHeader("X-Accepted-GitHub-Permissions", TOKEN + "=read");
            case LOCATION -> answer.withHeader("Location", "https://evil.example/" + TOKEN + "?t=" + TOKEN);
            case RETRY_AFTER -> answer.withHeader("Retry-After", TOKEN);
            case DATE -> answer.withHeader("Date", TOKEN).withHeader("Content-Type", TOKEN);
            case REASON -> answer.withStatusMessage(TOKEN);
            case OTHER -> answer.withHeader(TOKEN, TOKEN).withHeader("X-OAuth-Scopes", "repo");
        };
    }

    @Test
    void tellsALocationThatIsNoAddressWithoutRepeatingIt() {
        answer("/user", hostile(redirect(301, "https://{" + TOKEN + "} \\")));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().account()))
                .hasMessage("GET /user: redirected to an invalid address");
    }

    @Test
    void findsAFileThatIsNotThere() {
        answer("/repos/acme/web/contents/x", refusal(404, "Not Found"));

        failure(GitHubException.NotFoundException.class, () -> github().file(WEB, "x", Optional.empty()));
    }
}
