package io.github.ccatobs.pat.entrypoint.api;

import java.util.Map;

/**
 * What to answer.
 *
 * @param headers with their values, {@code content-type} among them, names in lower case
 * @param body a whole JSON document
 */
public record Response(int status, Map<String, String> headers, String body) {

    /** Copies. */
    public Response {
        headers = Map.copyOf(headers);
    }
}
