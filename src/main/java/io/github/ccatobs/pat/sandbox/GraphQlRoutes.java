package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.sandbox.GraphQlDocument.Field;
import io.github.ccatobs.pat.sandbox.RateUsage.RateLimitOverview;
import java.time.Instant;
import java.util.List;

/**
 * {@code POST /graphql}: repositories, as many as a query asks for, and the quota. An error of one repository leaves the
 * others answered, with null in its place.
 */
final class GraphQlRoutes {

    private static final String RESOURCE = "graphql";

    private final SandboxState state;
    private final Limiter limiter;

    GraphQlRoutes(SandboxState state, Limiter limiter) {
        this.state = state;
        this.limiter = limiter;
    }

    /** The answer when the quota is used up. */
    static SandboxResponse used(RateLimitOverview quota) {
        ObjectNode body = Json.object();
        body.putArray("errors")
                .addObject()
                .put("type", "RATE_LIMITED")
                .put("message", "API rate limit exceeded for user.");
        return with(quota, SandboxResponse.json(200, body));
    }

    SandboxResponse answer(SandboxRequest request) {
        if (!request.request().method().equals("POST")) {
            throw ApiErrorException.notFound();
        }
        SandboxToken caller = request.caller()
                .orElseThrow(() -> ApiErrorException.of(401, "This endpoint requires you to be authenticated."));
        RateLimitOverview quota = limiter.admitQuery(caller, 1, request.now());
        return with(quota, SandboxResponse.json(200, answer(request, caller, quota)));
    }

    private static SandboxResponse with(RateLimitOverview quota, SandboxResponse response) {
        return quota.headers(RESOURCE).entrySet().stream()
                .reduce(response, (one, header) -> one.with(header.getKey(), header.getValue()), (one, other) -> other);
    }

    private ObjectNode answer(SandboxRequest request, SandboxToken caller, RateLimitOverview quota) {
        try {
            JsonNode body = Json.parse(request.request().body());
            List<Field> fields = GraphQlDocument.parse(body.path("query").asText(), body.path("variables"));
            return new Execution(request, caller, quota).run(fields);
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(400, "Problems parsing JSON");
        } catch (IllegalArgumentException e) {
            ObjectNode refusal = Json.object();
            refusal.putArray("errors").addObject().put("message", e.getMessage());
            return refusal;
        }
    }

    /** One query under way. */
    private final class Execution {

        private final SandboxRequest request;
        private final SandboxToken caller;
        private final RateLimitOverview quota;
        private final ObjectNode body = Json.object();

        Execution(SandboxRequest request, SandboxToken caller, RateLimitOverview quota) {
            this.request = request;
            this.caller = caller;
            this.quota = quota;
        }

        ObjectNode run(List<Field> fields) {
            ObjectNode data = body.putObject("data");
            fields.forEach(field -> data.set(
                    field.alias(),
                    switch (field.name()) {
                        case "repository" -> repository(field);
                        case "rateLimit" -> selected(field, "RateLimit", rateLimit(quota));
                        case "viewer" -> selected(field, "User", Json.object().put("login", caller.login()));
                        default -> throw unknown(field, "Query");
                    }));
            return body;
        }

        private JsonNode repository(Field field) {
            String asked = text(field, "owner") + "/" + text(field, "name");
            try {
                SandboxRepository repository = state.findRepository(asked).orElseThrow(ApiErrorException::notFound);
                AccessControl.admit(request, repository);
                return described(field, repository);
            } catch (ApiErrorException refused) {
                return nothing(field, asked, refused);
            }
        }

        private JsonNode nothing(Field field, String asked, ApiErrorException refused) {
            ArrayNode errors = body.withArrayProperty("errors");
            ObjectNode error = errors.addObject();
            boolean isHidden = refused.answer().status() == 404;
            error.put("type", isHidden ? "NOT_FOUND" : "FORBIDDEN");
            error.putArray("path").add(field.alias());
            error.put(
                    "message",
                    isHidden
                            ? "Could not resolve to a Repository with the name '" + asked + "'."
                            : "Resource not accessible by personal access token");
            return Json.object().nullNode();
        }

        private ObjectNode described(Field field, SandboxRepository repository) {
            ObjectNode all = Json.object()
                    .put("databaseId", repository.id())
                    .put("isArchived", repository.isArchived())
                    .put("isDisabled", false)
                    .put("isLocked", false)
                    .put("isPrivate", !repository.isPublic())
                    .put("name", repository.name())
                    .put("nameWithOwner", repository.fullName())
                    .put("viewerPermission", permission(repository))
                    .put("visibility", repository.isPublic() ? "PUBLIC" : "PRIVATE");
            field.fields().stream()
                    .filter(part -> part.name().equals("environments"))
                    .forEach(part -> all.set("environments", environments(part, repository)));
            return selected(field, "Repository", all);
        }

        private String permission(SandboxRepository repository) {
            return caller.covers(repository.fullName()) && AccessControl.administers(caller, repository)
                    ? "ADMIN"
                    : "READ";
        }

        private ObjectNode environments(Field field, SandboxRepository repository) {
            AccessControl.require(RequiredPermission.ACTIONS, request, repository);
            List<String> names = List.copyOf(repository.environments().keySet());
            int first = field.arguments().getOrDefault("first", Json.object()).asInt(0);
            if (first < 1 || first > 100) {
                throw new IllegalArgumentException(
                        "You must provide a `first` or `last` value of 1 to 100 to properly paginate the `environments`"
                                + " connection.");
            }
            String after =
                    field.arguments().getOrDefault("after", Json.object()).asText("0");
            int start = after.matches("\\d{1,9}") ? Integer.parseInt(after) : 0;
            int end = Math.min(start + first, names.size());
            ObjectNode connection = Json.object().put("totalCount", names.size());
            connection
                    .putObject("pageInfo")
                    .put("hasNextPage", end < names.size())
                    .put("endCursor", String.valueOf(end));
            connection.set(
                    "nodes",
                    Json.array(names.subList(Math.min(start, end), end).stream()
                            .map(name -> Json.object().put("name", name))
                            .toList()));
            return connection;
        }

        /** Those members of {@code all} that {@code field} asks for, under their aliases. */
        private ObjectNode selected(Field field, String type, ObjectNode all) {
            ObjectNode chosen = Json.object();
            for (Field part : field.fields()) {
                if (!all.has(part.name())) {
                    throw unknown(part, type);
                }
                JsonNode value = all.get(part.name());
                chosen.set(
                        part.alias(), value instanceof ObjectNode object ? selected(part, part.name(), object) : value);
            }
            return chosen;
        }
    }

    private static ObjectNode rateLimit(RateLimitOverview quota) {
        return Json.object()
                .put("cost", 1)
                .put("limit", quota.limit())
                .put("nodeCount", 0)
                .put("remaining", quota.remaining())
                .put("resetAt", Json.time(Instant.ofEpochSecond(quota.reset())))
                .put("used", quota.used());
    }

    private static String text(Field field, String argument) {
        JsonNode given = field.arguments().getOrDefault(argument, Json.object());
        if (!given.isTextual()) {
            throw new IllegalArgumentException(
                    "Argument '" + argument + "' on Field '" + field.name() + "' is not text");
        }
        return given.asText();
    }

    private static IllegalArgumentException unknown(Field field, String type) {
        return new IllegalArgumentException("Field '" + field.name() + "' doesn't exist on type '" + type + "'");
    }
}
