package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Corrects what the schemas say where GitHub's own text or practice says otherwise; each with its reason. */
final class ContractAmendments {

    private ContractAmendments() {}

    /** Amends {@code root} in place. */
    static JsonNode of(JsonNode root) {
        // The description of per_page says "max 100"; its schema does not.
        schemaOf(root, "per-page").put("minimum", 1).put("maximum", 100);
        schemaOf(root, "page").put("minimum", 1);
        // A range in search syntax such as >=2026-11-01, not one instant.
        schemaOf(root, "created").remove("format");
        // API version 2026-03-10 no longer sends the top-level rate.
        remove((ArrayNode) root.at("/components/schemas/rate-limit-overview/required"), "rate");
        // Every error of GitHub's has a message.
        ((ObjectNode) root.at("/components/schemas/basic-error"))
                .putArray("required")
                .add("message");
        // In OpenAPI 3.0 null may stand here; the validator wants it among the choices.
        root.findParents("anyOf").stream()
                .filter(schema -> schema.path("nullable").asBoolean())
                .forEach(schema -> ((ArrayNode) schema.get("anyOf"))
                        .addObject()
                        .putArray("enum")
                        .addNull());
        // oneOf decides by itself; the mapping knows no type for an array or for an absent member.
        root.findParents("discriminator").forEach(parent -> ((ObjectNode) parent).remove("discriminator"));
        return root;
    }

    private static ObjectNode schemaOf(JsonNode root, String parameter) {
        return (ObjectNode) root.at("/components/parameters/" + parameter + "/schema");
    }

    private static void remove(ArrayNode names, String unwanted) {
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).asText().equals(unwanted)) {
                names.remove(i);
            }
        }
    }
}
