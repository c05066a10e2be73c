package io.github.ccatobs.pat.aws;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.token.TokenSourceException;

/**
 * A secret that is a JSON object. What is wrong with it is said without a word of it, the names of its members
 * included.
 */
final class SecretJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SecretJson() {}

    /**
     * The text of the member {@code key}.
     *
     * @param name the secret's, for messages
     * @throws TokenSourceException.UnusableTokenException when there is none
     */
    static String member(String json, String key, String name) {
        JsonNode member = read(json, name).path(key);
        if (member.isMissingNode()) {
            throw new TokenSourceException.UnusableTokenException(
                    name + " has no member " + QuotedText.of(key) + ", which ccat.pat.token.json-key names");
        }
        if (!member.isTextual()) {
            throw new TokenSourceException.UnusableTokenException(
                    "member " + QuotedText.of(key) + " of " + name + " is not a text");
        }
        return member.textValue();
    }

    private static JsonNode read(String json, String name) {
        try {
            var document = MAPPER.readTree(json);
            if (document.isObject()) {
                return document;
            }
        } catch (JacksonException quotesTheDocument) {
            // Its message does, so nothing of it is passed on.
        }
        throw new TokenSourceException.UnusableTokenException(
                name + " is not a JSON object with each name once: store one, or unset ccat.pat.token.json-key if the"
                        + " whole secret is the token");
    }
}
