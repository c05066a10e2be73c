package io.github.ccatobs.pat.entrypoint.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.QuotedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: nothing, or one JSON object whose members are known beforehand. Everything else is a problem
 * that says what came, where, and what was expected; what came as a value is never repeated.
 */
final class JsonBodyParser {

    /** The longest body. */
    static final int MOST_BYTES = 16 * 1024;

    private static final Pattern JSON =
            Pattern.compile("application/json(?:\\s*;\\s*charset\\s*=\\s*\"?utf-8\"?)?\\s*", Pattern.CASE_INSENSITIVE);

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .build())
            .build();

    /** The types of members. */
    enum Type {
        TEXT("text"),
        TRUTH("true or false");

        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    private final Map<String, Type> members;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private JsonBodyParser(Map<String, Type> members) {
        this.members = members;
    }

    /**
     * Reads the body of {@code request}.
     *
     * @param members the members it may have, and what each must be
     * @return the members it has
     * @throws Problem.ProblemException when it is of another type, too long, no JSON, or has other members
     */
    static Map<String, Object> read(ApiRequest request, Map<String, Type> members) {
        if (!request.contentType().isBlank()
                && !JSON.matcher(request.contentType().strip()).matches()) {
            throw new Problem.ProblemException(
                    Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "expected content-type: application/json")
                            .with("accept", "application/json"));
        }
        if (request.body().length > MOST_BYTES) {
            throw Problem.ProblemException.malformed(
                    "the body is longer than " + MOST_BYTES + " bytes: expected " + in(members));
        }
        String text = text(request.body(), members);
        return text.isBlank() ? Map.of() : new JsonBodyParser(members).parse(text);
    }

    private static String text(byte[] body, Map<String, Type> members) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException ignored) {
            throw Problem.ProblemException.malformed("the body is not UTF-8 text: expected " + in(members));
        }
    }

    private Map<String, Object> parse(String text) {
        try (var parser = FACTORY.createParser(text)) {
            expect(parser, parser.nextToken() == JsonToken.START_OBJECT, "the body is not a JSON object");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                member(parser);
            }
            expect(parser, parser.nextToken() == null, "there is text after the JSON object");
            return values;
        } catch (JsonProcessingException e) {
            throw Problem.ProblemException.malformed("the body is not JSON, or nested too deeply, at %s: expected %s"
                    .formatted(place(e.getLocation()), in(members)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void member(JsonParser parser) throws IOException {
        String name = parser.currentName();
        var type = members.get(name);
        if (type == null) {
            throw malformed(parser, "unknown member " + QuotedText.of(name));
        }
        parser.nextToken();
        var value = value(parser, type);
        if (value == null) {
            throw malformed(parser, "%s must be %s, not %s".formatted(name, type.words, came(parser)));
        }
        expect(parser, values.put(name, value) == null, name + " appears twice");
    }

    private static @Nullable Object value(JsonParser parser, Type type) throws IOException {
        return switch (type) {
            case TEXT -> parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
            case TRUTH -> parser.currentToken().isBoolean() ? parser.getBooleanValue() : null;
        };
    }

    private static String came(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    private void expect(JsonParser parser, boolean right, String otherwise) {
        if (!right) {
            throw malformed(parser, otherwise);
        }
    }

    private Problem.ProblemException malformed(JsonParser parser, String what) {
        return Problem.ProblemException.malformed(
                "%s, at %s: expected %s".formatted(what, place(parser.currentTokenLocation()), in(members)));
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? "an unknown place"
                : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String in(Map<String, Type> members) {
        if (members.isEmpty()) {
            return "no body, or {}";
        }
        return members.entrySet().stream()
                .map(member -> member.getKey() + " (" + member.getValue().words + ")")
                .collect(Collectors.joining(", ", "a JSON object with at most ", ""));
    }
}
