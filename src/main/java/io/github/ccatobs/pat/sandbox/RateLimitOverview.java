package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The remaining requests of the hourly limit.
 *
 * @param reset when it is whole again, in seconds since 1970
 */
record RateLimitOverview(int limit, int used, long reset) {

    int remaining() {
        return Math.max(0, limit - used);
    }

    /** As the headers of an answer tell of {@code resource}: {@code core} or {@code graphql}. */
    Map<String, String> headers(String resource) {
        return Map.of(
                "x-ratelimit-limit", String.valueOf(limit),
                "x-ratelimit-remaining", String.valueOf(remaining()),
                "x-ratelimit-used", String.valueOf(used),
                "x-ratelimit-reset", String.valueOf(reset),
                "x-ratelimit-resource", resource);
    }

    /** The schema {@code rate-limit-overview}. */
    ObjectNode overview(boolean withOldMember) {
        ObjectNode body = Json.object();
        ObjectNode resources = body.putObject("resources");
        resources.set("core", shown());
        resources.set("search", new RateLimitOverview(30, 0, reset).shown());
        resources.set("graphql", new RateLimitOverview(limit, 0, reset).shown());
        if (withOldMember) {
            body.set("rate", shown());
        }
        return body;
    }

    private ObjectNode shown() {
        return Json.object()
                .put("limit", limit)
                .put("used", used)
                .put("remaining", remaining())
                .put("reset", reset);
    }
}
