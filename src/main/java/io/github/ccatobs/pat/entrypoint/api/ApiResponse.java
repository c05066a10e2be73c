package io.github.ccatobs.pat.entrypoint.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param headers with their values, {@code content-type} among them, names in lower case
 * @param body a whole JSON document; to {@code HEAD}, an empty text
 */
public record ApiResponse(int status, Map<String, String> headers, String body) {

    /** Copies. */
    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    static ApiResponse json(int status, String document) {
        return new ApiResponse(status, Map.of("content-type", "application/json"), document);
    }

    ApiResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, more, body);
    }

    ApiResponse withoutBody() {
        return new ApiResponse(status, headers, "");
    }
}
