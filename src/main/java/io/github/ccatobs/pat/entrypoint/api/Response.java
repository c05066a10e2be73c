package io.github.ccatobs.pat.entrypoint.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to answer.
 *
 * @param headers with their values, {@code content-type} among them, names in lower case
 * @param body a whole JSON document; to {@code HEAD}, an empty text
 */
public record Response(int status, Map<String, String> headers, String body) {

    /** Copies. */
    public Response {
        headers = Map.copyOf(headers);
    }

    static Response json(int status, String document) {
        return new Response(status, Map.of("content-type", "application/json"), document);
    }

    Response with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    Response withoutBody() {
        return new Response(status, headers, "");
    }
}
