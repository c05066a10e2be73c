package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Issues: {@code GET} and {@code POST .../issues}, {@code PATCH .../issues/{number}}, {@code POST .../comments}. */
final class IssueRoutes {

    private static final RequiredPermission READ = RequiredPermission.toRead("issues");
    private static final RequiredPermission WRITE = new RequiredPermission("issues", true, false);
    private static final String USUAL_STATE = "open";

    private IssueRoutes() {}

    /** Empty when {@code call} is for others to answer. */
    static Optional<SandboxResponse> answer(SandboxRequest call, SandboxRepository repository, List<String> rest) {
        if (rest.isEmpty() || !rest.getFirst().equals("issues")) {
            return Optional.empty();
        }
        String below = rest.size() > 2 ? rest.get(2) : "";
        return switch (call.request().method() + " " + rest.size() + below) {
            case "GET 1" -> Optional.of(list(call, repository));
            case "POST 1" -> Optional.of(create(call, repository));
            case "PATCH 2" -> Optional.of(change(call, repository, find(repository, rest.get(1))));
            case "POST 3comments" -> Optional.of(comment(call, repository, find(repository, rest.get(1))));
            default -> Optional.empty();
        };
    }

    private static SandboxResponse list(SandboxRequest call, SandboxRepository repository) {
        AccessControl.require(READ, call, repository);
        var query = call.query();
        String state = query.getOrDefault("state", USUAL_STATE);
        List<String> labels = Arrays.stream(query.getOrDefault("labels", "").split(",", -1))
                .filter(label -> !label.isEmpty())
                .toList();
        List<SandboxIssue> found = repository.issues().stream()
                .filter(issue -> state.equals("all") || issue.state().equals(state))
                .filter(issue -> issue.labels().containsAll(labels))
                .toList();
        boolean isAscending = "asc".equals(query.get("direction"));
        PageRequest page = PageRequest.of(query);
        String url = call.base() + "/repositories/" + repository.id() + "/issues";
        List<ObjectNode> items = (isAscending ? found : found.reversed())
                .stream().map(issue -> json(issue, repository, call)).toList();
        return page.link(SandboxResponse.json(200, Json.array(page.cut(items))), url, items.size());
    }

    private static SandboxResponse create(SandboxRequest call, SandboxRepository repository) {
        AccessControl.require(WRITE, call, repository);
        JsonNode given = body(call);
        if (given.path("title").asText().isEmpty()) {
            throw ApiErrorException.of(422, "Validation Failed");
        }
        var issue = repository.addIssue(given.path("title").asText(), call.now());
        if (call.ofCaller(token -> AccessControl.administers(token, repository)).orElse(false)) {
            issue.labelled(
                    given.path("labels").valueStream().map(JsonNode::asText).toList());
        }
        issue.change(given, call.now());
        return SandboxResponse.json(201, json(issue, repository, call));
    }

    private static SandboxResponse change(SandboxRequest call, SandboxRepository repository, SandboxIssue issue) {
        AccessControl.require(WRITE, call, repository);
        issue.change(body(call), call.now());
        return SandboxResponse.json(200, json(issue, repository, call));
    }

    private static SandboxResponse comment(SandboxRequest call, SandboxRepository repository, SandboxIssue issue) {
        AccessControl.require(WRITE, call, repository);
        String text = body(call).path("body").asText();
        if (text.isEmpty()) {
            throw ApiErrorException.of(422, "Validation Failed");
        }
        int number = issue.addComment(text);
        String at = Json.time(call.now());
        String url = call.base() + "/repos/" + repository.fullName() + "/issues/comments/" + number;
        ObjectNode comment = Json.object()
                .put("id", number)
                .put("node_id", Accounts.nodeId("IssueComment", number))
                .put("url", url)
                .put("html_url", url)
                .put("issue_url", call.base() + "/repos/" + repository.fullName() + "/issues/" + issue.number())
                .put("body", text)
                .put("created_at", at)
                .put("updated_at", at)
                .put("author_association", "MEMBER");
        comment.set("user", author(call));
        comment.putNull("performed_via_github_app");
        return SandboxResponse.json(201, comment);
    }

    private static SandboxIssue find(SandboxRepository repository, String number) {
        return repository.issues().stream()
                .filter(issue -> number.equals(Integer.toString(issue.number())))
                .findFirst()
                .orElseThrow(ApiErrorException::notFound);
    }

    /** The schema {@code issue}. */
    private static ObjectNode json(SandboxIssue issue, SandboxRepository repository, SandboxRequest call) {
        String base = call.base() + "/repos/" + repository.fullName();
        String url = base + "/issues/" + issue.number();
        ObjectNode json = Json.object()
                .put("id", issue.number())
                .put("node_id", Accounts.nodeId("Issue", issue.number()))
                .put("url", url)
                .put("repository_url", base)
                .put("labels_url", url + "/labels{/name}")
                .put("comments_url", url + "/comments")
                .put("events_url", url + "/events")
                .put("html_url", "https://github.com/" + repository.fullName() + "/issues/" + issue.number())
                .put("number", issue.number())
                .put("state", issue.state())
                .put("title", issue.title())
                .put("body", issue.body())
                .put("locked", false)
                .put("comments", issue.comments().size())
                .put("created_at", Json.time(issue.createdAt()))
                .put("updated_at", Json.time(issue.updatedAt()))
                .put("author_association", "MEMBER");
        json.set("user", author(call));
        json.putNull("assignee").putNull("milestone").putNull("closed_at");
        json.putArray("assignees");
        var labels = json.putArray("labels");
        issue.labels()
                .forEach(label -> labels.add(Json.object()
                        .put("id", Accounts.id(label))
                        .put("node_id", Accounts.nodeId("Label", Accounts.id(label)))
                        .put("url", base + "/labels/" + label)
                        .put("name", label)
                        .put("color", "ededed")
                        .put("default", false)));
        return json;
    }

    private static ObjectNode author(SandboxRequest call) {
        return Accounts.simple(call.ofCaller(SandboxToken::login).orElse("ghost"), "User", call.base());
    }

    private static JsonNode body(SandboxRequest call) {
        try {
            return Json.parse(call.request().body());
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(400, "Problems parsing JSON");
        }
    }
}
