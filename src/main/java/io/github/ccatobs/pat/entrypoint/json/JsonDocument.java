package io.github.ccatobs.pat.entrypoint.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.ccatobs.pat.domain.PrintableText;

/** One JSON document for stdout. */
public final class JsonDocument {

    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new Jdk8Module()).enable(SerializationFeature.INDENT_OUTPUT);

    private JsonDocument() {}

    /** Prints a record of texts, numbers and lists; characters a terminal would obey are escaped in it. */
    public static String print(Object document) {
        try {
            return PrintableText.ofJson(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is always JSON", e);
        }
    }
}
