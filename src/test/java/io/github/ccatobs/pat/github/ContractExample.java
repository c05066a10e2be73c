package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The smallest instance of a schema: required members only, null where null may stand. */
final class ContractExample {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ContractDocument document;

    ContractExample(ContractDocument document) {
        this.document = document;
    }

    JsonNode of(JsonPointer pointer) {
        JsonPointer at = document.resolve(pointer);
        JsonNode schema = document.at(at);
        if (schema.path("nullable").asBoolean()) {
            return JSON.nullNode();
        }
        for (String choice : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(choice)) {
                return of(at.appendProperty(choice).appendIndex(0));
            }
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(at, schema);
            case "array" -> array(at, schema);
            case "integer", "number" -> JSON.numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> JSON.booleanNode(false);
            default -> JSON.textNode(text(schema));
        };
    }

    private ObjectNode object(JsonPointer at, JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("required")
                .forEach(name -> object.set(
                        name.asText(), of(at.appendProperty("properties").appendProperty(name.asText()))));
        return object;
    }

    private ArrayNode array(JsonPointer at, JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < schema.path("minItems").asInt(0); i++) {
            array.add(of(at.appendProperty("items")));
        }
        return array;
    }

    private static String text(JsonNode schema) {
        return schema.has("enum")
                ? schema.get("enum").get(0).asText()
                : switch (schema.path("format").asText()) {
                    case "date-time" -> "2026-02-21T22:17:45Z";
                    case "uri" -> "https://api.github.com/";
                    case "email" -> "octocat@example.com";
                    default -> "text";
                };
    }
}
