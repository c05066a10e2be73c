package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a secret as Secrets Manager keeps it: the whole secret, or a JSON object, read strictly. It says nothing of
 * what is wrong with one: Jackson's messages quote the secret.
 */
final class SecretText {

    /** Numbers keep their digits, so that the members beside the token stay as they are. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private SecretText() {}

    /** The JSON object that {@code text} is; empty when it is something else. */
    static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The object {@code json} with {@code value} as its member {@code key}; the other members stay. */
    static SecretValue with(JsonNode json, String key, SecretValue value) {
        ObjectNode changed = json.deepCopy();
        return SecretValue.of(changed.put(key, of(value)).toString());
    }

    /** An empty object. */
    static JsonNode emptyObject() {
        return MAPPER.createObjectNode();
    }

    /** The text of {@code value}, for a request. */
    static String of(SecretValue value) {
        return value.reveal(utf8 -> new String(utf8, StandardCharsets.UTF_8));
    }
}
