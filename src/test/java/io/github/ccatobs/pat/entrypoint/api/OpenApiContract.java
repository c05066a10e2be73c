package io.github.ccatobs.pat.entrypoint.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Our OpenAPI document as a judge of answers: status, headers, content type and body must be as it says. */
public final class OpenApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document = load();

    private static JsonNode load() {
        try (var in = ApiRouter.class.getResourceAsStream("openapi.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds one answer to the document. */
    public void judge(String method, String path, int status, Map<String, String> headers, String body) {
        var response = response(method, path, status);
        response.path("headers").properties().forEach(header -> {
            var described = follow(header.getValue());
            String value = headers.get(header.getKey());
            assertThat(value != null || !described.path("required").asBoolean())
                    .as("%s %s: %d lacks %s", method, path, status, header.getKey())
                    .isTrue();
            if (value != null) {
                assertThat(complaints(
                                described.path("schema"), JSON.getNodeFactory().textNode(value)))
                        .isEmpty();
            }
        });
        var content = response.path("content").path(headers.getOrDefault("content-type", "none"));
        assertThat(content.isMissingNode())
                .as("%s %s: %d with %s", method, path, status, headers)
                .isFalse();
        if (!method.equals("HEAD")) {
            assertThat(complaints(content.path("schema"), parse(body))).as(body).isEmpty();
        }
    }

    /** Every example with the schema it is to illustrate, as complaints. */
    List<String> complaintsAboutExamples() {
        List<String> complaints = new ArrayList<>();
        collect(document, complaints);
        return complaints;
    }

    int examples() {
        return document.findValues("example").size();
    }

    private void collect(JsonNode node, List<String> complaints) {
        if (node.has("schema") && node.has("example")) {
            complaints.addAll(complaints(node.path("schema"), node.path("example")));
        }
        node.path("examples").forEach(each -> complaints.addAll(complaints(node.path("schema"), each.path("value"))));
        node.forEach(child -> collect(child, complaints));
    }

    private JsonNode response(String method, String path, int status) {
        var operations = item(path);
        if (operations.isEmpty() && status == 404) {
            return follow(document.at("/components/responses/NotFound"));
        }
        var operation = operations
                .map(item -> item.path(method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .orElseGet(() -> document.at("/paths/~1rotations/get"));
        var response = operation.path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode())
                .as("%s %s: %d", method, path, status)
                .isFalse();
        return follow(response);
    }

    private Optional<JsonNode> item(String path) {
        var paths = document.path("paths");
        if (paths.has(path)) {
            return Optional.of(paths.path(path));
        }
        return path.startsWith("/rotations/") ? Optional.of(paths.path("/rotations/{id}")) : Optional.empty();
    }

    private JsonNode follow(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : follow(document.at(reference.substring(1)));
    }

    private List<String> complaints(JsonNode schema, JsonNode instance) {
        return schema(schema).validate(instance).stream().map(Object::toString).toList();
    }

    private JsonSchema schema(JsonNode schema) {
        assertThat(schema.isObject()).isTrue();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }
}
