package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/** Finished workflow runs as GitHub describes them, the latest first. */
final class RunJson {

    private static final String SHA = "acb5820ced9479c074f688cc328bf03f341a511d";
    private static final String AT = "2026-01-22T19:33:08Z";

    private RunJson() {}

    static List<ObjectNode> all(SandboxRepository repository, String base) {
        return IntStream.iterate(repository.runs(), number -> number > 0, number -> number - 1)
                .mapToObj(number -> run(repository, number, base))
                .toList();
    }

    /** The schema {@code workflow-run}. */
    private static ObjectNode run(SandboxRepository repository, int number, String base) {
        long id = repository.id() * 1000 + number;
        ObjectNode run = Json.object()
                .put("id", id)
                .put("name", "CI")
                .put("node_id", Accounts.nodeId("WorkflowRun", id))
                .put("head_branch", SandboxRepository.DEFAULT_BRANCH)
                .put("head_sha", SHA)
                .put("path", ".github/workflows/ci.yml")
                .put("display_title", "Update README.md")
                .put("run_number", number)
                .put("event", "push")
                .put("status", "completed")
                .put("conclusion", "success")
                .put("workflow_id", 159038)
                .put("created_at", AT)
                .put("updated_at", AT);
        addLinks(run, base + "/repos/" + repository.fullName() + "/actions", id);
        run.put("html_url", "https://github.com/" + repository.fullName() + "/actions/runs/" + id);
        run.putArray("pull_requests");
        run.set("head_commit", commit());
        run.set("repository", RepositoryJson.minimal(repository, base));
        run.set("head_repository", RepositoryJson.minimal(repository, base));
        return run;
    }

    private static void addLinks(ObjectNode run, String actions, long id) {
        String url = actions + "/runs/" + id;
        List.of("jobs", "logs", "cancel", "rerun", "artifacts")
                .forEach(name -> run.put(name + "_url", url + "/" + name));
        run.put("url", url)
                .put("check_suite_url", actions.replaceFirst("actions$", "check-suites/" + id))
                .put("workflow_url", actions + "/workflows/159038");
    }

    private static ObjectNode commit() {
        ObjectNode commit = Json.object()
                .put("id", SHA)
                .put("tree_id", "d23f6eedb1e1b9610bbc754ddb5197bfe7271223")
                .put("message", "Update README.md")
                .put("timestamp", AT);
        List.of("author", "committer")
                .forEach(role -> commit.putObject(role).put("name", "Octo Cat").put("email", "octocat@github.com"));
        return commit;
    }
}
