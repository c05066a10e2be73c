package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class BatchReaderTest extends GitHubClientTestBase {

    private static final RepositoryName API = RepositoryName.parse("acme/api");
    private static final String QUOTA =
            "\"rateLimit\":{\"cost\":1,\"limit\":5000,\"remaining\":4990,\"resetAt\":\"2026-11-23T09:30:00Z\"}";

    private final List<String> warnings = new ArrayList<>();

    @Test
    void describesManyRepositoriesWithOneQuery() {
        answerQuery(data(node("acme/web", "ADMIN"), node("acme/API", "READ")));

        var batch = github().describe(List.of(WEB, API));

        assertThat(batch.find(WEB))
                .contains(new RepositoryDetails(
                        new RepositoryInfo(WEB, false, false),
                        false,
                        true,
                        Optional.of(RepositoryRole.ADMIN),
                        Optional.empty()));
        assertThat(batch.find(API).map(details -> details.info().name().toString()))
                .as("by the case that GitHub writes")
                .contains("acme/API");
        assertThat(sent()).containsExactly("POST /graphql");
    }

    @Test
    void asksForAHundredInOneQuery() {
        answerQuery("{\"data\":{}}");

        assertThat(github().describe(names(250)).found()).isEmpty();
        assertThat(sent()).hasSize(3);
    }

    @Test
    void seesStatesRenamesAndTransfers() {
        answerQuery(data(
                node("acme/site", "WRITE").replace("\"isArchived\":false", "\"isArchived\":true"),
                node("other/api", "WRITE").replace("\"isLocked\":false", "\"isLocked\":true")));

        var batch = github().describe(List.of(WEB, API));

        assertThat(batch.find(WEB).map(RepositoryDetails::info))
                .contains(new RepositoryInfo(RepositoryName.parse("acme/site"), true, false));
        assertThat(batch.find(API)).hasValueSatisfying(details -> {
            assertThat(details.info().name()).isEqualTo(RepositoryName.parse("other/api"));
            assertThat(details.locked()).isTrue();
        });
    }

    @Test
    void namesNoRoleWhereGitHubDoesNot() {
        answerQuery(data(node("acme/web", "ADMIN").replace("\"ADMIN\"", "null")));

        assertThat(github().describe(List.of(WEB)).find(WEB))
                .hasValueSatisfying(details -> assertThat(details.role()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND", "FORBIDDEN"})
    void leavesOutARepositoryThatGitHubDoesNotResolve(String type) {
        answerQuery("{\"data\":{" + QUOTA + ",\"r0\":null,\"r1\":" + node("acme/api", "READ")
                + "},\"errors\":[{\"type\":\"" + type + "\",\"path\":[\"r0\"],\"message\":\"no\"}]}");

        assertThat(github().describe(List.of(WEB, API)).found()).containsOnlyKeys(API);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nameWithOwner\":\"acme/web\"}",
                "{\"nameWithOwner\":\"../x\",\"isArchived\":false,\"isDisabled\":false,\"isLocked\":false,\"isPrivate\":true}",
                "\"acme/web\"",
                "[]",
                "{\"nameWithOwner\":\"acme/web\",\"isArchived\":\"no\",\"isDisabled\":false,\"isLocked\":false,\"isPrivate\":true}"
            })
    void leavesOutWhatItCannotRead(String node) {
        answerQuery(hostile(json(200, data(node, node("acme/api", "READ")))));

        assertThat(github().describe(List.of(WEB, API)).found()).containsOnlyKeys(API);
    }

    @Test
    void doubtsARepositoryThatAnErrorIsAbout() {
        answerQuery("{\"data\":{" + QUOTA + ",\"r0\":" + node("acme/web", "ADMIN") + ",\"r1\":"
                + node("acme/api", "READ") + "},\"errors\":[{\"path\":[\"r0\",\"environments\"],\"message\":\"no\"}]}");

        assertThat(github().describe(List.of(WEB, API)).found()).containsOnlyKeys(API);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "{\"data\":{\"r0\":null,\"r0\":null}}",
                "{\"data\":[]}",
                "{}",
                "{\"data\":null,\"errors\":[{\"message\":\"Field 'isLocked' doesn't exist on type 'Repository'\"}]}",
                "{\"errors\":[{\"message\":\"no\"}]}",
                "{\"data\":{\"r0\":null},\"errors\":[{\"message\":\"of what?\"}]}",
                "{\"data\":{\"r0\":null},\"errors\":\"many\"}"
            })
    void givesUpAndSaysSoOnceWhenNothingUsableIsAnswered(String body) {
        answerQuery(hostile(json(200, body)));
        var github = github();

        assertThat(github.describe(List.of(WEB)).found()).isEmpty();
        assertThat(github.describe(List.of(WEB)).found()).isEmpty();

        assertThat(sent()).hasSize(1);
        assertThat(warnings).singleElement().asString().startsWith("GitHub's GraphQL API describes no repositories");
    }

    @Test
    void saysOnceWhatSeveralCredentialsMeet() {
        answerQuery(refusal(404, "no"));
        var factory = connector(TestSettings.defaults());
        factory.onWarning(warnings::add);
        var url = ApiUrl.parse(SERVER.baseUrl());

        factory.connect(credential(), TimeBudget.of(Duration.ZERO, time), url).describe(List.of(WEB));
        answerQuery(refusal(403, "no"));
        factory.connect(credential(), TimeBudget.of(Duration.ZERO, time), url).describe(List.of(WEB));

        assertThat(sent()).hasSize(2);
        assertThat(warnings).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501, 410, 403, 422})
    void doesWithoutAGraphQlApiThatIsNotThere(int status) {
        answerQuery(refusal(status, "no"));
        var github = github();

        assertThat(github.describe(names(300)).found()).isEmpty();
        github.describe(names(300));

        assertThat(sent()).hasSizeLessThanOrEqualTo(3);
        assertThat(warnings).hasSize(1);
        assertThat(time.pauses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "502, '{\"data\":null,\"errors\":[{\"message\":\"Something went wrong while executing your query.\"}]}'",
        "200, '{\"errors\":[{\"message\":\"Something went wrong while executing your query. This may be the result of a timeout\"}]}'",
        "504, ''",
        "502, '<html><body>Unicorn!</body></html>'",
        "200, '{\"data\":{\"r0\":null},\"errors\":[{\"message\":\"Something went wrong while executing your query\"}]}'",
        "200, '{\"data\":{\"r0\":null},\"errors\":[{\"type\":\"RESOURCE_LIMITS_EXCEEDED\",\"path\":[\"r0\"],\"message\":\"no\"}]}'",
        "200, '{\"errors\":[{\"type\":\"MAX_NODE_LIMIT_EXCEEDED\",\"message\":\"no\"}]}'"
    })
    void halvesAQueryThatIsTooHeavy(int status, String body) {
        SERVER.stubFor(post(urlPathEqualTo("/graphql")).willReturn(json(200, fifty())));
        SERVER.stubFor(post(urlPathEqualTo("/graphql"))
                .withRequestBody(matchingJsonPath("$.variables.o50"))
                .willReturn(json(status, body)));

        assertThat(github().describe(names(100)).found()).hasSize(100);
        assertThat(sent()).hasSize(3);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r0", "r1", "r37", "r99"})
    void leavesOutOneRepositoryAloneThatMakesAQueryTooHeavy(String heavy) {
        SERVER.stubFor(post(urlPathEqualTo("/graphql")).willReturn(json(200, fifty())));
        SERVER.stubFor(post(urlPathEqualTo("/graphql"))
                .withRequestBody(containing("\"" + heavy + "\""))
                .willReturn(json(502, "")));
        var github = github();

        assertThat(github.describe(names(100)).found())
                .hasSize(99)
                .doesNotContainKey(RepositoryName.parse("acme/" + heavy));
        assertThat(sent()).hasSizeLessThan(18);
        assertThat(github.describe(List.of(RepositoryName.parse("acme/" + heavy)))
                        .found())
                .isEmpty();
        assertThat(github.describe(List.of(WEB)).found()).as("is still asked").hasSize(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void endsHalvingWhenEveryQueryFails() {
        answerQuery(json(502, ""));

        assertThat(github().describe(names(100)).found()).isEmpty();
        assertThat(sent()).as("100, 50, 25, 12, 6, 3, 1, and 2, 1, 1 beside it").hasSize(10);
        assertThat(warnings).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, '<!DOCTYPE html><title>Sign in</title>'",
        "403, text/html, '<html><body>blocked by the firewall</body></html>'",
        "200, application/json, '{\"data\":[]}'",
        "200, application/json, '{\"data\":'"
    })
    void halvesNothingThatIsNoAnswerOfGitHub(int status, String type, String body) {
        answerQuery(hostile(
                aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body)));

        assertThat(github().describe(names(100)).found()).isEmpty();
        assertThat(sent()).hasSize(1);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void asksTheRestApiAfterManyQueriesThatNobodyAnswered() {
        answerQuery(data(node("acme/web", "ADMIN")));
        answer("/user", user());
        var github = github();
        github.describe(List.of(WEB));

        answerQuery(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        IntStream.range(0, 30).forEach(query -> github.describe(List.of(WEB)));
        github.account();

        assertThat(sent()).hasSize(1 + 30 + 1).endsWith("GET /user");
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void doesWithoutAGraphQlApiThatAnswersNeitherAQueryNorItsHalf(Fault silence) {
        answerQuery(aResponse().withFault(silence));

        assertThat(github().describe(names(100)).found()).isEmpty();
        assertThat(sent()).as("100 and 50").hasSize(2);
        assertThat(warnings).singleElement().asString().contains("the connection was cut");
    }

    @Test
    void goesOnHalvingAfterOneQueryWithoutAnAnswer() {
        SERVER.stubFor(post(urlPathEqualTo("/graphql")).willReturn(json(200, fifty())));
        SERVER.stubFor(post(urlPathEqualTo("/graphql"))
                .withRequestBody(matchingJsonPath("$.variables.o50"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(github().describe(names(100)).found()).hasSize(100);
        assertThat(warnings).isEmpty();
    }

    @Test
    void leavesAnApiThatAnswersNobodyAloneForAPauseThatGrowsUntilItAnswers() {
        answerQuery(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        var factory = connector(TestSettings.defaults());
        factory.onWarning(warnings::add);
        var url = ApiUrl.parse(SERVER.baseUrl());
        Runnable describe = () -> factory.connect(credential(), TimeBudget.of(Duration.ZERO, time), url)
                .describe(names(100));
        describe.run();
        int asked = 2;
        assertThat(sent()).hasSize(asked);

        for (int minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            time.move(Duration.ofMinutes(minutes).minusSeconds(1));
            describe.run();
            assertThat(sent()).as("within %d minutes", minutes).hasSize(asked);
            time.move(Duration.ofSeconds(1));
            describe.run();
            asked += 2;
            assertThat(sent()).as("after %d minutes", minutes).hasSize(asked);
        }
        assertThat(warnings).hasSize(1);

        answerQuery(data(node("acme/web", "ADMIN")));
        time.move(Duration.ofHours(1));
        describe.run();
        answerQuery(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        describe.run();
        asked = sent().size();
        time.move(Duration.ofMinutes(1));
        describe.run();
        assertThat(sent()).as("a minute after it answered").hasSize(asked + 2);
    }

    @Test
    void doesNotWaitForAQuotaThatIsUsedUp() {
        answerQuery(limit().withHeader("x-ratelimit-remaining", "0")
                .withHeader("x-ratelimit-resource", "graphql")
                .withHeader("x-ratelimit-limit", "5000")
                .withHeader("x-ratelimit-reset", String.valueOf(time.instant().getEpochSecond() + 1800)));
        answer("/user", user());
        var github = github();

        assertThat(github.describe(List.of(WEB)).found()).isEmpty();
        github.account();

        assertThat(sent()).containsExactly("POST /graphql", "GET /user");
        assertThat(time.pauses()).isEmpty();
        assertThat(github.tokenMetadata().quota()).as("the REST API's").isEmpty();
        assertThat(warnings).singleElement().asString().contains("the quota of GitHub's GraphQL API is used up until");
    }

    /** GitHub has not always told the quota in the headers, nor written the same type. */
    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, API rate limit exceeded,                      ",
        "RATE_LIMIT,   API rate limit already exceeded for user ID 7, 4990",
        "RATE_LIMIT,   no,                                           0"
    })
    void doesNotWaitForAQuotaThatIsNotToldWhenItReturns(String type, String message, String remaining) {
        var answer = json(200, "{\"errors\":[{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}]}");
        answerQuery(remaining == null ? answer : answer.withHeader("x-ratelimit-remaining", remaining));
        answer("/user", user());
        var github = github();

        assertThat(github.describe(names(100)).found()).isEmpty();
        github.account();

        assertThat(sent()).containsExactly("POST /graphql", "GET /user");
        assertThat(time.pauses()).isEmpty();
        assertThat(warnings).singleElement().asString().endsWith("the quota of GitHub's GraphQL API is used up");
    }

    @Test
    void waitsAsLongAsASecondaryLimitAsks() {
        SERVER.stubFor(post(urlPathEqualTo("/graphql"))
                .inScenario("limit")
                .whenScenarioStateIs("Started")
                .willSetStateTo("open")
                .willReturn(limit().withHeader("retry-after", "7")));
        SERVER.stubFor(post(urlPathEqualTo("/graphql"))
                .inScenario("limit")
                .whenScenarioStateIs("open")
                .willReturn(json(200, data(node("acme/web", "ADMIN")))));

        assertThat(github().describe(List.of(WEB)).found()).hasSize(1);
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void leavesTheReserveOfTheQuotaAlone() {
        answerQuery(json(200, data(node("acme/web", "ADMIN")).replace("4990", "200"))
                .withHeader("Date", "Mon, 23 Nov 2026 09:00:00 GMT"));
        var github = github();

        assertThat(github.describe(List.of(WEB)).found()).hasSize(1);
        assertThat(github.describe(List.of(WEB)).found()).isEmpty();

        assertThat(sent()).hasSize(1);
        assertThat(warnings).singleElement().asString().contains("reserved");
    }

    @Test
    void spendsNoPointsOfTheRestApi() {
        answerQuery(data(node("acme/web", "ADMIN")));
        answer("/user", user());
        var github = github(TestSettings.defaults().withPointsPerMinute(1), Duration.ofMinutes(15));

        github.describe(List.of(WEB));
        github.describe(List.of(WEB));
        github.account();

        assertThat(time.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/graphql", "/elsewhere", "http://[::"})
    void followsNoRedirect(String location) {
        answerQuery(redirect(307, location));

        assertThat(github().describe(names(100)).found()).isEmpty();
        assertThat(sent()).containsExactly("POST /graphql");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void stopsAtARejectedCredential() {
        answerQuery(refusal(401, "Bad credentials"));

        failure(GitHubException.CredentialRejectedException.class, () -> github().describe(List.of(WEB)));
    }

    @Test
    void asksAnEnterpriseServerBesideItsRestApi() {
        SERVER.stubFor(post(urlPathEqualTo("/api/graphql")).willReturn(json(200, data(node("acme/web", "ADMIN")))));
        var github = github(TestSettings.defaults(), Duration.ofMinutes(15), SERVER.baseUrl() + "/api/v3");

        assertThat(github.describe(List.of(WEB)).found()).hasSize(1);
    }

    @Test
    void readsEveryPageOfEnvironments() {
        answerQuery(data(environments("acme/web", 3, "\"c1\"", "a", "b"), environments("acme/api", 0, "null")));
        SERVER.stubFor(post(urlPathEqualTo("/graphql"))
                .withRequestBody(matchingJsonPath("$.variables[?(@.c0 == 'c1')]"))
                .willReturn(json(200, data(environments("acme/web", 3, "null", "c")))));

        var batch = github().describeWithEnvironments(List.of(WEB, API));

        assertThat(batch.find(WEB).flatMap(RepositoryDetails::environments))
                .contains(List.of(new EnvironmentName("a"), new EnvironmentName("b"), new EnvironmentName("c")));
        assertThat(batch.find(API).flatMap(RepositoryDetails::environments)).contains(List.of());
        assertThat(sent()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"totalCount\":2,\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":[{\"name\":\"a\"}]}",
                "{\"totalCount\":2,\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":[{\"name\":\"a\"},null]}",
                "{\"totalCount\":1,\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":null},\"nodes\":[{\"name\":\"a\"}]}",
                "{\"totalCount\":2,\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"again\"},\"nodes\":[{\"name\":\"a\"}]}",
                "null"
            })
    void knowsNoEnvironmentsThatItCannotReadToTheEnd(String environments) {
        answerQuery(hostile(json(200, data(withEnvironments("acme/web", environments)))));

        var batch = github().describeWithEnvironments(List.of(WEB));

        assertThat(batch.find(WEB)).hasValueSatisfying(details -> assertThat(details.environments())
                .isEmpty());
        assertThat(sent()).as("a page that adds nothing is the last").hasSizeLessThanOrEqualTo(2);
    }

    @Override
    void opened(GitHubClientFactory factory) {
        factory.onWarning(warnings::add);
    }

    private static void answerQuery(String body) {
        answerQuery(json(200, body));
    }

    private static void answerQuery(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo("/graphql")).willReturn(answer));
    }

    private static ResponseDefinitionBuilder limit() {
        return json(200, "{\"errors\":[{\"type\":\"RATE_LIMITED\",\"message\":\"API rate limit exceeded\"}]}");
    }

    private static String data(String... nodes) {
        return "{\"data\":{" + QUOTA + ","
                + IntStream.range(0, nodes.length)
                        .mapToObj(i -> "\"r" + i + "\":" + nodes[i])
                        .collect(Collectors.joining(","))
                + "}}";
    }

    private static String fifty() {
        return data(IntStream.range(0, 50)
                .mapToObj(i -> node("acme/r" + i, "ADMIN"))
                .toArray(String[]::new));
    }

    private static String node(String name, String role) {
        return "{\"nameWithOwner\":\"" + name + "\",\"isArchived\":false,\"isDisabled\":false,\"isLocked\":false,"
                + "\"isPrivate\":true,\"viewerPermission\":\"" + role + "\"}";
    }

    private static String environments(String name, int total, String cursor, String... names) {
        String nodes = List.of(names).stream()
                .map(each -> "{\"name\":\"" + each + "\"}")
                .collect(Collectors.joining(","));
        return withEnvironments(
                name,
                "{\"totalCount\":" + total + ",\"pageInfo\":{\"hasNextPage\":" + !cursor.equals("null")
                        + ",\"endCursor\":" + cursor + "},\"nodes\":[" + nodes + "]}");
    }

    private static String withEnvironments(String name, String environments) {
        String node = node(name, "ADMIN");
        return node.substring(0, node.length() - 1) + ",\"environments\":" + environments + "}";
    }

    private static List<RepositoryName> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RepositoryName.parse("acme/r" + i))
                .toList();
    }
}
