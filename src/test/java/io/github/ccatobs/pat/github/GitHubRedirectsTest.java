package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.seal.SealedValue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A renamed repository is followed; the credential goes nowhere else. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubRedirectsTest extends GitHubClientTestBase {

    private static final String MOVED = "/repositories/42/actions/secrets";
    private static final String SECRET = SECRETS + "/GH_PAT";

    @RegisterExtension
    static final WireMockExtension ELSEWHERE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    @AfterEach
    void sendsNothingElsewhere() {
        assertThat(ELSEWHERE.getAllServeEvents()).isEmpty();
        assertThat(ELSEWHERE.findAllUnmatchedRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsARenamedRepository(int status) {
        answer(SECRETS, redirect(status, SERVER.url(MOVED + "?per_page=100")));
        answer(MOVED, listing("GH_PAT"));

        var listing = github().secrets(WEB);
        assertThat(listing.moved()).isTrue();
        assertThat(listing.updatedAt()).containsOnlyKeys(new SecretName("GH_PAT"));
        assertThat(sent()).containsExactly("GET " + SECRETS + "?per_page=100", "GET " + MOVED + "?per_page=100");
    }

    @Test
    void tellsTheNewNameOfARenamedRepository() {
        answer("/repos/acme/web", redirect(301, SERVER.url("/repositories/42")));
        answer("/repositories/42", repository("acme/web2"));

        assertThat(github().repository(WEB).name()).isEqualTo(RepositoryName.parse("acme/web2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MOVED, "../../../../repositories/42/actions/secrets", "./../../../.." + MOVED})
    void followsARelativeAddress(String location) {
        answer(SECRETS, redirect(301, location + "?per_page=100"));
        answer(MOVED, listing("GH_PAT"));

        assertThat(github().secrets(WEB).moved()).isTrue();
    }

    @Test
    void followsAnAddressRelativeToTheLastOne() {
        answer(SECRETS, redirect(301, "/repositories/41/actions/secrets?per_page=100"));
        answer("/repositories/41/actions/secrets", redirect(301, "../../42/actions/secrets?per_page=100"));
        answer(MOVED, listing("GH_PAT"));

        assertThat(github().secrets(WEB).moved()).isTrue();
    }

    @Test
    void followsWithinAnEnterpriseServer() {
        answer("/api/v3" + SECRETS, redirect(301, "/api/v3" + MOVED + "?per_page=100"));
        answer("/api/v3" + MOVED, listing("GH_PAT"));

        assertThat(github(TestSettings.defaults(), Duration.ZERO, SERVER.url("/api/v3"))
                        .secrets(WEB)
                        .moved())
                .isTrue();
    }

    @Test
    void keepsTheQueryAndTheEscapesOfAnAddress() {
        String address = "/repositories/42/contents/a%20b%7Bc%7D%252F?ref=x%2Fy%26%7Bz%7D";
        answer("/repos/acme/web/contents/x", redirect(302, SERVER.url(address)));
        SERVER.stubFor(get(urlEqualTo(address))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/vnd.github.raw+json")
                        .withBody("bytes")));

        assertThat(github().file(WEB, "x", Optional.of("main"))).hasSize(5);
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().getHeader("Accept"))
                .isEqualTo("application/vnd.github.raw+json");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void repeatsAWriteWithItsBodyUnderTodaysName(int status) {
        SERVER.stubFor(put(urlPathEqualTo(SECRET)).willReturn(redirect(status, SERVER.url(MOVED + "/GH_PAT"))));
        answer("/repos/acme/web", redirect(301, SERVER.url("/repositories/42")));
        answer("/repositories/42", repository("Acme/web2"));
        SERVER.stubFor(put(urlPathEqualTo("/repos/Acme/web2/actions/secrets/GH_PAT"))
                .willReturn(aResponse().withStatus(204)));

        write();

        assertThat(sent())
                .containsExactly(
                        "PUT " + SECRET,
                        "GET /repos/acme/web",
                        "GET /repositories/42",
                        "PUT /repos/Acme/web2/actions/secrets/GH_PAT");
        SERVER.verify(putRequestedFor(urlEqualTo("/repos/Acme/web2/actions/secrets/GH_PAT"))
                .withRequestBody(equalToJson("{\"encrypted_value\":\"c2VhbGVk\",\"key_id\":\"7\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory/web", "acme-x/web", "acm/web"})
    void writesNothingToAnotherOwner(String today) {
        SERVER.stubFor(put(urlPathEqualTo(SECRET)).willReturn(redirect(307, SERVER.url(MOVED + "/GH_PAT"))));
        SERVER.stubFor(put(urlPathEqualTo(MOVED + "/GH_PAT")).willReturn(json(201, "{}")));
        answer("/repos/acme/web", redirect(301, SERVER.url("/repositories/42")));
        answer("/repositories/42", repository(today));

        assertThat(failure(GitHubException.RepositoryTransferredException.class, this::write))
                .hasMessage("PUT " + SECRET + ": it belongs to "
                        + RepositoryName.parse(today).owner() + " today, as " + today
                        + ", and not to acme: nothing is written there; take it out of the graph, or write today's name into"
                        + " it if only its owner was renamed");
        assertThat(sent()).containsExactly("PUT " + SECRET, "GET /repos/acme/web", "GET /repositories/42");
    }

    @Test
    void writesNothingToAnotherOwnerWhoTakesOverBetweenTheQuestionAndTheWrite() {
        SERVER.stubFor(put(urlPathEqualTo(SECRET)).willReturn(redirect(307, SERVER.url(MOVED + "/GH_PAT"))));
        answer("/repos/acme/web", repository("acme/web2"));
        SERVER.stubFor(put(urlPathEqualTo("/repos/acme/web2/actions/secrets/GH_PAT"))
                .willReturn(redirect(307, SERVER.url(MOVED + "/GH_PAT"))));
        answer("/repos/acme/web2", repository("mallory/web2"));

        failure(GitHubException.RepositoryTransferredException.class, this::write);
        assertThat(sent())
                .containsExactly(
                        "PUT " + SECRET,
                        "GET /repos/acme/web",
                        "PUT /repos/acme/web2/actions/secrets/GH_PAT",
                        "GET /repos/acme/web2");
    }

    @Test
    void writesNothingWhereARedirectPointsWithoutAnotherName() {
        SERVER.stubFor(put(urlPathEqualTo(SECRET)).willReturn(redirect(307, SERVER.url(MOVED + "/GH_PAT"))));
        answer("/repos/acme/web", repository("acme/Web"));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, this::write))
                .hasMessageEndingWith("redirected, but GitHub names no other repository");
    }

    @Test
    void writesNoRepositoryThatIsRenamedOverAndOver() {
        for (int name = 0; name < 9; name++) {
            String path = "/repos/acme/" + (name == 0 ? "web" : "web" + name);
            SERVER.stubFor(put(urlPathEqualTo(path + "/actions/secrets/GH_PAT"))
                    .willReturn(redirect(307, SERVER.url(MOVED + "/GH_PAT"))));
            answer(path, repository("acme/web" + (name + 1)));
        }

        assertThat(failure(GitHubException.GitHubUnavailableException.class, this::write))
                .hasMessageEndingWith("redirected more than 5 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/OTHER", "/GH_PAT/more", "_GH_PAT", ""})
    void writesNoOtherSecretWhateverTheRedirect(String elsewhere) {
        SERVER.stubFor(put(urlPathEqualTo(SECRET)).willReturn(redirect(307, SERVER.url(MOVED + elsewhere))));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, this::write))
                .hasMessageEndingWith("redirected to another secret, which is never written");
        assertThat(sent()).containsExactly("PUT " + SECRET);
    }

    @Test
    void writesOnceMoreAfterAnErrorOfTheServer() {
        SERVER.stubFor(put(urlPathEqualTo(SECRET))
                .inScenario("error")
                .whenScenarioStateIs("Started")
                .willSetStateTo("over")
                .willReturn(refusal(502, "Server Error")));
        SERVER.stubFor(put(urlPathEqualTo(SECRET))
                .inScenario("error")
                .whenScenarioStateIs("over")
                .willReturn(aResponse().withStatus(204)));

        write();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void doesNotGoRoundInCircles() {
        answer(SECRETS, redirect(301, SERVER.url(SECRETS + "?per_page=100")));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB)))
                .hasMessage("GET " + SECRETS + ": redirected more than 5 times");
        assertThat(sent()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void sendsTheCredentialToNoOtherPort(int status) {
        ELSEWHERE.stubFor(any(anyUrl()).willReturn(listing("GH_PAT")));
        answer(SECRETS, hostile(redirect(status, ELSEWHERE.url(MOVED))));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB)))
                .hasMessage(
                        "GET %s: redirected to another host, '%s', which is not followed with a credential",
                        SECRETS, ELSEWHERE.baseUrl());
        assertThat(sent()).hasSize(1);
    }

    @Test
    void sendsAWriteToNoOtherPort() {
        ELSEWHERE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));
        SERVER.stubFor(put(urlPathEqualTo(SECRET)).willReturn(redirect(307, ELSEWHERE.url(SECRET))));

        failure(GitHubException.GitHubUnavailableException.class, this::write);
    }

    /** PORT is GitHub's own port, OTHER the other server's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/x",
                "http://localhost.evil.example:PORT/x",
                "https://localhost:PORT/x",
                "http://localhost:OTHER/x",
                "//localhost:OTHER/x",
                "http:\\\\localhost:OTHER\\x",
                "http://localhost:PORT@localhost:OTHER/x",
                "http://x@localhost:PORT/x",
                "http://localhost:PORT%40localhost:OTHER/x",
                "http://localhost/x",
                "//localhost/x",
                "http:x",
                "ftp://localhost:PORT/x",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:application/json,{}",
                "mailto:x",
                "http://",
                "http:///x",
                "http://[::1]:OTHER/x",
                "http://localhost:99999/x",
                "{x}",
                "a b",
                "%zz",
            })
    void followsNoOtherAddress(String location) {
        ELSEWHERE.stubFor(any(anyUrl()).willReturn(listing("GH_PAT")));
        answer(
                SECRETS,
                hostile(redirect(
                        301,
                        location.replace("PORT", Integer.toString(SERVER.getPort()))
                                .replace("OTHER", Integer.toString(ELSEWHERE.getPort())))));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB));
        assertThat(sent()).hasSize(1);
    }

    private void write() {
        github().write(WEB, new SecretName("GH_PAT"), new SealedValue("7", "c2VhbGVk"));
    }
}
