package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.github.GitHubClientContract;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class GraphQlTest extends SandboxTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FIELDS =
            "{nameWithOwner isArchived isDisabled isLocked isPrivate visibility viewerPermission databaseId}";

    @Test
    void answersEachAliasByItsVariables() throws Exception {
        github.hasRepository("acme/api").archived().lettingOnlyRead("ada");
        web.openToThePublic();

        JsonNode data = query(
                        """
                        # of two
                        query Two($o0: String!, $n0: String!, $o1: String!, $n1: String!) {
                          rateLimit { cost remaining }, viewer { login }
                          r0: repository(owner: $o0, name: $n0) %s
                          r1: repository(owner: $o1, name: $n1, followRenames: true) %s
                        }""".formatted(FIELDS, FIELDS), Map.of("o0", "ACME", "n0", "web", "o1", "acme", "n1", "api"))
                .path("data");

        assertThat(data.at("/r0/nameWithOwner").asText()).isEqualTo("acme/web");
        assertThat(data.at("/r0/isPrivate").asBoolean(true)).isFalse();
        assertThat(data.at("/r0/viewerPermission").asText()).isEqualTo("ADMIN");
        assertThat(data.at("/r1/isArchived").asBoolean()).isTrue();
        assertThat(data.at("/rateLimit/remaining").asInt()).isEqualTo(4999);
    }

    @Test
    void followsARename() throws Exception {
        web.renamedTo("other/site");

        assertThat(one("acme", "web").at("/data/repository/nameWithOwner").asText())
                .isEqualTo("other/site");
    }

    @Test
    void answersNullForWhatTheCallerMayNotSee() throws Exception {
        web.hiddenFrom("tok-admin");

        JsonNode body = one("acme", "web");

        assertThat(body.at("/data/repository").isNull()).isTrue();
        assertThat(body.at("/errors/0/type").asText()).isEqualTo("NOT_FOUND");
        assertThat(body.at("/errors/0/path/0").asText()).isEqualTo("repository");
    }

    @Test
    void refusesWithoutSingleSignOn() throws Exception {
        token.needsSso("https://github.com/orgs/acme/sso");

        assertThat(one("acme", "web").at("/errors/0/type").asText()).isEqualTo("FORBIDDEN");
    }

    @Test
    void pagesEnvironments() throws Exception {
        web.withEnvironment("a").withEnvironment("b").withEnvironment("c");
        String query = "query($c:String){repository(owner:\"acme\",name:\"web\"){environments(first:2,after:$c)"
                + "{totalCount pageInfo{hasNextPage endCursor} nodes{name}}}}";

        JsonNode first = query(query, Map.of()).at("/data/repository/environments");
        String cursor = first.at("/pageInfo/endCursor").asText();
        JsonNode last = query(query, Map.of("c", cursor)).at("/data/repository/environments");

        assertThat(first.at("/nodes").toString()).isEqualTo("[{\"name\":\"a\"},{\"name\":\"b\"}]");
        assertThat(first.at("/totalCount").asInt()).isEqualTo(3);
        assertThat(last.at("/nodes").toString()).isEqualTo("[{\"name\":\"c\"}]");
        assertThat(last.at("/pageInfo/hasNextPage").asBoolean(true)).isFalse();
    }

    @Test
    void hidesEnvironmentsFromATokenWithoutThePermission() throws Exception {
        token.fineGrained("secrets=write");

        JsonNode body = query("{repository(owner:\"acme\",name:\"web\"){environments(first:1){totalCount}}}", Map.of());

        assertThat(body.at("/data/repository").isNull()).isTrue();
        assertThat(body.at("/errors/0/type").asText()).isEqualTo("FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{repository(owner:\"acme\",name:\"web\"){secrets}}",
                "{repository(owner:\"acme\"){name}}",
                "{repository(owner:\"acme\",name:\"web\"){name}",
                "{repository(owner:\"acme\",name:\"web\"){name}}}",
                "{repository(owner:\"acme\",name:\"web\"){environments(first:101){totalCount}}}",
                "{nothing}",
                "?",
                ""
            })
    void answersErrorsWithoutDataToAnInvalidQuery(String query) throws Exception {
        JsonNode body = query(query, Map.of());

        assertThat(body.path("errors").path(0).path("message").asText()).isNotEmpty();
        assertThat(body.has("data")).isFalse();
    }

    @Test
    void countsQueriesApart() throws Exception {
        github.limitedTo(RateLimits.published().withQueryPointsPerHour(1).withPointsPerMinute(1));

        assertThat(one("acme", "web").has("data")).isTrue();
        assertThat(one("acme", "web").at("/errors/0/type").asText()).isEqualTo("RATE_LIMITED");
        assertThat(send("{viewer{login}}", Map.of()).headers().firstValue("x-ratelimit-resource"))
                .contains("graphql");
        assertThat(ada.get("/user").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/graphql, 200", "/api/graphql, 200", "/api/v3/graphql, 200", "/api/v4/graphql, 404"})
    void isWhereGitHubAndAnEnterpriseServerHaveIt(String path, int status) throws Exception {
        String body = MAPPER.writeValueAsString(Map.of("query", "{viewer{login}}"));

        assertThat(ada.send("POST", path, body, Map.of()).statusCode()).isEqualTo(status);
    }

    @Test
    void answersNobodyWithoutAToken() throws Exception {
        assertThat(new SandboxClient(github, "")
                        .send("POST", "/graphql", "{}", Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(ada.get("/graphql").statusCode()).isEqualTo(404);
    }

    private JsonNode one(String owner, String name) throws Exception {
        return query(
                "query($o:String!,$n:String!){repository(owner:$o,name:$n){nameWithOwner}}",
                Map.of("o", owner, "n", name));
    }

    private JsonNode query(String query, Map<String, String> variables) throws Exception {
        HttpResponse<String> response = send(query, variables);
        GitHubClientContract.shared()
                .assertResponse(
                        "POST",
                        "/graphql",
                        response.statusCode(),
                        response.headers().map(),
                        response.body());
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<String> send(String query, Map<String, String> variables) throws Exception {
        String body = MAPPER.writeValueAsString(Map.of("query", query, "variables", variables));
        return ada.send("POST", "/graphql", body, Map.of());
    }
}
