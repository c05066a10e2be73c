package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a GraphQL query: one operation with aliases, arguments and variables. Fragments, directives and lists are not
 * there, because nothing that asks this GitHub needs them.
 */
final class GraphQlDocument {

    private static final Pattern TOKEN =
            Pattern.compile("\\s+|,|#[^\\n]*|(\\$?[A-Za-z_]\\w*|\"(?:[^\"\\\\\\n]|\\\\.)*\"|-?\\d+|[!:(){}=\\[\\]])");

    /**
     * A field that is asked for.
     *
     * @param alias its name in the answer
     * @param arguments with the values of variables put in
     * @param fields of the object that it is; none for a scalar
     */
    record Field(String alias, String name, Map<String, JsonNode> arguments, List<Field> fields) {}

    private final List<String> tokens;
    private final JsonNode variables;
    private int position;

    private GraphQlDocument(List<String> tokens, JsonNode variables) {
        this.tokens = tokens;
        this.variables = variables;
    }

    /**
     * The fields that {@code query} asks for.
     *
     * @throws IllegalArgumentException when it cannot be read; says why
     */
    static List<Field> parse(String query, JsonNode variables) {
        var document = new GraphQlDocument(tokens(query), variables);
        if (document.at("query")) {
            document.skipHeader();
        }
        var fields = document.fields();
        if (document.position < document.tokens.size()) {
            throw document.unexpected();
        }
        return fields;
    }

    private static List<String> tokens(String query) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query);
        int end = 0;
        while (end < query.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("Parse error at character " + end);
            }
            end = matcher.end();
            if (matcher.group(1) != null) {
                tokens.add(matcher.group(1));
            }
        }
        return tokens;
    }

    /** The operation's name and what it declares; each variable's type is what it is used for. */
    private void skipHeader() {
        position++;
        while (!at("{")) {
            next();
        }
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        expect("{");
        while (!at("}")) {
            fields.add(field());
        }
        position++;
        return fields;
    }

    private Field field() {
        String alias = name();
        String name = alias;
        if (at(":")) {
            position++;
            name = name();
        }
        Map<String, JsonNode> arguments = at("(") ? arguments() : Map.of();
        return new Field(alias, name, arguments, at("{") ? fields() : List.of());
    }

    private Map<String, JsonNode> arguments() {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        expect("(");
        while (!at(")")) {
            String name = name();
            expect(":");
            arguments.put(name, value(next()));
        }
        position++;
        return arguments;
    }

    private JsonNode value(String token) {
        if (token.startsWith("$")) {
            JsonNode given = variables.path(token.substring(1));
            return given.isMissingNode() ? NullNode.getInstance() : given;
        }
        return switch (token) {
            case "true", "false" -> BooleanNode.valueOf(token.equals("true"));
            case "null" -> NullNode.getInstance();
            default -> literal(token);
        };
    }

    private static JsonNode literal(String token) {
        try {
            return Character.isLetter(token.charAt(0)) ? TextNode.valueOf(token) : Json.parse(token);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Parse error on " + token, e);
        }
    }

    private String name() {
        if (position >= tokens.size() || !tokens.get(position).matches("[A-Za-z_]\\w*")) {
            throw unexpected();
        }
        return next();
    }

    private void expect(String token) {
        if (!at(token)) {
            throw unexpected();
        }
        position++;
    }

    private boolean at(String token) {
        return position < tokens.size() && tokens.get(position).equals(token);
    }

    private String next() {
        if (position >= tokens.size()) {
            throw unexpected();
        }
        return tokens.get(position++);
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "Parse error on " + (position < tokens.size() ? tokens.get(position) : "the end of the query"));
    }
}
