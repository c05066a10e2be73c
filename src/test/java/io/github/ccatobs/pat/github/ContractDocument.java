package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** GitHub's description of its REST API, read once, and the schemas in it. */
final class ContractDocument {

    private static final String RESOURCE = "/github-openapi.json";
    private static final String IRI = "https://api.github.com/github-openapi.json";
    /** OpenAPI's dialect, and the members of the document around its schemas, which say nothing about an instance. */
    private static final JsonMetaSchema DIALECT = JsonMetaSchema.builder(OpenApi30.getInstance())
            .keywords(Stream.of("openapi", "info", "servers", "paths", "components", "x-github-breaking-changes")
                    .<Keyword>map(NonValidationKeyword::new)
                    .toList())
            .build();

    private static final SchemaValidatorsConfig STRICT = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .typeLoose(false)
            .pathType(PathType.JSON_POINTER)
            .build();

    private final JsonNode root;
    private final JsonSchemaFactory schemas;
    private final List<ContractOperation> operations;

    private ContractDocument(JsonNode root) {
        this.root = root;
        this.schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4, factory -> factory.metaSchema(DIALECT)
                .defaultMetaSchemaIri(DIALECT.getIri())
                .schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, root.toString()))));
        this.operations = readOperations();
    }

    /** Reads the copy beside the tests. */
    static ContractDocument read() {
        try (InputStream json = ContractDocument.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException(RESOURCE + " is not on the test class path");
            }
            return new ContractDocument(
                    ContractAmendments.of(JsonMapper.builder().build().readTree(json)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operation that serves this path, the one with the fewest placeholders when several do. */
    Optional<ContractOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method)
                        && operation.placeholders(path).isPresent())
                .min(Comparator.comparingInt(ContractOperation::placeholderCount));
    }

    /** The violations of {@code instance}, as {@code /json/pointer: reason}. */
    List<String> violations(JsonPointer schema, JsonNode instance) {
        return schemas
                .getSchema(SchemaLocation.of(IRI + "#" + schema), STRICT)
                .validate(instance.toString(), InputFormat.JSON)
                .stream()
                .map(problem -> problem.getInstanceLocation() + " " + reason(problem.getMessage()))
                .distinct()
                .toList();
    }

    /** Where {@code at} really is, once its {@code $ref} is followed. */
    JsonPointer resolve(JsonPointer at) {
        JsonNode reference = root.at(at).path("$ref");
        return reference.isTextual()
                ? resolve(JsonPointer.compile(reference.textValue().substring(1)))
                : at;
    }

    JsonNode at(JsonPointer pointer) {
        return root.at(pointer);
    }

    private static String reason(String message) {
        int colon = message.indexOf(": ");
        return colon < 0 ? message : message.substring(colon + 2);
    }

    private List<ContractOperation> readOperations() {
        var found = new ArrayList<ContractOperation>();
        root.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> found.add(ContractOperation.at(
                        JsonPointer.empty()
                                .appendProperty("paths")
                                .appendProperty(path.getKey())
                                .appendProperty(method.getKey()),
                        method.getKey(),
                        path.getKey()))));
        return List.copyOf(found);
    }
}
