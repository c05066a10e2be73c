package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.sandbox.SandboxToken.ExpiryHeader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class TokensTest extends SandboxTest {

    private static final String SECRETS = "/repos/acme/web/actions/secrets";
    private static final String EXPIRATION = "github-authentication-token-expiration";

    @Test
    void saysWhoseAClassicTokenIsAndItsScopes() throws Exception {
        HttpResponse<String> response = ada.get("/user");

        assertThat(SandboxClient.json(response).path("login").asText()).isEqualTo("ada");
        assertThat(SandboxClient.json(response).path("user_view_type").asText()).isEqualTo("public");
        assertThat(header(response, "x-oauth-scopes")).isEqualTo("repo, workflow");
        assertThat(header(response, "x-accepted-oauth-scopes")).isEmpty();
        assertThat(header(ada.get(SECRETS), "x-accepted-oauth-scopes")).isEqualTo("repo");
        assertThat(response.headers().map()).doesNotContainKey(EXPIRATION);
    }

    @Test
    void showsThePrivateProfileToATokenThatMaySeeIt() throws Exception {
        token.withScopes("repo", "user");

        assertThat(ada.read("/user").path("user_view_type").asText()).isEqualTo("private");
    }

    @Test
    void aFineGrainedTokenHasNoScopes() throws Exception {
        token.fineGrained("secrets=write");

        assertThat(ada.get("/user").headers().map()).doesNotContainKeys("x-oauth-scopes", "x-accepted-oauth-scopes");
    }

    @ParameterizedTest
    @CsvSource({"UTC, 2026-12-31 23:00:00 UTC", "OFFSET, 2027-01-01 01:00:00 +0200", "NOW, 2026-11-23 13:00:00 +0500"})
    void showsTheExpiryInEachOfGitHubsWays(ExpiryHeader format, String shown) throws Exception {
        token.expiringAt(Instant.parse("2026-12-31T23:00:00Z")).showingExpiryAs(format);

        assertThat(header(ada.get(SECRETS), EXPIRATION)).isEqualTo(shown);
    }

    @Test
    void rejectsATokenFromTheMomentItExpires() throws Exception {
        token.expiringAt(START.plusSeconds(60));

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        clock.move(Duration.ofSeconds(60));
        assertBadCredentials(ada.get("/user"));
    }

    @Test
    void rejectsARevokedTokenAndOneItNeverKnew() throws Exception {
        token.revoked();

        assertBadCredentials(ada.get(SECRETS));
        assertBadCredentials(new SandboxClient(github, "tok-unknown").get("/rate_limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer ", "tok-admin", "Bearer a b"})
    void rejectsOtherKindsOfAuthorization(String authorization) throws Exception {
        assertBadCredentials(nobody.send("GET", "/user", "", Map.of("Authorization", authorization)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token tok-admin", "bearer tok-admin", "BEARER   tok-admin"})
    void takesBothWordsForAToken(String authorization) throws Exception {
        assertThat(nobody.send("GET", "/user", "", Map.of("Authorization", authorization))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void turnsEveryCredentialAwayForAMinuteAfterTenBadOnes() throws Exception {
        var stranger = new SandboxClient(github, "tok-unknown");
        for (int i = 0; i < 10; i++) {
            assertBadCredentials(stranger.get("/user"));
        }

        HttpResponse<String> locked = ada.get("/user");
        assertThat(locked.statusCode()).isEqualTo(403);
        assertThat(SandboxClient.message(locked)).startsWith("Maximum number of login attempts exceeded");
        clock.move(Duration.ofMinutes(1));
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenOnlyWhatIsPublicCanBeSeen() throws Exception {
        github.hasRepository("acme/open").openToThePublic().withFile("a.txt", "a");

        assertThat(nobody.get("/repos/acme/web").statusCode()).isEqualTo(404);
        assertThat(nobody.read("/repos/acme/open").has("permissions")).isFalse();
        assertThat(nobody.get("/repos/acme/open/contents/a.txt").statusCode()).isEqualTo(200);
        assertThat(nobody.get("/repos/acme/open/actions/secrets").statusCode()).isEqualTo(401);
        assertThat(nobody.get("/user").statusCode()).isEqualTo(401);
    }

    @Test
    void aClassicTokenWithoutRepoDoesNotSeeWhatIsPrivate() throws Exception {
        github.hasRepository("acme/open").openToThePublic();
        token.withScopes("public_repo");

        assertThat(ada.get(SECRETS).statusCode()).isEqualTo(404);
        assertThat(ada.get("/repos/acme/open/actions/secrets").statusCode()).isEqualTo(200);
        token.withScopes("workflow");
        assertForbidden(ada.get("/repos/acme/open/actions/secrets"), "Must have admin rights to Repository.");
    }

    @Test
    void aCollaboratorWithoutAdminRightsGetsTheKeyButNotTheSecrets() throws Exception {
        web.lettingOnlyRead("Ada");

        assertForbidden(ada.get(SECRETS), "Must have admin rights to Repository.");
        assertForbidden(ada.sets("acme/web", "GH_PAT", "x"), "Must have admin rights to Repository.");
        assertThat(ada.read("/repos/acme/web").path("permissions").path("admin").asBoolean())
                .isFalse();
    }

    @Test
    void aFineGrainedTokenDoesWhatItsPermissionsSay() throws Exception {
        token.fineGrained("secrets=read", "actions=read");

        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(200);
        assertThat(ada.get(SECRETS).statusCode()).isEqualTo(200);
        assertThat(ada.get("/repos/acme/web/actions/runs").statusCode()).isEqualTo(200);
        HttpResponse<String> write = ada.sets("acme/web", "GH_PAT", "x");
        assertForbidden(write, "Resource not accessible by personal access token");
        assertThat(header(write, "x-accepted-github-permissions")).isEqualTo("secrets=write");
        assertForbidden(ada.get("/repos/acme/web/contents/a"), "Resource not accessible by personal access token");

        token.fineGrained("secrets=write");
        assertThat(ada.sets("acme/web", "GH_PAT", "x").statusCode()).isEqualTo(201);
        assertForbidden(ada.get("/repos/acme/web/actions/runs"), "Resource not accessible by personal access token");
    }

    @Test
    void aFineGrainedTokenMadeForOneRepositorySeesNoOther() throws Exception {
        github.hasRepository("acme/api");
        github.hasRepository("acme/open").openToThePublic();
        token.fineGrained("secrets=write").onlySees("Acme/Web");

        assertThat(ada.get(SECRETS).statusCode()).isEqualTo(200);
        assertThat(ada.get("/repos/acme/api").statusCode()).isEqualTo(404);
        assertThat(ada.get("/repos/acme/open").statusCode()).isEqualTo(200);
        assertForbidden(
                ada.get("/repos/acme/open/actions/secrets"), "Resource not accessible by personal access token");
    }

    @Test
    void aTokenThatAwaitsApprovalSeesOnlyWhatIsPublic() throws Exception {
        github.hasRepository("acme/open").openToThePublic();
        token.fineGrained("secrets=write").awaitingApproval();

        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(404);
        assertThat(ada.get("/repos/acme/open").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenWithoutSingleSignOnIsToldWhereToPassIt() throws Exception {
        String url = "https://github.com/orgs/acme/sso?authorization_request=AAA";
        token.needsSso(url);

        HttpResponse<String> response = ada.get(SECRETS);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(SandboxClient.message(response)).contains("organization SAML enforcement");
        assertThat(header(response, "x-github-sso")).isEqualTo("required; url=" + url);
        HttpResponse<String> list = ada.get("/orgs/acme/repos");
        assertThat(list.body()).isEqualTo("[]");
        assertThat(header(list, "x-github-sso")).matches("partial-results; organizations=[0-9]+");
    }

    @Test
    void aLifetimePolicyBlocksInItsOwnWords() throws Exception {
        token.blockedByPolicy("The 'acme' organization forbids access via a personal access token (classic)");

        assertForbidden(
                ada.get(SECRETS), "The 'acme' organization forbids access via a personal access token (classic)");
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }

    @Test
    void twoTokensOfOneUserAreOneUser() throws Exception {
        github.hasToken("tok-second").of("ada");

        JsonNode first = ada.read("/user");
        assertThat(new SandboxClient(github, "tok-second").read("/user")).isEqualTo(first);
    }

    @Test
    void printsNoToken() {
        assertThat(token).hasToString("SandboxToken[ada]");
    }

    private static void assertBadCredentials(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(SandboxClient.message(response)).isEqualTo("Bad credentials");
    }

    private static void assertForbidden(HttpResponse<String> response, String message) throws Exception {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(SandboxClient.message(response)).isEqualTo(message);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    @Test
    void revokesOnlyForACallerWithoutACredential() throws Exception {
        var nobody = new SandboxClient(github, "");
        String body = "{\"credentials\":[\"tok-admin\"]}";

        assertThat(ada.send("POST", "/credentials/revoke", body, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(nobody.send("POST", "/credentials/revoke", "{}", Map.of()).statusCode())
                .isEqualTo(422);
        github.revokesCredentials(false);
        assertThat(nobody.send("POST", "/credentials/revoke", body, Map.of()).statusCode())
                .isEqualTo(404);
        github.revokesCredentials(true);
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
        assertThat(nobody.send("POST", "/credentials/revoke", body, Map.of()).statusCode())
                .isEqualTo(202);
        assertThat(ada.get("/user").statusCode()).isEqualTo(401);
    }
}
