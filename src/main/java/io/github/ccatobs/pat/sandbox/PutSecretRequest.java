package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The body of {@code PUT .../secrets/{name}}, checked as GitHub's schema says. */
record PutSecretRequest(String encryptedValue, String keyId) {

    private static final String ENCRYPTED_VALUE = "encrypted_value";
    private static final String KEY_ID = "key_id";

    // GitHub's pattern with possessive groups: the plain one overflows Java's stack on a large value.
    private static final Pattern BASE64 =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?+");

    static PutSecretRequest parse(String body) {
        JsonNode given = json(body);
        List<String> missing = Stream.of(ENCRYPTED_VALUE, KEY_ID)
                .filter(name -> !given.has(name))
                .toList();
        if (!missing.isEmpty()) {
            throw invalid(missing.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
                    + (missing.size() == 1 ? " wasn't supplied." : " weren't supplied."));
        }
        return new PutSecretRequest(base64(text(given, ENCRYPTED_VALUE)), text(given, KEY_ID));
    }

    private static JsonNode json(String body) {
        try {
            JsonNode given = Json.parse(body);
            if (!given.isObject()) {
                throw invalid("The body is not an object.");
            }
            return given;
        } catch (JsonProcessingException e) {
            throw ApiErrorException.of(400, "Problems parsing JSON");
        }
    }

    private static String text(JsonNode given, String name) {
        if (!given.path(name).isTextual()) {
            throw invalid("For 'properties/" + name + "', a value is not a string.");
        }
        return given.path(name).asText();
    }

    private static String base64(String value) {
        if (value.isEmpty() || !BASE64.matcher(value).matches()) {
            throw invalid("For 'properties/encrypted_value', a value does not match base64.");
        }
        return value;
    }

    private static ApiErrorException invalid(String what) {
        return ApiErrorException.of(422, "Invalid request.\n\n" + what);
    }
}
