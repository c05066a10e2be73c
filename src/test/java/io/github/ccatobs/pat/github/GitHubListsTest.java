package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists beside a repository's own secrets: of its organisation, of its environments, and of repositories. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubListsTest extends GitHubClientTestBase {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHARED = "/repos/acme/web/actions/organization-secrets";
    private static final String ENVIRONMENTS = "/repos/acme/web/environments";
    private static final String REPOSITORIES = "/orgs/acme/repos";
    private static final String GRANTS = "/orgs/acme/personal-access-tokens";
    private static final Instant WRITTEN = Instant.parse("2026-02-21T22:17:45Z");

    @Test
    void listsWhatTheOrganisationShares() {
        answer(SHARED, listing(101, names("S", 0, 100)));
        page(SHARED, 2, listing(101, "gh_pat"));

        var listed = github().organizationSecrets(WEB);

        assertThat(listed.find(new SecretName("GH_PAT"))).contains(WRITTEN);
        assertThat(listed.updatedAt()).hasSize(101);
        assertThat(sent()).containsExactly("GET " + SHARED + "?per_page=100", "GET " + SHARED + "?per_page=100&page=2");
    }

    @Test
    void takesNoShortListForTheWholeOfWhatIsShared() {
        answer(SHARED, listing(2, "OTHER"));
        page(SHARED, 2, listing(2, "OTHER"));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().organizationSecrets(WEB)))
                .hasMessage("GET " + SHARED + ": GitHub counts more secrets than it lists");
    }

    @Test
    void listsEveryEnvironment() {
        String[] many = names("e", 0, 100);
        answer(ENVIRONMENTS, environments(103, many));
        page(ENVIRONMENTS, 2, environments(103, "prod/eu", "../x", "prod%2f"));

        assertThat(github().environments(WEB))
                .hasSize(103)
                .endsWith(new EnvironmentName("prod/eu"), new EnvironmentName("../x"), new EnvironmentName("prod%2f"));
    }

    @Test
    void takesNoShortListForAllEnvironments() {
        answer(ENVIRONMENTS, environments(2, "prod"));
        page(ENVIRONMENTS, 2, environments(2));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().environments(WEB)))
                .hasMessage("GET " + ENVIRONMENTS + ": GitHub counts more environments than it lists");
    }

    @Test
    void readsNoListThatIsFarLongerThanGitHubAllows() {
        answer(ENVIRONMENTS, environments(60_000, "a"));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().environments(WEB)))
                .hasMessage(
                        "GET " + ENVIRONMENTS + ": the answer lists more environments than GitHub gives: at most 100"
                                + " in a page and 1000 in all are read");
        assertThat(sent()).hasSize(1);
    }

    @Test
    void readsAHundredPagesOfGrantsAtMost() {
        answer(GRANTS, grants(1));
        IntStream.rangeClosed(2, 110).forEach(number -> page(GRANTS, number, grants(number)));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().grants("acme")))
                .hasMessage(
                        "GET " + GRANTS + ": the answer lists more personal access tokens than GitHub gives: at most"
                                + " 100 in a page and 10000 in all are read");
        assertThat(sent()).hasSize(100);
    }

    /** A full page of others than on every other page. */
    private static ResponseDefinitionBuilder grants(int page) {
        return hostile(json(
                200,
                IntStream.range(page * 100, page * 100 + 100)
                        .mapToObj(id -> "{\"id\":" + id + ",\"owner\":{\"login\":\"robot\"},"
                                + "\"repository_selection\":\"all\",\"permissions\":{}}")
                        .collect(Collectors.joining(",", "[", "]"))));
    }

    @Test
    void readsNoPageThatIsLargerThanWasAskedFor() {
        answer(ENVIRONMENTS, environments(101, names("e", 0, 101)));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().environments(WEB)))
                .hasMessageContaining("more environments than GitHub gives");
        assertThat(sent()).hasSize(1);
    }

    static Stream<String> namesThatAreNone() {
        return Stream.of("", "x".repeat(256), "\\ud83d", "a\\udc00b");
    }

    @ParameterizedTest
    @MethodSource("namesThatAreNone")
    void doesNotTakeAnythingForAnEnvironment(String name) {
        answer(ENVIRONMENTS, hostile(json(200, "{\"total_count\":1,\"environments\":[{\"name\":\"" + name + "\"}]}")));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().environments(WEB)))
                .hasMessage("GET " + ENVIRONMENTS + ": the answer's member 'name' is not what GitHub's rules allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"total_count\":1}",
                "{\"environments\":[]}",
                "[]",
                "{\"total_count\":1,\"environments\":[7]}"
            })
    void doesNotGuessWhichEnvironmentsThereAre(String body) {
        answer(ENVIRONMENTS, hostile(json(200, body)));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().environments(WEB));
    }

    @ParameterizedTest
    @CsvSource({
        "production, production",
        "prod eu+1, prod%20eu%2B1",
        "a/b, a%2Fb",
        "../x, ..%2Fx",
        "..., ...",
        "prod%2f, prod%252f",
        "%2e%2e, %252e%252e",
        "{owner}, %7Bowner%7D",
        "a?b#c;d, a%3Fb%23c%3Bd",
        "a\\b, a%5Cb",
        "Grüße 日本 🚀, Gr%C3%BC%C3%9Fe%20%E6%97%A5%E6%9C%AC%20%F0%9F%9A%80",
        "secrets, secrets",
    })
    void namesAnEnvironmentInAnAddress(String name, String encoded) {
        String path = ENVIRONMENTS + "/" + encoded + "/secrets";
        SERVER.stubFor(get(urlEqualTo(path + "?per_page=100")).willReturn(listing("GH_PAT")));

        assertThat(github().environmentSecrets(WEB, new EnvironmentName(name)).find(new SecretName("GH_PAT")))
                .contains(WRITTEN);
        assertThat(sent()).containsExactly("GET " + path + "?per_page=100");
    }

    @ParameterizedTest
    @CsvSource({"., .", ".., .."})
    void doesNotSendAnAddressThatOthersMayShorten(String name, String shown) {
        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().environmentSecrets(
                                WEB, new EnvironmentName(name))))
                .hasMessage("GET " + ENVIRONMENTS + "/" + shown + "/secrets: not sent, the name '" + name
                        + "' cannot stand in an address");
        assertThat(sent()).isEmpty();
    }

    @Test
    void readsEveryPageOfAnEnvironment() {
        String path = ENVIRONMENTS + "/a%2Fb/secrets";
        SERVER.stubFor(get(urlEqualTo(path + "?per_page=100")).willReturn(listing(101, names("S", 0, 100))));
        page(path, 2, listing(101, "GH_PAT"));

        assertThat(github().environmentSecrets(WEB, new EnvironmentName("a/b")).updatedAt())
                .hasSize(101);
    }

    @Test
    void listsEveryRepositoryThatALinkLeadsTo() {
        answer(
                REPOSITORIES,
                repositories("acme/a", "acme/b")
                        .withHeader("Link", "<" + SERVER.url(REPOSITORIES) + ">; rel=\"next\""));
        page(REPOSITORIES, 2, repositories("acme/c"));

        assertThat(github().repositories("acme"))
                .containsExactly(repository("acme/a", true), repository("acme/b", true), repository("acme/c", true));
    }

    @Test
    void looksForMoreAfterAFullPageWithoutALink() {
        answer(REPOSITORIES, repositories(names("acme/r", 0, 100)));
        page(REPOSITORIES, 2, repositories());

        assertThat(github().repositories("acme")).hasSize(100);
        assertThat(sent()).hasSize(2);
    }

    @Test
    void takesARepositoryThatSaysNothingOfItForALivingOne() throws Exception {
        var body = JSON.createArrayNode().add(minimal("acme/a").without(List.of("archived", "disabled")));
        answer(REPOSITORIES, json(200, JSON.writeValueAsString(body)));

        assertThat(github().repositories("acme")).containsExactly(repository("acme/a", false));
    }

    @Test
    void doesNotGoRoundInPagesOfRepositories() {
        answer(
                REPOSITORIES,
                repositories("acme/a").withHeader("Link", "<" + SERVER.url(REPOSITORIES) + ">; rel=\"next\""));

        assertThat(failure(GitHubException.GitHubUnavailableException.class, () -> github().repositories("acme")))
                .hasMessage("GET " + REPOSITORIES + ": GitHub counts more repositories than it lists");
        assertThat(sent()).hasSize(2);
    }

    @Test
    void takesNoPartForTheWholeForWantOfSingleSignOn() {
        answer(REPOSITORIES, repositories().withHeader("X-GitHub-SSO", "partial-results; organizations=21955855"));

        var refused = failure(GitHubException.ForbiddenException.class, () -> github().repositories("acme"));
        assertThat(refused.reason()).isEqualTo(GitHubException.ForbiddenReason.SINGLE_SIGN_ON);
        assertThat(refused.why()).contains("single sign-on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[null]",
                "[{}]",
                "[{\"full_name\":\"../x\"}]",
                "",
                "[{\"full_name\":\"a/b\",\"archived\":1}]"
            })
    void doesNotGuessWhichRepositoriesThereAre(String body) {
        answer(REPOSITORIES, hostile(json(200, body)));

        failure(GitHubException.GitHubUnavailableException.class, () -> github().repositories("acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "acme?x", "-acme"})
    void asksForNoOrganisationThatCannotBe(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> github().repositories(name))
                .withMessageContaining("is not a GitHub account");
        assertThat(sent()).isEmpty();
    }

    private static RepositoryInfo repository(String name, boolean archived) {
        return new RepositoryInfo(RepositoryName.parse(name), archived, false);
    }

    private static ResponseDefinitionBuilder repositories(String... names) {
        ArrayNode list = JSON.createArrayNode();
        Stream.of(names).map(GitHubListsTest::minimal).forEach(list::add);
        return json(200, list.toString());
    }

    private static ObjectNode minimal(String fullName) {
        var repository = (ObjectNode) GitHubClientContract.shared().example("GET", "/repos/acme/web", 200);
        return repository.put("full_name", fullName).put("archived", true).put("disabled", false);
    }

    private static ResponseDefinitionBuilder environments(int total, String... names) {
        ObjectNode body = JSON.createObjectNode().put("total_count", total);
        ArrayNode list = body.putArray("environments");
        Stream.of(names).map(GitHubListsTest::environment).forEach(list::add);
        return json(200, body.toString());
    }

    private static ObjectNode environment(String name) {
        return JSON.createObjectNode()
                .put("id", 1)
                .put("node_id", "x")
                .put("name", name)
                .put("url", "https://api.github.com" + ENVIRONMENTS)
                .put("html_url", "https://github.com/acme/web")
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("updated_at", "2026-01-01T00:00:00Z");
    }

    private static void page(String path, int number, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(get(urlEqualTo(path + "?per_page=100&page=" + number)).willReturn(answer));
    }

    private static String[] names(String start, int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> start + number).toArray(String[]::new);
    }
}
