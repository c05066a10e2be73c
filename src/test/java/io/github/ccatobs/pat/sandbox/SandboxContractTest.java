package io.github.ccatobs.pat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.github.GitHubClientContract;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of answer the sandbox gives is one that GitHub's own description of its API allows. */
@Execution(ExecutionMode.CONCURRENT)
class SandboxContractTest extends SandboxTest {

    private static final Instant LONG_AGO = Instant.parse("2026-02-21T22:17:45Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user",
                "/rate_limit",
                "/orgs/acme/repos",
                "/orgs/acme/actions/secrets",
                "/orgs/acme/actions/secrets/TO_ALL",
                "/orgs/acme/actions/secrets/TO_NOBODY/repositories",
                "/orgs/acme/dependabot/secrets",
                "/orgs/acme/dependabot/secrets/TO_ALL",
                "/orgs/acme/dependabot/secrets/TO_ONE/repositories",
                "/orgs/acme/codespaces/secrets",
                "/orgs/acme/codespaces/secrets/TO_ALL",
                "/orgs/acme/codespaces/secrets/TO_ONE/repositories",
                "/repos/acme/web",
                "/repos/acme/web/actions/secrets",
                "/repos/acme/web/actions/secrets?per_page=1",
                "/repos/acme/web/actions/secrets/public-key",
                "/repos/acme/web/actions/secrets/GH_PAT",
                "/repos/acme/web/actions/organization-secrets",
                "/repos/acme/web/actions/runs",
                "/repos/acme/web/actions/variables",
                "/repos/acme/web/branches",
                "/repos/acme/web/deployments",
                "/repos/acme/web/hooks",
                "/repos/acme/web/issues",
                "/repos/acme/web/keys",
                "/repos/acme/web/pulls",
                "/repos/acme/web/dependabot/secrets",
                "/repos/acme/web/dependabot/secrets/public-key",
                "/repos/acme/web/dependabot/secrets/GH_PAT",
                "/repos/acme/web/codespaces/secrets",
                "/repos/acme/web/codespaces/secrets/public-key",
                "/repos/acme/web/codespaces/secrets/GH_PAT",
                "/repos/acme/web/environments",
                "/repos/acme/web/environments/production/secrets",
                "/repos/acme/web/contents/ci/graph.yml",
                "/repos/acme/web/contents/ci"
            })
    void whenItSucceeds(String path) throws Exception {
        furnish();

        assertThat(holds("GET", path, ada.get(path))).isEqualTo(200);
        Map<String, String> latest = Map.of("X-GitHub-Api-Version", "2026-03-10");
        assertThat(holds("GET", path, ada.send("GET", path, "", latest))).isEqualTo(200);
    }

    @Test
    void withIssues() throws Exception {
        furnish();
        String issues = "/repos/acme/web/issues";
        String content = "{\"title\":\"t\",\"body\":\"b\",\"labels\":[\"l\"]}";

        assertThat(holds("POST", issues, ada.send("POST", issues, content, Map.of())))
                .isEqualTo(201);
        assertThat(holds("GET", issues, ada.get(issues + "?labels=l&state=all")))
                .isEqualTo(200);
        String one = issues + "/1";
        assertThat(holds("PATCH", one, ada.send("PATCH", one, "{\"state\":\"closed\"}", Map.of())))
                .isEqualTo(200);
        String comments = one + "/comments";
        assertThat(holds("POST", comments, ada.send("POST", comments, "{\"body\":\"c\"}", Map.of())))
                .isEqualTo(201);
        assertThat(ada.get(issues).body()).isEqualTo("[]");
    }

    @Test
    void withThePrivateProfile() throws Exception {
        token.withScopes("user");

        assertThat(holds("GET", "/user", ada.get("/user"))).isEqualTo(200);
    }

    @Test
    void withAFileInTheRaw() throws Exception {
        furnish();
        String path = "/repos/acme/web/contents/ci/graph.yml";

        HttpResponse<String> response = ada.send("GET", path, "", Map.of("Accept", "application/vnd.github.raw+json"));

        assertThat(holds("GET", path, response)).isEqualTo(200);
    }

    @Test
    void whenItWrites() throws Exception {
        String path = "/repos/acme/web/actions/secrets/GH_PAT";

        assertThat(holds("PUT", path, ada.sets("acme/web", "GH_PAT", "new"))).isEqualTo(201);
        assertThat(holds("PUT", path, ada.sets("acme/web", "GH_PAT", "newer"))).isEqualTo(204);
        assertThat(holds("PUT", path, ada.put(path, "{}"))).isEqualTo(422);
        assertThat(holds("DELETE", path, ada.send("DELETE", path, "", Map.of())))
                .isEqualTo(204);
    }

    @Test
    void whenItRedirects() throws Exception {
        web.renamedTo("acme/site");
        String secret = "/repos/acme/web/actions/secrets/GH_PAT";

        assertThat(holds("GET", "/repos/acme/web", ada.get("/repos/acme/web"))).isEqualTo(301);
        assertThat(holds("PUT", secret, ada.put(secret, "{}"))).isEqualTo(307);
    }

    @ParameterizedTest
    @CsvSource({"tok-admin, 404", "tok-unknown, 401", "'', 404"})
    void whenItTurnsSomebodyAway(String credential, int status) throws Exception {
        web.hiddenFrom("tok-admin");

        HttpResponse<String> response = new SandboxClient(github, credential).get("/repos/acme/web");

        assertThat(holds("GET", "/repos/acme/web", response)).isEqualTo(status);
    }

    @Test
    void whenItLimits() throws Exception {
        github.limitedTo(RateLimits.published().withPointsPerMinute(1));
        ada.get("/user");

        assertThat(holds("GET", "/user", ada.get("/user"))).isEqualTo(403);
    }

    private void furnish() {
        token.withScopes("repo", "workflow", "admin:org");
        web.withSecret("GH_PAT", "x", LONG_AGO)
                .withSecret("OTHER", "x", LONG_AGO)
                .withDependabotSecret("GH_PAT", "x", LONG_AGO)
                .withCodespacesSecret("GH_PAT", "x", LONG_AGO)
                .withEnvironmentSecret("production", "GH_PAT", "x", LONG_AGO)
                .withFile("ci/graph.yml", "repos: [web]\n")
                .withFile("ci/deeper/graph.yml", "repos: [web]\n")
                .withRuns(2);
        var acme = github.hasOrganization("acme")
                .sharing("TO_ALL", LONG_AGO)
                .sharingWith(List.of(), "TO_NOBODY", LONG_AGO);
        for (var shared : List.of(acme.dependabot(), acme.codespaces())) {
            shared.withAll("TO_ALL", LONG_AGO);
            shared.with(List.of("acme/web"), "TO_ONE", LONG_AGO);
        }
    }

    private static int holds(String method, String path, HttpResponse<String> response) {
        GitHubClientContract.shared()
                .assertResponse(
                        method, path, response.statusCode(), response.headers().map(), response.body());
        return response.statusCode();
    }
}
