package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import graphql.language.Document;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** GitHub's own description of its GraphQL API, held against the queries that are sent and the answers of stubs and sandbox. */
final class GraphQlContract {

    private static final String RESOURCE = "/github-graphql.graphql";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GraphQLSchema schema;

    private GraphQlContract(GraphQLSchema schema) {
        this.schema = schema;
    }

    static GraphQlContract shared() {
        return Shared.CONTRACT;
    }

    private static GraphQlContract read() {
        try (InputStream text = GraphQlContract.class.getResourceAsStream(RESOURCE)) {
            if (text == null) {
                throw new IllegalStateException(RESOURCE + " is not on the test class path");
            }
            var types = new SchemaParser().parse(new InputStreamReader(text, StandardCharsets.UTF_8));
            var wiring = RuntimeWiring.newRuntimeWiring()
                    .wiringFactory(new MockedWiringFactory())
                    .build();
            return new GraphQlContract(new SchemaGenerator().makeExecutableSchema(types, wiring));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The violations of a request. */
    List<String> requestViolations(ContractMessage request) {
        var violations = new ArrayList<String>();
        if (request.header("User-Agent").filter(agent -> !agent.isBlank()).isEmpty()) {
            violations.add("header User-Agent is missing");
        }
        if (request.header("Authorization").isEmpty()) {
            violations.add("header Authorization is missing");
        }
        if (request.mediaType().filter(ContractMessage.JSON::equals).isEmpty()) {
            violations.add("header Content-Type is not " + ContractMessage.JSON);
        }
        try {
            violations.addAll(bodyViolations(JSON.readTree(request.body())));
        } catch (JsonProcessingException e) {
            violations.add("body is not JSON");
        }
        return violations.stream()
                .map(violation -> "POST /graphql request " + violation)
                .toList();
    }

    private List<String> bodyViolations(JsonNode body) {
        if (!body.isObject() || !names(body).equals(Set.of("query", "variables"))) {
            return List.of("body is not a query with variables");
        }
        String query = body.get("query").textValue();
        var violations = new ArrayList<String>();
        if (query.indexOf('"') >= 0) {
            violations.add("query holds a text that should be a variable");
        }
        try {
            Document document = Parser.parse(query);
            new Validator()
                    .validateDocument(schema, document, Locale.ENGLISH)
                    .forEach(error -> violations.add("query " + error.getMessage()));
            violations.addAll(variableViolations(document, body.get("variables")));
        } catch (InvalidSyntaxException e) {
            violations.add("query " + e.getMessage());
        }
        return violations;
    }

    private static List<String> variableViolations(Document document, JsonNode variables) {
        List<VariableDefinition> declared = document.getDefinitionsOfType(OperationDefinition.class)
                .getFirst()
                .getVariableDefinitions();
        var violations = new ArrayList<String>();
        declared.stream()
                .filter(variable -> variable.getType() instanceof NonNullType)
                .filter(variable -> !variables.path(variable.getName()).isTextual())
                .forEach(variable -> violations.add("variable " + variable.getName() + " is missing"));
        var known = declared.stream().map(VariableDefinition::getName).collect(Collectors.toSet());
        names(variables).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> violations.add("variable " + name + " is not declared"));
        return violations;
    }

    /** The violations of an answer, whose fields have no aliases below the first level. */
    List<String> responseViolations(int status, ContractMessage response) {
        if (status != 200) {
            return List.of();
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            var violations = new ArrayList<String>();
            if (!body.has("data") && !body.path("errors").isArray()) {
                violations.add("has neither data nor errors");
            }
            body.path("data").properties().forEach(member -> {
                String name = member.getKey();
                GraphQLFieldDefinition field = schema.getQueryType().getFieldDefinition(name);
                GraphQLType type = field == null ? schema.getType("Repository") : field.getType();
                violations.addAll(valueViolations(name, type, member.getValue()));
            });
            return violations.stream()
                    .map(violation -> "POST /graphql answer " + violation)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("POST /graphql answer is not JSON");
        }
    }

    private List<String> valueViolations(String place, GraphQLType type, JsonNode value) {
        if (type instanceof GraphQLNonNull inner) {
            return value.isNull() ? List.of(place + " is null") : valueViolations(place, inner.getWrappedType(), value);
        }
        if (value.isNull()) {
            return List.of();
        }
        if (type instanceof GraphQLList list) {
            var violations = new ArrayList<String>();
            value.forEach(item -> violations.addAll(valueViolations(place + "[]", list.getWrappedType(), item)));
            return value.isArray() ? violations : List.of(place + " is not a list");
        }
        if (type instanceof GraphQLObjectType object) {
            return objectViolations(place, object, value);
        }
        if (type instanceof GraphQLEnumType choices) {
            return choices.getValue(value.asText()) == null
                    ? List.of(place + " is not a " + choices.getName())
                    : List.of();
        }
        return isScalar(GraphQLTypeUtil.simplePrint(type), value) ? List.of() : List.of(place + " is of a wrong type");
    }

    private List<String> objectViolations(String place, GraphQLObjectType object, JsonNode value) {
        var violations = new ArrayList<String>();
        value.properties().forEach(member -> {
            GraphQLFieldDefinition field = object.getFieldDefinition(member.getKey());
            String below = place + "." + member.getKey();
            violations.addAll(
                    field == null
                            ? List.of(below + " is unknown")
                            : valueViolations(below, field.getType(), member.getValue()));
        });
        return value.isObject() ? violations : List.of(place + " is not an object");
    }

    private static boolean isScalar(String type, JsonNode value) {
        return switch (type) {
            case "Boolean" -> value.isBoolean();
            case "Int" -> value.isInt();
            default -> value.isTextual();
        };
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static final class Shared {
        private static final GraphQlContract CONTRACT = read();
    }
}
