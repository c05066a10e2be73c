package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Workflow runs as GitHub describes them, the latest first. */
final class RunJson {

    private static final String SHA = "acb5820ced9479c074f688cc328bf03f341a511d";

    private RunJson() {}

    /** Those with the status or conclusion, and of the time, that {@code query} asks for. */
    static List<ObjectNode> all(SandboxRepository repository, String base, Map<String, String> query) {
        String status = query.getOrDefault("status", "");
        String created = query.getOrDefault("created", "");
        return repository.runs().stream()
                .filter(run -> status.isEmpty()
                        || run.status().equals(status)
                        || run.conclusion().filter(status::equals).isPresent())
                .filter(run -> isOf(created, run.createdAt()))
                .sorted(Comparator.comparingInt(SandboxRun::number).reversed())
                .map(run -> run(repository, run, base))
                .toList();
    }

    /** Search syntax: {@code <=T}, {@code >=T}, {@code T..T}, or nothing. */
    private static boolean isOf(String created, Instant at) {
        if (created.isEmpty()) {
            return true;
        }
        if (created.contains("..")) {
            String[] ends = created.split("\\.\\.", 2);
            return !at.isBefore(moment(ends[0])) && !at.isAfter(moment(ends[1]));
        }
        if (created.startsWith("<=")) {
            return !at.isAfter(moment(created.substring(2)));
        }
        if (created.startsWith(">=")) {
            return !at.isBefore(moment(created.substring(2)));
        }
        throw ApiErrorException.of(422, "Validation Failed");
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw ApiErrorException.of(422, "Validation Failed");
        }
    }

    /** The schema {@code workflow-run}. */
    private static ObjectNode run(SandboxRepository repository, SandboxRun run, String base) {
        long id = run.id();
        String at = shown(run.createdAt());
        ObjectNode json = Json.object()
                .put("id", id)
                .put("name", "CI")
                .put("node_id", Accounts.nodeId("WorkflowRun", id))
                .put("head_branch", SandboxRepository.DEFAULT_BRANCH)
                .put("head_sha", SHA)
                .put("path", ".github/workflows/ci.yml")
                .put("display_title", "Update README.md")
                .put("run_number", run.number())
                .put("run_attempt", run.attempt())
                .put("event", "push")
                .put("status", run.status())
                .put("conclusion", run.conclusion().orElse(null))
                .put("workflow_id", 159038)
                .put("created_at", at)
                .put("run_started_at", shown(run.startedAt()))
                .put("updated_at", shown(run.startedAt()));
        addLinks(json, base + "/repos/" + repository.fullName() + "/actions", id);
        json.put("html_url", "https://github.com/" + repository.fullName() + "/actions/runs/" + id);
        json.putArray("pull_requests");
        json.set("head_commit", commit(at));
        json.set("repository", RepositoryJson.minimal(repository, base));
        json.set("head_repository", RepositoryJson.minimal(repository, base));
        return json;
    }

    /** GitHub's times are of whole seconds. */
    private static String shown(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void addLinks(ObjectNode run, String actions, long id) {
        String url = actions + "/runs/" + id;
        List.of("jobs", "logs", "cancel", "rerun", "artifacts")
                .forEach(name -> run.put(name + "_url", url + "/" + name));
        run.put("url", url)
                .put("check_suite_url", actions.replaceFirst("actions$", "check-suites/" + id))
                .put("workflow_url", actions + "/workflows/159038");
    }

    private static ObjectNode commit(String at) {
        ObjectNode commit = Json.object()
                .put("id", SHA)
                .put("tree_id", "d23f6eedb1e1b9610bbc754ddb5197bfe7271223")
                .put("message", "Update README.md")
                .put("timestamp", at);
        List.of("author", "committer")
                .forEach(role -> commit.putObject(role).put("name", "Octo Cat").put("email", "octocat@github.com"));
        return commit;
    }
}
