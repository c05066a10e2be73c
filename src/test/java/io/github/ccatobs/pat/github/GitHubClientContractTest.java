package io.github.ccatobs.pat.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract is worth as much as it can refuse. */
class GitHubClientContractTest {

    private static final String SECRETS = "/repos/acme/web/actions/secrets";
    private static final String SEALED = "{\"encrypted_value\":\"c2VhbGVk\",\"key_id\":\"1\"}";
    private static final String SECRET =
            "{\"name\":\"GH_PAT\",\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\"}";
    private static final Map<String, List<String>> JSON =
            Map.of("content-type", List.of("application/json; charset=utf-8"));

    @RegisterExtension
    static final WireMockExtension GITHUB = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final GitHubClientContract contract = GitHubClientContract.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/repos/acme/web",
                "/repos/acme/web/actions/secrets",
                "/repos/acme/web/actions/secrets?per_page=100",
                "/repos/acme/web/actions/secrets?per_page=1&page=2",
                "/repos/acme/web/actions/secrets/public-key",
                "/repos/acme/web/actions/secrets/GH_PAT",
                "/repos/acme/web/contents/ci/dependency-graph.yml?ref=main",
                "/repos/acme/web/actions/runs?status=queued&created=%3E%3D2026-11-01&exclude_pull_requests=true",
                "/repositories/42",
                "/repositories/42/actions/secrets?per_page=100",
                "/api/v3/repos/acme/web/actions/secrets",
                "/api/v3/repositories/42/actions/secrets/public-key",
                "/user",
                "/rate_limit"
            })
    void acceptsWhatGitHubDescribes(String target) {
        assertThatCode(() -> request("GET", target, headers(), "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GET | /repos/acme/web/action/secrets | is not in GitHub's contract",
                "GET | /repos/acme/web/actions/secrets/ | is not in GitHub's contract",
                "GET | /repos/acme/ops/web | is not in GitHub's contract",
                "GET | /repositories/acme/actions/secrets | is not in GitHub's contract",
                "GET | /api/v4/user | is not in GitHub's contract",
                "POST | /repos/acme/web/actions/secrets | is not in GitHub's contract",
                "get | /user | is not in GitHub's contract",
                "GET | /repos/acme/../actions/secrets | path {repo} holds a segment that changes where it points",
                "GET | /repos/acme/%2e%2E/actions/secrets | path {repo} holds a segment that changes where it points",
                "GET | /repos/acme/a%2Fb/actions/secrets | path {repo} holds a segment that changes where it points",
                "GET | /repos/acme/web/environments/%2e%2E/secrets | path {environment_name} holds a segment that changes where it points",
                "GET | /repos/acme/a%0D%0Ab | path {repo} holds a segment that changes where it points",
                "GET | /repos/acme/web/contents/ci//graph.yml | path {path} holds a segment that changes where it points",
                "GET | /repos/acme/web/contents/../graph.yml | path {path} holds a segment that changes where it points",
                "GET | /user?login=me | query parameter 'login' is unknown, known are []",
                "GET | /repos/acme/web/actions/secrets?perpage=9 | 'perpage' is unknown, known are [page, per_page]",
                "GET | /repos/acme/web/actions/secrets?per_page=1000 | 'per_page' must have a maximum value of 100",
                "GET | /repos/acme/web/actions/secrets?per_page=0 | 'per_page' must have a minimum value of 1",
                "GET | /repos/acme/web/actions/secrets?per_page=ten | 'per_page' string found, integer expected",
                "GET | /repos/acme/web/actions/secrets?per_page= | 'per_page' string found, integer expected",
                "GET | /repos/acme/web/actions/secrets?page=1&page=2 | query parameter 'page' is given twice",
                "GET | /repos/acme/web/actions/runs?status=soon | 'status' does not have a value in the enumeration",
                "GET | /repos/acme/web/actions/runs?exclude_pull_requests=1 | string found, boolean expected",
            })
    void refusesAnotherAddress(String method, String target, String reason) {
        assertThatThrownBy(() -> request(method, target, headers(), ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesABrokenEscape() {
        var document = ContractDocument.read();
        String path = "/repos/acme/%zz";
        ContractOperation operation = document.find("GET", path).orElseThrow();

        assertThat(new RequestHeadValidator(document)
                        .violations(operation, path, "", new ContractMessage(headers(), "")))
                .containsExactly("GET /repos/{owner}/{repo} request address holds a '%' that two hexadecimal digits do"
                        + " not follow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "User-Agent | - | header User-Agent is missing",
                "User-Agent | ' ' | header User-Agent is missing",
                "Accept | - | header Accept is ''",
                "Accept | application/json | header Accept is 'application/json', expected application/vnd.github+json",
                "Accept | application/vnd.github.raw+json | header Accept is 'application/vnd.github.raw+json'",
                "X-GitHub-Api-Version | - | header X-GitHub-Api-Version is ''",
                "X-GitHub-Api-Version | 2025-01-01 | expected one of [2022-11-28, 2026-03-10]",
                "Authorization | - | header Authorization is missing, repeated or not 'Bearer ...'",
                "Authorization | Basic abc | header Authorization is missing, repeated or not 'Bearer ...'",
                "Authorization | Bearer | header Authorization is missing, repeated or not 'Bearer ...'",
            })
    void refusesOtherHeaders(String name, String value, String reason) {
        var headers = headers();
        headers.remove(name);
        if (value != null) {
            headers.put(name, List.of(value));
        }

        assertThatThrownBy(() -> request("GET", SECRETS, headers, ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void acceptsRawContentsAndHeadersInAnyCase() {
        var headers = headers();
        headers.put("accept", headers.remove("Accept").isEmpty() ? List.of() : List.of(ContractMessage.RAW));

        assertThatCode(() -> request("GET", "/repos/acme/web/contents/ci/graph.yml", headers, ""))
                .doesNotThrowAnyException();
    }

    @Test
    void listsEveryViolationAndNoValueOfAnAuthorizationOrABody() {
        var headers = headers();
        headers.put("Authorization", List.of("Basic hush-hush"));
        headers.remove("User-Agent");

        assertThatThrownBy(() -> request(
                        "PUT", SECRETS + "/GH_PAT", headers, "{\"encrypted_value\":\"hush hush\",\"key\":\"hush\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PUT /repos/{owner}/{repo}/actions/secrets/{secret_name} request body"
                        + "/encrypted_value does not match the regex pattern")
                .hasMessageContaining("request body required property 'key_id' not found")
                .hasMessageContaining("header User-Agent is missing")
                .hasMessageContaining("header Authorization is missing")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"encrypted_value\":\"c2VhbGVk\"} | body required property 'key_id' not found",
                "{\"encrypted_value\":\"c2VhbGV\",\"key_id\":\"1\"} | body/encrypted_value does not match",
                "{\"encrypted_value\":\"c2VhbGVk\",\"key_id\":1} | body/key_id integer found, string expected",
                "{\"encrypted_value\":null,\"key_id\":\"1\"} | body/encrypted_value null found, string expected",
                "[] | body array found, object expected",
                "{\"key_id\":\"1\",\"key_id\":\"2\"} | body is not JSON",
                "{} {} | body is not JSON",
                "{\"key_id | body is not JSON",
                "'' | body is empty, JSON was expected",
            })
    void refusesAnotherBody(String body, String reason) {
        assertThatThrownBy(() -> request("PUT", SECRETS + "/GH_PAT", jsonHeaders(), body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void acceptsASealedValueOnlyAsJson() {
        assertThatCode(() -> request("PUT", SECRETS + "/GH_PAT", jsonHeaders(), SEALED))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> request("PUT", SECRETS + "/GH_PAT", headers(), SEALED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("header Content-Type is not application/json");
        assertThatThrownBy(() -> request("GET", SECRETS + "/GH_PAT", jsonHeaders(), SEALED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("body is present, none was expected");
    }

    @Test
    void revokesWithoutAuthorizationOnly() {
        var headers = jsonHeaders();
        String body = "{\"credentials\":[\"x\"]}";

        assertThatThrownBy(() -> request("POST", "/credentials/revoke", headers, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("header Authorization is present");
        headers.remove("Authorization");
        assertThatCode(() -> request("POST", "/credentials/revoke", headers, body))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsAnswersAsDescribed() {
        assertThatCode(() -> {
                    answer("GET", SECRETS, 200, JSON, "{\"total_count\":1,\"secrets\":[" + SECRET + "]}");
                    answer("GET", SECRETS + "/GH_PAT", 200, JSON, SECRET);
                    answer("PUT", SECRETS + "/GH_PAT", 201, JSON, "{}");
                    answer("PUT", SECRETS + "/GH_PAT", 204, Map.of(), "");
                    answer("GET", "/user", 304, Map.of(), "");
                    answer("GET", SECRETS, 304, Map.of("ETag", List.of("\"1\"")), "");
                    answer("GET", SECRETS, 403, JSON, "{\"message\":\"no\",\"documentation_url\":\"https://d\"}");
                    answer("GET", SECRETS, 502, Map.of("Content-Type", List.of("text/html")), "<html>");
                    answer("GET", SECRETS, 503, Map.of(), "");
                    answer("GET", "/repos/acme/web/contents/g.yml", 200, raw(), "repos: [");
                    answer("GET", "/repos/acme/old", 301, moved(), "{\"message\":\"Moved Permanently\"}");
                    answer("PUT", SECRETS + "/GH_PAT", 307, moved(), "{\"message\":\"Moved Permanently\"}");
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | 202 | {} | response 202 is not documented, documented are [200]",
                "PUT | 200 | {} | response 200 is not documented, documented are [201, 204]",
                "PUT | 201 | {\"name\":\"GH_PAT\"} | body property 'name' is not defined in the schema",
                "PUT | 204 | {} | response 204 body is present, none was expected",
                "DELETE | 205 | '' | response 205 is not documented, documented are [204]",
                "GET | 304 | {} | response 304 body is present, none was expected",
                "GET | 200 | '' | body is empty, JSON was expected",
                "GET | 200 | <html> | body is not JSON",
                "GET | 200 | {\"name\":\"GH | body is not JSON",
                "GET | 200 | [] | body array found, object expected",
                "GET | 200 | {\"name\":\"GH_PAT\"} | body required property 'updated_at' not found",
                "GET | 200 | {\"name\":7} | body/name integer found, string expected",
                "GET | 200 | {\"name\":null} | body/name null found, string expected",
                "GET | 200 | {\"created_at\":\"yesterday\"} | body/created_at does not match the date-time pattern",
                "GET | 404 | {\"error\":\"no\"} | body required property 'message' not found",
                "GET | 422 | {\"message\":[]} | body/message array found, string expected",
                "GET | 403 | [] | body array found, object expected",
                "GET | 500 | oops | body is not JSON",
                "GET | 301 | {\"message\":\"Moved\"} | response 301 header Location is missing",
                "GET | 300 | {} | response 300 is not a status GitHub answers with",
                "GET | 600 | {} | response 600 is not a status GitHub answers with",
                "GET | 0 | {} | response 0 is not a status GitHub answers with",
            })
    void refusesAnotherAnswer(String method, int status, String body, String reason) {
        assertThatThrownBy(() -> answer(method, SECRETS + "/GH_PAT", status, JSON, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(method + " /repos/{owner}/{repo}/actions/secrets/{secret_name} ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAnAnswerOfAnotherContentType() {
        assertThatThrownBy(() -> answer("GET", SECRETS + "/GH_PAT", 200, Map.of(), SECRET))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("header Content-Type is '', expected one of [application/json]");
        assertThatThrownBy(() -> answer("GET", SECRETS + "/GH_PAT", 200, raw(), SECRET))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("header Content-Type is 'application/vnd.github.raw+json'");
        assertThatThrownBy(() -> answer("GET", SECRETS + "/GH_PAT", 404, Map.of(), "{}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("header Content-Type is missing");
    }

    @Test
    void namesThePlaceInAList() {
        String body = "{\"total_count\":\"2\",\"secrets\":[" + SECRET + ",{\"name\":\"X\",\"created_at\":\"1\"}]}";

        assertThatThrownBy(() -> answer("GET", SECRETS, 200, JSON, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("body/total_count string found, integer expected")
                .hasMessageContaining("body/secrets/1 required property 'updated_at' not found")
                .hasMessageContaining("body/secrets/1/created_at does not match the date-time pattern");
    }

    @Test
    void refusesAnswersToUnknownRequests() {
        assertThatThrownBy(() -> answer("GET", "/nowhere?x=1", 200, JSON, "{}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /nowhere is not in GitHub's contract");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /repos/acme/web, 200",
        "GET, /user, 200",
        "GET, /rate_limit, 200",
        "GET, /repos/acme/web/actions/secrets, 200",
        "GET, /repos/acme/web/actions/secrets/public-key, 200",
        "GET, /repos/acme/web/contents/ci/graph.yml, 200",
        "GET, /repos/acme/web/actions/runs, 200",
        "GET, /orgs/acme/repos, 200",
        "GET, /orgs/acme/installation, 200",
        "POST, /app/installations/7/access_tokens, 201",
        "PUT, /repos/acme/web/actions/secrets/GH_PAT, 201",
        "GET, /repos/acme/web, 404"
    })
    void givesExamplesThatHold(String method, String path, int status) {
        String example = contract.example(method, path, status).toString();

        assertThatCode(() -> answer(method, path, status, JSON, example)).doesNotThrowAnyException();
    }

    @Test
    void givesNoExampleWhereNoneIsDescribed() {
        assertThatThrownBy(() -> contract.example("PUT", SECRETS + "/GH_PAT", 204))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("describes no JSON for 204");
        assertThatThrownBy(() -> contract.example("GET", "/nowhere", 200))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /nowhere is not in GitHub's contract");
    }

    @Test
    void everyRequiredMemberOfARepositoryIsMissed() {
        var repository = (ObjectNode) contract.example("GET", "/repos/acme/web", 200);

        assertThat(repository.properties()).hasSizeGreaterThan(70);
        repository.properties().forEach(member -> {
            String without = repository.deepCopy().without(member.getKey()).toString();
            assertThatThrownBy(() -> answer("GET", "/repos/acme/web", 200, JSON, without))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("'" + member.getKey() + "' not found");
        });
    }

    @Test
    void refusesToProveNothing() {
        assertThatThrownBy(() -> contract.assertHolds(List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no request was served");
    }

    @Test
    void holdsWhatAServerSawAndAnswered() throws Exception {
        served(SECRETS, json(200, "{\"total_count\":0,\"secrets\":[]}"));

        assertThatCode(() -> contract.assertHolds(GITHUB.getAllServeEvents())).doesNotThrowAnyException();
    }

    @Test
    void refusesABrokenStubUnlessItIsHostileOnPurpose() throws Exception {
        served(SECRETS, json(200, "{\"secrets\":[]}"));
        assertThatThrownBy(() -> contract.assertHolds(GITHUB.getAllServeEvents()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /repos/{owner}/{repo}/actions/secrets response 200 body required property"
                        + " 'total_count' not found");

        GITHUB.resetAll();
        served(SECRETS, json(200, "{\"secrets\":[]}").withTransformerParameter(GitHubClientContract.HOSTILE, true));
        assertThatCode(() -> contract.assertHolds(GITHUB.getAllServeEvents())).doesNotThrowAnyException();

        GITHUB.resetAll();
        GITHUB.stubFor(get(urlPathEqualTo(SECRETS))
                .withMetadata(Map.of(GitHubClientContract.HOSTILE, true))
                .willReturn(json(200, "[")));
        send(SECRETS);
        assertThatCode(() -> contract.assertHolds(GITHUB.getAllServeEvents())).doesNotThrowAnyException();
    }

    @Test
    void judgesTheRequestOfAHostileStubToo() throws Exception {
        served(SECRETS + "?per_page=101", json(200, "[").withTransformerParameter(GitHubClientContract.HOSTILE, true));

        assertThatThrownBy(() -> contract.assertHolds(GITHUB.getAllServeEvents()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'per_page' must have a maximum value of 100")
                .hasMessageNotContaining("response");
    }

    @Test
    void passesOverFaults() {
        assertThatThrownBy(() -> served(SECRETS, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)))
                .isInstanceOf(IOException.class);

        assertThatCode(() -> contract.assertHolds(GITHUB.getAllServeEvents())).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatNoStubAnswered() throws Exception {
        send(SECRETS);

        assertThatThrownBy(() -> contract.assertHolds(GITHUB.getAllServeEvents()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /repos/acme/web/actions/secrets is answered by no stub");
    }

    private void served(String target, ResponseDefinitionBuilder answer) throws IOException, InterruptedException {
        GITHUB.stubFor(any(anyUrl()).willReturn(answer));
        send(target);
    }

    private void send(String target) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(GITHUB.baseUrl() + target));
        headers().forEach((name, values) -> request.header(name, values.getFirst()));
        http.send(request.build(), BodyHandlers.discarding());
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private void request(String method, String target, Map<String, List<String>> headers, String body) {
        contract.assertRequest(method, URI.create("https://api.github.com" + target), headers, body);
    }

    private void answer(String method, String path, int status, Map<String, List<String>> headers, String body) {
        contract.assertResponse(method, path, status, headers, body);
    }

    private static Map<String, List<String>> headers() {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("User-Agent", List.of("ccat-pat"));
        headers.put("Accept", List.of("application/vnd.github+json"));
        headers.put("X-GitHub-Api-Version", List.of("2022-11-28"));
        headers.put("Authorization", List.of("Bearer nothing-secret"));
        return headers;
    }

    private static Map<String, List<String>> jsonHeaders() {
        var headers = headers();
        headers.put("Content-Type", List.of("application/json"));
        return headers;
    }

    private static Map<String, List<String>> raw() {
        return Map.of("Content-Type", List.of("application/vnd.github.raw+json; charset=utf-8"));
    }

    private static Map<String, List<String>> moved() {
        return Map.of(
                "Content-Type", List.of("application/json"),
                "Location", List.of("https://api.github.com/repositories/42"));
    }
}
