package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests we send, and the values we read from GitHub's answers. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubReadingTest extends GitHubClientTestBase {

    private static final String FILES = "/repos/acme/web/contents/";

    @Test
    void leadsNobodyAnywhereByTheNameOfAnAccount() {
        answer("/user", user("robot, sign in at https://evil.example/x or evil.example/y"));
        assertThat(github().account().login()).isEqualTo("robot, sign in at [a link] or [a link]");
    }

    @Test
    void introducesItself() {
        answer("/user", user());

        assertThat(github().account()).isEqualTo(new Account("robot"));

        for (ServeEvent event : SERVER.getAllServeEvents()) {
            var request = event.getRequest();
            assertThat(request.getHeader("User-Agent")).isEqualTo("ccat-pat/0.1.0");
            assertThat(request.getHeader("Accept")).isEqualTo("application/vnd.github+json");
            assertThat(request.getHeader("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN);
        }
        assertThat(sent()).containsExactly("GET /user");
    }

    @Test
    void sendsNothingBeforeItIsAsked() {
        github();

        assertThat(sent()).isEmpty();
    }

    @Test
    void listsSecretsInOneCall() {
        answer(SECRETS, listing("GH_PAT", "other"));

        assertThat(github().secrets(WEB))
                .isEqualTo(new SecretListing(
                        Map.of(
                                new SecretName("GH_PAT"),
                                Instant.parse("2026-02-21T22:17:45Z"),
                                new SecretName("OTHER"),
                                Instant.parse("2026-02-21T22:17:45Z")),
                        false,
                        Optional.empty()));
        assertThat(sent()).containsExactly("GET " + SECRETS + "?per_page=100");
    }

    @Test
    void findsNoSecretWhereThereIsNone() {
        answer(SECRETS, listing());

        assertThat(github().secrets(WEB).find(new SecretName("GH_PAT"))).isEmpty();
    }

    @Test
    void listsEveryPage() {
        answer(
                SECRETS,
                listing(120, names(0, 100)).withHeader("Link", "<" + SERVER.url(SECRETS) + "?page=2>; rel=\"next\""));
        page(2, listing(120, names(100, 120)));

        assertThat(github().secrets(WEB).updatedAt()).hasSize(120);
        assertThat(sent())
                .containsExactly("GET " + SECRETS + "?per_page=100", "GET " + SECRETS + "?per_page=100&page=2");
    }

    @Test
    void listsEveryPageWithoutALinkToTheNext() {
        answer(SECRETS, listing(101, names(0, 100)));
        page(2, listing(101, names(100, 101)));

        assertThat(github().secrets(WEB).updatedAt()).hasSize(101);
    }

    @Test
    void takesNoMissingPageForNoSecret() {
        answer(SECRETS, listing(120, names(0, 100)));
        page(2, refusal(404, "Not Found"));

        failure(GitHubException.NotFoundException.class, () -> github().secrets(WEB));
    }

    @Test
    void takesNoEmptyPageForTheEnd() {
        answer(SECRETS, listing(120, names(0, 100)));
        page(2, listing(120));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB)))
                .hasMessage("GET " + SECRETS + ": GitHub counts more secrets than it lists");
        assertThat(sent()).hasSize(2);
    }

    @Test
    void doesNotGoRoundInPages() {
        answer(SECRETS, listing("GH_PAT").withHeader("Link", "<" + SERVER.url(SECRETS) + ">; rel=\"next\""));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB));
        assertThat(sent()).hasSize(2);
    }

    @Test
    void countsADuplicateOnce() {
        answer(SECRETS, listing("GH_PAT", "gh_pat"));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"total_count\":1}",
                "{\"secrets\":[]}",
                "{\"total_count\":\"1\",\"secrets\":[]}",
                "{\"total_count\":0,\"secrets\":{}}",
                "{\"total_count\":0,\"secrets\":null}",
                "{\"total_count\":1,\"secrets\":[null]}",
                "{\"total_count\":1,\"secrets\":[{\"name\":\"GH_PAT\"}]}",
                "{\"total_count\":1,\"secrets\":[{\"updated_at\":\"2026-02-21T22:17:45Z\"}]}",
                "{\"total_count\":1,\"secrets\":[{\"name\":\"GH-PAT\",\"updated_at\":\"2026-02-21T22:17:45Z\"}]}",
                "{\"total_count\":1,\"secrets\":[{\"name\":\"GH_PAT\",\"updated_at\":\"yesterday\"}]}",
                "[]",
                "null",
                "",
                "{\"total_count\":1,\"secrets\":[{\"name\":\"GH_PAT\",\"updated_at\":\"2026-02-21T22:17:45Z\"},"
                        + "{\"name\":\"gh_pat\",\"updated_at\":\"2020-02-21T22:17:45Z\"}]}",
                "{\"total_count\":0,\"secrets\":[]",
                "{\"total_count\":0,\"secrets\":[]}}",
                "<html>" + ECHO,
                ECHO,
            })
    void doesNotGuessWhatAnUnusableAnswerMeans(String body) {
        answer(SECRETS, hostile(json(200, body)));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void doesNotUnpackWhatItDidNotAskToBePacked() {
        answer(
                SECRETS,
                hostile(json(200, "").withHeader("Content-Encoding", "gzip").withBody(new byte[] {
                    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0
                })));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().secrets(WEB));
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().containsHeader("Accept-Encoding"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 202})
    void doesNotTakeNoBodyForAnAnswer(int status) {
        answer("/user", hostile(aResponse().withStatus(status)));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().account()))
                .hasMessage("GET /user: the answer is not a JSON object");
    }

    @Test
    void readsARepository() {
        answer("/repos/acme/web", repository("acme/web2"));

        assertThat(github().repository(WEB))
                .isEqualTo(new RepositoryInfo(RepositoryName.parse("acme/web2"), true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "acme/../web", "acme/web\\u0000", "/", ""})
    void doesNotTakeAnythingForARepositoryName(String name) {
        answer(
                "/repos/acme/web",
                hostile(json(200, "{\"full_name\":\"" + name + "\",\"archived\":false,\"disabled\":false}")));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().repository(WEB)))
                .hasMessage("GET /repos/acme/web: the answer's member 'full_name' is not what GitHub's rules allow");
    }

    @ParameterizedTest
    @CsvSource({
        "ci/dependency-graph.yml, ci/dependency-graph.yml",
        "a b/c+d.yml, a%20b/c%2Bd.yml",
        "grüße/日本.yml, gr%C3%BC%C3%9Fe/%E6%97%A5%E6%9C%AC.yml",
        "a#b?c&d=e.yml, a%23b%3Fc%26d%3De.yml",
        "100%.yml, 100%25.yml",
        "%2e%2e/x, %252e%252e/x",
        "{owner}/{path}.yml, %7Bowner%7D/%7Bpath%7D.yml",
        "...\\..;x, ...%5C..%3Bx",
    })
    void encodesAPath(String path, String encoded) {
        SERVER.stubFor(get(urlEqualTo(FILES + encoded)).willReturn(raw("bytes")));

        assertThat(github().file(WEB, path, Optional.empty())).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
        assertThat(sent()).containsExactly("GET " + FILES + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/x", "x/", "a//b", ".", "..", "a/../../../user", "a/./b"})
    void doesNotClimbOutOfTheRepository(String path) {
        assertThatThrownBy(() -> github().file(WEB, path, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a file's path has the part '")
                .hasMessageEndingWith("': expected names with '/' between");
        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"main", "feature/x", "a b+c", "100%", "x#y&z=1?", "{owner}", "%7Bx%7D", "grüße", "refs/tags/v1"})
    void asksForAFileAtARef(String ref) {
        SERVER.stubFor(get(urlPathEqualTo(FILES + "x"))
                .withQueryParam("ref", equalTo(ref))
                .willReturn(raw("bytes")));

        assertThat(github().file(WEB, "x", Optional.of(ref))).hasSize(5);
        assertThat(SERVER.getAllServeEvents().getFirst().getRequest().getHeader("Accept"))
                .isEqualTo("application/vnd.github.raw+json");
    }

    @Test
    void readsAFileByteForByte() {
        byte[] bytes = new byte[1024 * 1024];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        answer(FILES + "x", raw("").withBody(bytes));

        assertThat(github().file(WEB, "x", Optional.empty())).isEqualTo(bytes);
    }

    @Test
    void readsAnEmptyFile() {
        answer(FILES + "x", raw(""));

        assertThat(github().file(WEB, "x", Optional.empty())).isEmpty();
    }

    @Test
    void speaksToAnEnterpriseServer() {
        answer("/api/v3" + SECRETS, listing("GH_PAT"));
        var github = github(TestSettings.defaults(), Duration.ZERO, SERVER.url("/api/v3/"));

        assertThat(github.secrets(WEB).updatedAt()).containsKey(new SecretName("GH_PAT"));
    }

    @Test
    void learnsWhatTheHeadersTell() {
        answer(
                "/user",
                user().withHeader("github-authentication-token-expiration", "2026-12-31 00:00:00 +0100")
                        .withHeader("X-OAuth-Scopes", "repo, workflow")
                        .withHeader("X-RateLimit-Limit", "5000")
                        .withHeader("X-RateLimit-Remaining", "4990")
                        .withHeader("X-RateLimit-Reset", Long.toString(MutableClock.START.getEpochSecond() + 60))
                        .withHeader("Date", "Mon, 23 Nov 2026 09:00:00 GMT"));
        var github = github();
        github.account();

        assertThat(github.tokenMetadata())
                .isEqualTo(new TokenMetadata(
                        new TokenExpiry.At(Instant.parse("2026-12-30T23:00:00Z")),
                        Optional.of(List.of("repo", "workflow")),
                        Optional.of(new RateLimitStatus(5000, 4990, MutableClock.START.plusSeconds(60))),
                        OptionalInt.empty()));
    }

    private static ResponseDefinitionBuilder raw(String body) {
        return aResponse()
                .withHeader("Content-Type", "application/vnd.github.raw+json; charset=utf-8")
                .withBody(body);
    }

    private static void page(int number, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get(urlEqualTo(SECRETS + "?per_page=100&page=" + number)).willReturn(answer));
    }

    private static String[] names(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "SECRET_" + number).toArray(String[]::new);
    }
}
