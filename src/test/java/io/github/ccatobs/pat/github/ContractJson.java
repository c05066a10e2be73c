package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Judges a text that should be JSON of a given schema. */
final class ContractJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final ContractDocument document;

    ContractJson(ContractDocument document) {
        this.document = document;
    }

    List<String> violations(JsonPointer schema, String text) {
        JsonNode instance;
        try {
            instance = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Not its message: that quotes the text, which may hold a secret.
            return List.of(" is not JSON");
        }
        return instance.isMissingNode()
                ? List.of(" is empty, JSON was expected")
                : document.violations(schema, instance);
    }
}
