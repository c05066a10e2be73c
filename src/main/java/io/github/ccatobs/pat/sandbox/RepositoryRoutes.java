package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Everything below {@code /repos/{owner}/{repo}} and {@code /repositories/{id}}. */
final class RepositoryRoutes {

    private final World world;
    private final SecretRoutes secrets;
    private final AdministrationRoutes administration;

    RepositoryRoutes(World world) {
        this.world = world;
        this.secrets = new SecretRoutes(world);
        this.administration = new AdministrationRoutes(world);
    }

    Answer byName(Call call, String fullName, List<String> rest) {
        SandboxRepository repository = world.findRepository(fullName).orElseThrow(Refusal::notFound);
        Gatekeeper.admit(call, repository);
        return repository.fullName().equalsIgnoreCase(fullName)
                ? answer(call, repository, rest)
                : moved(call, repository);
    }

    Answer byId(Call call, String id, List<String> rest) {
        SandboxRepository repository = number(id).flatMap(world::findRepository).orElseThrow(Refusal::notFound);
        Gatekeeper.admit(call, repository);
        return answer(call, repository, rest);
    }

    private Answer answer(Call call, SandboxRepository repository, List<String> rest) {
        Optional<SecretPlace> place = SecretPlace.find(repository, rest);
        if (place.isPresent()) {
            return secrets.answer(call, repository, place.get());
        }
        if (!call.reads()) {
            return administration.answer(call, repository, rest).orElseThrow(Refusal::notFound);
        }
        return read(call, repository, rest);
    }

    private Answer read(Call call, SandboxRepository repository, List<String> rest) {
        if (rest.isEmpty()) {
            return Answer.json(200, RepositoryJson.full(repository, call));
        }
        if (rest.getFirst().equals("contents")) {
            return ContentRoutes.answer(call, repository, String.join("/", rest.subList(1, rest.size())));
        }
        return switch (String.join("/", rest)) {
            case "actions/runs" ->
                list(call, repository, rest, Need.ACTIONS, RunJson.all(repository, call.base()), "workflow_runs");
            case "actions/organization-secrets" ->
                list(call, repository, rest, Need.toAdminister("secrets", false), shared(repository), "secrets");
            case "environments" ->
                list(call, repository, rest, Need.ACTIONS, environments(call, repository), "environments");
            default -> throw Refusal.notFound();
        };
    }

    private static Answer list(
            Call call,
            SandboxRepository repository,
            List<String> rest,
            Need need,
            List<ObjectNode> items,
            String name) {
        Gatekeeper.require(need, call, repository);
        Page page = Page.of(call.query());
        String url = call.base() + "/repositories/" + repository.id() + "/" + String.join("/", rest);
        return page.link(Answer.json(200, Json.counted(items.size(), name, page.cut(items))), url, items.size());
    }

    private List<ObjectNode> shared(SandboxRepository repository) {
        return world.organization(repository.owner()).shownTo(repository);
    }

    private static List<ObjectNode> environments(Call call, SandboxRepository repository) {
        return repository.environments().keySet().stream()
                .map(name -> environment(name, call.base() + "/repos/" + repository.fullName()))
                .toList();
    }

    /** The schema {@code environment}. */
    private static ObjectNode environment(String name, String url) {
        long id = Accounts.id(url + name);
        String encoded = Call.encodePath(name);
        ObjectNode environment = Json.object()
                .put("id", id)
                .put("node_id", Accounts.nodeId("Environment", id))
                .put("name", name)
                .put("url", url + "/environments/" + encoded)
                .put("html_url", url + "/deployments/activity_log?environments_filter=" + encoded)
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("updated_at", "2026-01-01T00:00:00Z");
        environment.putArray("protection_rules");
        environment.putNull("deployment_branch_policy");
        return environment;
    }

    /** GitHub keeps the verb of a write with 307; the new place is named by the number that never changes. */
    private static Answer moved(Call call, SandboxRepository repository) {
        String rest = call.request().path().replaceFirst("^/repos/[^/]+/[^/]+", "");
        String query = call.request().query();
        String location =
                call.base() + "/repositories/" + repository.id() + rest + (query.isEmpty() ? "" : "?" + query);
        int status = call.reads() ? 301 : 307;
        String message = call.reads() ? "Moved Permanently" : "Temporary Redirect";
        return Answer.json(status, Answer.complaint(status, message).put("url", location))
                .with("location", location);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
