package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import java.util.Map;

/** The answer to API Gateway, payload format 2.0. */
public record HttpApiResponse(int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {

    static HttpApiResponse of(ApiResponse response) {
        return new HttpApiResponse(response.status(), response.headers(), response.body(), false);
    }
}
