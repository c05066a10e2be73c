package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.sandbox.SandboxRepository.RepositoryBlock;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class RepositoriesTest extends SandboxTest {

    private static final Instant LONG_AGO = Instant.parse("2026-02-21T22:17:45Z");

    @Test
    void describesARepository() throws Exception {
        JsonNode repository = ada.read("/repos/Acme/WEB");

        assertThat(repository.path("id").asLong()).isEqualTo(web.id());
        assertThat(repository.path("full_name").asText()).isEqualTo("acme/web");
        assertThat(repository.path("private").asBoolean()).isTrue();
        assertThat(repository.path("archived").asBoolean()).isFalse();
        assertThat(repository.path("owner").path("login").asText()).isEqualTo("acme");
        assertThat(repository.path("permissions").path("admin").asBoolean()).isTrue();
        assertThat(repository.path("issues_url").asText()).isEqualTo(github.url() + "/repos/acme/web/issues{/number}");
        assertThat(repository.has("has_downloads")).isTrue();
    }

    @Test
    void leavesOutWhatTheNewVersionDropped() throws Exception {
        Map<String, String> version = Map.of("X-GitHub-Api-Version", "2026-03-10");

        assertThat(SandboxClient.json(ada.send("GET", "/repos/acme/web", "", version))
                        .has("has_downloads"))
                .isFalse();
        assertThat(SandboxClient.json(ada.send("GET", "/rate_limit", "", version))
                        .has("rate"))
                .isFalse();
        assertThat(ada.read("/rate_limit").has("rate")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/repos/acme/none",
                "/repos/acme",
                "/repos",
                "/",
                "/repositories/0",
                "/repositories/x",
                "/repositories/99999999999999999999",
                "/repos/acme/web/",
                "/repos/acme/web/nonsense",
                "/repos/acme/..%2Fweb",
                "/repos/acme/web%00",
                "/%ZZ",
                "/user/keys"
            })
    void hasNothingElse(String path) throws Exception {
        HttpResponse<String> response = path.contains("%ZZ") ? ada.get("/%25ZZ") : ada.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(SandboxClient.message(response)).isEqualTo("Not Found");
    }

    @Test
    void redirectsReadsOfARenamedRepositoryWith301() throws Exception {
        web.withSecret("GH_PAT", "x", LONG_AGO).renamedTo("acme/site");
        String moved = github.url() + "/repositories/" + web.id() + "/actions/secrets?per_page=100";

        HttpResponse<String> response = ada.get("/repos/acme/web/actions/secrets?per_page=100");

        assertThat(response.statusCode()).isEqualTo(301);
        assertThat(response.headers().firstValue("location")).hasValue(moved);
        assertThat(SandboxClient.message(response)).isEqualTo("Moved Permanently");
        assertThat(SandboxClient.json(response).path("url").asText()).isEqualTo(moved);
        assertThat(ada.read(moved).path("total_count").asInt()).isEqualTo(1);
        assertThat(ada.read("/repos/acme/site").path("full_name").asText()).isEqualTo("acme/site");
    }

    @Test
    void redirectsWritesOfARenamedRepositoryWith307() throws Exception {
        web.renamedTo("other/site");
        String body = SandboxClient.sealed(ada.publicKey("other/site"), "new");

        HttpResponse<String> redirect = ada.put("/repos/acme/web/actions/secrets/GH_PAT", body);
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(web.secret("GH_PAT")).isEmpty();

        HttpResponse<String> there =
                ada.put(redirect.headers().firstValue("location").orElseThrow(), body);
        assertThat(there.statusCode()).isEqualTo(201);
        assertThat(web.secret("GH_PAT")).hasValue("new");
    }

    @Test
    void aTransferMovesItAndItsOldNameRedirects() throws Exception {
        web.withSecret("GH_PAT", "x", LONG_AGO);

        HttpResponse<String> moved =
                ada.send("POST", "/repos/acme/web/transfer", "{\"new_owner\":\"mallory\"}", Map.of());

        assertThat(moved.statusCode()).isEqualTo(202);
        assertThat(SandboxClient.json(moved).path("full_name").asText()).isEqualTo("mallory/web");
        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(301);
        assertThat(ada.read("/repos/mallory/web/actions/secrets")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anAdministratorRenamesAndArchives() throws Exception {
        assertThat(ada.send("PATCH", "/repos/acme/web", "{\"name\":\"site\",\"archived\":true}", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(ada.read("/repos/acme/site").path("archived").asBoolean()).isTrue();
        assertThat(ada.send("PATCH", "/repos/acme/site", "{\"archived\":false}", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(ada.read("/repos/acme/site").path("archived").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /repos/acme/web/transfer, {}, 422",
        "POST, /repos/acme/web/transfer, '{\"new_owner\":\"-x\"}', 422",
        "POST, /repos/acme/web/transfer, nonsense, 400",
        "POST, /repos/acme/web/transfer, '{\"new_owner\":\"acme\",\"new_name\":\"other\"}', 422",
        "PATCH, /repos/acme/web, '{\"name\":\"a/b\"}', 422",
        "PATCH, /repos/acme/web, '{\"name\":\"other\"}', 422",
        "PATCH, /repos/acme/web/actions, '{}', 404"
    })
    void movesNothingThatCannotBeMoved(String method, String path, String body, int status) throws Exception {
        github.hasRepository("acme/other");

        assertThat(ada.send(method, path, body, Map.of()).statusCode()).isEqualTo(status);
        assertThat(web.fullName()).isEqualTo("acme/web");
    }

    @Test
    void onlyAnAdministratorMayTransfer() throws Exception {
        token.fineGrained("secrets=write");

        assertThat(ada.send("POST", "/repos/acme/web/transfer", "{\"new_owner\":\"mallory\"}", Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void cancelsARunOnceForACallerWhoMayWriteActions() throws Exception {
        var run = web.hasRun("queued", Instant.parse("2026-02-21T22:17:45Z"));
        String cancel = "/repos/acme/web/actions/runs/" + run.id() + "/cancel";

        token.fineGrained("actions=read");
        assertThat(ada.send("POST", cancel, "", Map.of()).statusCode()).isEqualTo(403);
        token.fineGrained("actions=write");
        assertThat(ada.send("POST", cancel, "", Map.of()).statusCode()).isEqualTo(202);
        assertThat(ada.read("/repos/acme/web/actions/runs")
                        .at("/workflow_runs/0/conclusion")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(ada.send("POST", cancel, "", Map.of()).statusCode()).isEqualTo(409);
        assertThat(ada.send("POST", cancel.replace(String.valueOf(run.id()), "1"), "", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aNewRepositoryUnderTheOldNameEndsTheRedirect() throws Exception {
        web.renamedTo("acme/site");
        SandboxRepository fresh = github.hasRepository("acme/web");

        assertThat(fresh).isNotSameAs(web);
        assertThat(ada.read("/repos/acme/web").path("id").asLong()).isEqualTo(fresh.id());
        assertThat(github.hasRepository("acme/site")).isSameAs(web);
    }

    @Test
    void changesOfCaseAloneAreNoRename() throws Exception {
        web.renamedTo("acme/Web");

        assertThat(ada.read("/repos/acme/web").path("full_name").asText()).isEqualTo("acme/Web");
    }

    @Test
    void aRedirectTellsNothingToThoseWhoMayNotSee() throws Exception {
        web.renamedTo("acme/site").hiddenFrom("tok-admin");

        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(404);
    }

    @Test
    void anArchivedRepositoryIsReadOnly() throws Exception {
        web.withSecret("GH_PAT", "x", LONG_AGO).archived();

        assertThat(ada.read("/repos/acme/web").path("archived").asBoolean()).isTrue();
        assertThat(ada.read("/repos/acme/web/actions/secrets")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        HttpResponse<String> write = ada.sets("acme/web", "GH_PAT", "new");
        assertThat(write.statusCode()).isEqualTo(403);
        assertThat(SandboxClient.message(write)).isEqualTo("Repository was archived so is read-only.");
        assertThat(web.unarchived().secret("GH_PAT")).hasValue("x");
        assertThat(ada.sets("acme/web", "GH_PAT", "new").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"DMCA, 451, dmca", "TOS, 403, tos", "UNAVAILABLE, 403, unavailable"})
    void aBlockedRepositorySaysWhy(RepositoryBlock repositoryBlock, int status, String reason) throws Exception {
        web.blocked(repositoryBlock);

        HttpResponse<String> response = ada.get("/repos/acme/web/actions/secrets");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(SandboxClient.message(response)).isEqualTo("Repository access blocked");
        assertThat(SandboxClient.json(response).path("block").path("reason").asText())
                .isEqualTo(reason);
    }

    @Test
    void aDeletedRepositoryIsNotFound() throws Exception {
        web.gone();

        assertThat(ada.get("/repos/acme/web").statusCode()).isEqualTo(404);
        assertThat(ada.get("/repositories/" + web.id()).statusCode()).isEqualTo(404);
        assertThat(ada.read("/orgs/acme/repos")).isEmpty();
    }

    @Test
    void servesAFileRawOrInJson() throws Exception {
        web.withFile("ci/graph.yml", "repos:\r\n  - wéb\n").withFile("next", "ci/graph.yml", new byte[] {(byte) 0xff});
        Map<String, String> raw = Map.of("Accept", "application/vnd.github.raw+json");
        String path = "/repos/acme/web/contents/ci/graph.yml";

        HttpResponse<String> bytes = ada.send("GET", path, "", raw);
        JsonNode file = ada.read(path);

        assertThat(bytes.body()).isEqualTo("repos:\r\n  - wéb\n");
        assertThat(bytes.headers().firstValue("content-type"))
                .hasValue("application/vnd.github.raw+json; charset=utf-8");
        assertThat(new String(
                        Base64.getMimeDecoder().decode(file.path("content").asText()), UTF_8))
                .isEqualTo("repos:\r\n  - wéb\n");
        assertThat(file.path("size").asInt()).isEqualTo(17);
        // As printed by: printf 'repos:\r\n  - wéb\n' | git hash-object --stdin
        assertThat(file.path("sha").asText()).isEqualTo("ae1b75af85c7d0e4898c1a1c39396bb5ca1b3dce");
        assertThat(ada.read(path + "?ref=next").path("content").asText()).isEqualTo("/w==");
        assertThat(ada.read(path + "?ref=main")).isEqualTo(file);
    }

    @Test
    void listsAFolderAndKnowsWhatIsNotThere() throws Exception {
        web.withFile("ci/graph.yml", "a").withFile("ci/more/b.yml", "b").withFile("README.md", "c");

        assertThat(ada.read("/repos/acme/web/contents/ci").findValuesAsText("path"))
                .containsExactly("ci/graph.yml", "ci/more");
        assertThat(ada.read("/repos/acme/web/contents/").findValuesAsText("type"))
                .containsExactly("file", "dir");
        assertThat(ada.get("/repos/acme/web/contents/none.yml").statusCode()).isEqualTo(404);
        assertThat(SandboxClient.message(ada.get("/repos/acme/web/contents/ci/graph.yml?ref=none")))
                .isEqualTo("No commit found for the ref none");
    }

    @Test
    void inJsonLeavesOutTheContentOfALargeFile() throws Exception {
        web.withFile("main", "big", new byte[1024 * 1024 + 1]);

        JsonNode file = ada.read("/repos/acme/web/contents/big");

        assertThat(file.path("encoding").asText()).isEqualTo("none");
        assertThat(file.path("content").asText()).isEmpty();
        assertThat(ada.send(
                                "GET",
                                "/repos/acme/web/contents/big",
                                "",
                                Map.of("Accept", "application/vnd.github.raw+json"))
                        .body())
                .hasSize(1024 * 1024 + 1);
    }

    @Test
    void listsRunsTheLatestFirst() throws Exception {
        web.withRuns(3);

        JsonNode page = ada.read("/repos/acme/web/actions/runs?per_page=2");

        assertThat(page.path("total_count").asInt()).isEqualTo(3);
        assertThat(page.path("workflow_runs"))
                .extracting(run -> run.path("run_number").asInt())
                .containsExactly(3, 2);
    }

    @Test
    void listsRunsByStatusAndTime() throws Exception {
        var waiting = web.hasRun("waiting", Instant.parse("2026-02-01T00:00:00Z"));
        web.hasRun("completed", Instant.parse("2026-03-01T00:00:00Z"));
        String runs = "/repos/acme/web/actions/runs?";

        assertThat(ada.read(runs + "status=waiting&created=%3C%3D2026-02-01T00:00:00Z")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(ada.read(runs + "status=waiting&created=%3C%3D2026-01-31T00:00:00Z")
                        .path("total_count")
                        .asInt())
                .isZero();
        assertThat(ada.read(runs + "created=2026-02-02T00:00:00Z..2026-03-02T00:00:00Z")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        waiting.ends();
        assertThat(ada.read(runs + "status=success").path("total_count").asInt())
                .isEqualTo(2);
        waiting.runsAgain(Instant.parse("2026-04-01T00:00:00Z"));
        JsonNode again = ada.read(runs + "status=queued").path("workflow_runs").path(0);
        assertThat(again.path("run_attempt").asInt()).isEqualTo(2);
        assertThat(again.path("created_at").asText()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(again.path("run_started_at").asText()).isEqualTo("2026-04-01T00:00:00Z");
    }

    @Test
    void listsTheRepositoriesOfAnOrganizationThatTheCallerSees() throws Exception {
        github.hasRepository("acme/api").openToThePublic();
        github.hasRepository("acme/secret").hiddenFrom("tok-admin");
        github.hasRepository("other/api");

        assertThat(names(ada.read("/orgs/ACME/repos"))).containsExactly("acme/web", "acme/api");
        assertThat(names(ada.read("/orgs/acme/repos?type=public"))).containsExactly("acme/api");
        assertThat(names(nobody.read("/orgs/acme/repos"))).containsExactly("acme/api");
        assertThat(ada.get("/orgs/none/repos").statusCode()).isEqualTo(404);
        HttpResponse<String> first = ada.get("/orgs/acme/repos?per_page=1");
        assertThat(first.headers().firstValue("link").orElseThrow()).contains("page=2>; rel=\"next\"");
        String next = first.headers().firstValue("link").orElseThrow().replaceAll("^<([^>]+)>.*", "$1");
        assertThat(names(ada.read(next))).containsExactly("acme/api");
    }

    @Test
    void organizationSecretsReachTheRepositoriesTheyAreSharedWith() throws Exception {
        SandboxRepository open = github.hasRepository("acme/open").openToThePublic();
        github.hasOrganization("acme")
                .sharing("TO_ALL", LONG_AGO)
                .sharingWithPrivate("TO_PRIVATE", LONG_AGO)
                .sharingWith(List.of("Acme/Open"), "TO_OPEN", LONG_AGO);

        assertThat(sharedWith("acme/web")).containsExactly("TO_ALL", "TO_PRIVATE");
        assertThat(sharedWith(open.fullName())).containsExactly("TO_ALL", "TO_OPEN");
        assertThat(ada.get("/orgs/acme/actions/secrets").statusCode()).isEqualTo(403);
        token.withScopes("repo", "admin:org");
        assertThat(ada.read("/orgs/acme/actions/secrets").findValuesAsText("visibility"))
                .containsExactly("all", "selected", "private");
    }

    private List<String> sharedWith(String repository) throws Exception {
        return ada.read("/repos/" + repository + "/actions/organization-secrets")
                .findValuesAsText("name");
    }

    private static List<String> names(JsonNode repositories) {
        return repositories.findValuesAsText("full_name");
    }
}
