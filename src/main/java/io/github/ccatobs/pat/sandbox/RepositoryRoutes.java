package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Everything below {@code /repos/{owner}/{repo}} and {@code /repositories/{id}}. */
final class RepositoryRoutes {

    private final SandboxState state;
    private final SecretRoutes secrets;
    private final AdministrationRoutes administration;

    RepositoryRoutes(SandboxState state) {
        this.state = state;
        this.secrets = new SecretRoutes(state);
        this.administration = new AdministrationRoutes(state);
    }

    SandboxResponse byName(SandboxRequest request, String fullName, List<String> rest) {
        SandboxRepository repository = state.findRepository(fullName).orElseThrow(ApiErrorException::notFound);
        AccessControl.admit(request, repository);
        return repository.fullName().equalsIgnoreCase(fullName)
                ? answer(request, repository, rest)
                : moved(request, repository);
    }

    SandboxResponse byId(SandboxRequest request, String id, List<String> rest) {
        SandboxRepository repository =
                number(id).flatMap(state::findRepository).orElseThrow(ApiErrorException::notFound);
        AccessControl.admit(request, repository);
        return answer(request, repository, rest);
    }

    private SandboxResponse answer(SandboxRequest request, SandboxRepository repository, List<String> rest) {
        Optional<SecretScope> place = SecretScope.find(repository, rest);
        if (place.isPresent()) {
            return secrets.answer(request, repository, place.get());
        }
        Optional<SandboxResponse> issues = IssueRoutes.answer(request, repository, rest);
        if (issues.isPresent()) {
            return issues.get();
        }
        if (!request.reads()) {
            return administration.answer(request, repository, rest).orElseThrow(ApiErrorException::notFound);
        }
        return read(request, repository, rest);
    }

    private SandboxResponse read(SandboxRequest request, SandboxRepository repository, List<String> rest) {
        if (rest.isEmpty()) {
            return SandboxResponse.json(200, RepositoryJson.full(repository, request));
        }
        if (rest.getFirst().equals("contents")) {
            return ContentRoutes.answer(request, repository, String.join("/", rest.subList(1, rest.size())));
        }
        return switch (String.join("/", rest)) {
            case "actions/runs" ->
                list(
                        request,
                        repository,
                        rest,
                        RequiredPermission.ACTIONS,
                        RunJson.all(repository, request.base(), request.query()),
                        "workflow_runs");
            case "actions/organization-secrets" ->
                list(
                        request,
                        repository,
                        rest,
                        RequiredPermission.toAdminister("secrets", false),
                        shared(repository),
                        "secrets");
            case "environments" ->
                list(
                        request,
                        repository,
                        rest,
                        RequiredPermission.ACTIONS,
                        environments(request, repository),
                        "environments");
            case "actions/variables" ->
                list(
                        request,
                        repository,
                        rest,
                        RequiredPermission.toAdminister("actions_variables", false),
                        List.of(),
                        "variables");
            case "branches" -> nothing(RequiredPermission.CONTENTS, request, repository);
            case "deployments" -> nothing(RequiredPermission.toRead("deployments"), request, repository);
            case "hooks" -> nothing(RequiredPermission.toAdminister("repository_hooks", false), request, repository);
            case "keys" -> nothing(RequiredPermission.toAdminister("administration", false), request, repository);
            case "pulls" -> nothing(RequiredPermission.toRead("pull_requests"), request, repository);
            default -> throw ApiErrorException.notFound();
        };
    }

    /** A list without items, of what this GitHub does not keep. */
    private static SandboxResponse nothing(
            RequiredPermission requiredPermission, SandboxRequest request, SandboxRepository repository) {
        AccessControl.require(requiredPermission, request, repository);
        return SandboxResponse.json(200, Json.array(List.of()));
    }

    private static SandboxResponse list(
            SandboxRequest request,
            SandboxRepository repository,
            List<String> rest,
            RequiredPermission requiredPermission,
            List<ObjectNode> items,
            String name) {
        AccessControl.require(requiredPermission, request, repository);
        PageRequest page = PageRequest.of(request.query());
        String url = request.base() + "/repositories/" + repository.id() + "/" + String.join("/", rest);
        return page.link(
                SandboxResponse.json(200, Json.counted(items.size(), name, page.cut(items))), url, items.size());
    }

    private List<ObjectNode> shared(SandboxRepository repository) {
        return state.organization(repository.owner()).shownTo(repository);
    }

    private static List<ObjectNode> environments(SandboxRequest request, SandboxRepository repository) {
        return repository.environments().keySet().stream()
                .map(name -> environment(name, request.base() + "/repos/" + repository.fullName()))
                .toList();
    }

    /** The schema {@code environment}. */
    private static ObjectNode environment(String name, String url) {
        long id = Accounts.id(url + name);
        String encoded = SandboxRequest.encodePath(name);
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
    private static SandboxResponse moved(SandboxRequest request, SandboxRepository repository) {
        String rest = request.request().path().replaceFirst("^/repos/[^/]+/[^/]+", "");
        String query = request.request().query();
        String location =
                request.base() + "/repositories/" + repository.id() + rest + (query.isEmpty() ? "" : "?" + query);
        int status = request.reads() ? 301 : 307;
        String message = request.reads() ? "Moved Permanently" : "Temporary Redirect";
        return SandboxResponse.json(
                        status, SandboxResponse.complaint(status, message).put("url", location))
                .with("location", location);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
