package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Operations on a whole repository: {@code POST .../transfer} to another owner, who accepts at once, {@code PATCH} of its {@code
 * name} or {@code archived}, and the cancellation of a workflow run.
 */
final class AdministrationRoutes {

    private static final RequiredPermission ADMINISTRATION = RequiredPermission.toAdminister("administration", true);
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private static final RequiredPermission RUNS = RequiredPermission.toWrite("actions");
    private static final Pattern CANCELLATION = Pattern.compile("POST actions/runs/([0-9]+)/cancel");

    private final SandboxState state;

    AdministrationRoutes(SandboxState state) {
        this.state = state;
    }

    /** Empty when {@code call} is for others to answer. */
    Optional<SandboxResponse> answer(SandboxRequest call, SandboxRepository repository, List<String> rest) {
        return switch (call.request().method() + " " + String.join("/", rest)) {
            case "POST transfer" -> Optional.of(transfer(call, repository));
            case "PATCH " -> Optional.of(change(call, repository));
            default ->
                CANCELLATION
                        .matcher(call.request().method() + " " + String.join("/", rest))
                        .results()
                        .findFirst()
                        .map(found -> cancel(call, repository, found.group(1)));
        };
    }

    private SandboxResponse transfer(SandboxRequest call, SandboxRepository repository) {
        AccessControl.require(ADMINISTRATION, call, repository);
        JsonNode given = body(call);
        String owner = text(given, "new_owner", OWNER)
                .orElseThrow(() -> ApiErrorException.of(422, "Invalid request.\n\n\"new_owner\" wasn't supplied."));
        move(repository, owner, text(given, "new_name", NAME).orElseGet(repository::name));
        return SandboxResponse.json(202, RepositoryJson.minimal(repository, call.base()));
    }

    private static SandboxResponse cancel(SandboxRequest call, SandboxRepository repository, String id) {
        AccessControl.require(RUNS, call, repository);
        var run = repository.runs().stream()
                .filter(known -> String.valueOf(known.id()).equals(id))
                .findFirst()
                .orElseThrow(ApiErrorException::notFound);
        if (!run.cancels()) {
            throw ApiErrorException.of(409, "Cannot cancel a workflow run that is completed.");
        }
        return SandboxResponse.json(202, Json.object());
    }

    private SandboxResponse change(SandboxRequest call, SandboxRepository repository) {
        AccessControl.requireAlsoOfArchived(ADMINISTRATION, call, repository);
        JsonNode given = body(call);
        if (given.path("archived").isBoolean() && !given.path("archived").asBoolean()) {
            repository.unarchived();
        }
        text(given, "name", NAME).ifPresent(name -> move(repository, repository.owner(), name));
        if (given.path("archived").asBoolean(false)) {
            repository.archived();
        }
        return SandboxResponse.json(200, RepositoryJson.full(repository, call));
    }

    private void move(SandboxRepository repository, String owner, String name) {
        String target = owner + "/" + name;
        boolean taken = state.findRepository(target)
                .filter(other -> other != repository)
                .filter(other -> !other.isGone() && other.fullName().equalsIgnoreCase(target))
                .isPresent();
        if (taken) {
            throw ApiErrorException.of(422, "Repositories cannot be moved onto one of the same name: " + target);
        }
        repository.renamedTo(target);
    }

    private static JsonNode body(SandboxRequest call) {
        try {
            return Json.parse(call.request().body());
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(400, "Problems parsing JSON");
        }
    }

    private static Optional<String> text(JsonNode given, String member, Pattern pattern) {
        if (!given.has(member)) {
            return Optional.empty();
        }
        return Optional.of(given.path(member).asText())
                .filter(pattern.asMatchPredicate())
                .or(() -> {
                    throw ApiErrorException.of(422, "Invalid request.\n\n" + member + " is not a name.");
                });
    }
}
