package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code POST /credentials/revoke}: takes credentials from a caller without one, and answers the same for those it knows. */
final class RevocationRoute {

    private static final int MOST = 1000;

    private final SandboxState state;

    RevocationRoute(SandboxState state) {
        this.state = state;
    }

    SandboxResponse answer(SandboxRequest request, List<String> path) {
        if (!path.equals(List.of("credentials", "revoke"))
                || !request.request().method().equals("POST")
                || !state.revokesCredentials()) {
            throw ApiErrorException.notFound();
        }
        if (request.caller().isPresent()) {
            throw ApiErrorException.of(403, "This endpoint is only for unauthenticated requests.");
        }
        credentials(request.request().body()).valueStream().forEach(value -> state.findToken(value.asText())
                .ifPresent(token -> token.revokedFrom(request.now().plus(state.revocationDelay()))));
        return SandboxResponse.json(202, Json.object());
    }

    private static JsonNode credentials(String body) {
        try {
            JsonNode given = Json.parse(body).path("credentials");
            if (!given.isArray()
                    || given.isEmpty()
                    || given.size() > MOST
                    || !given.valueStream().allMatch(JsonNode::isTextual)) {
                throw ApiErrorException.of(422, "Validation Failed");
            }
            return given;
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(400, "Problems parsing JSON");
        }
    }
}
