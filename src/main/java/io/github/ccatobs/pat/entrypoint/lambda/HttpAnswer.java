package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.entrypoint.api.Response;
import java.util.Map;

/** What API Gateway takes back, payload format 2.0. */
public record HttpAnswer(int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {

    static HttpAnswer of(Response response) {
        return new HttpAnswer(response.status(), response.headers(), response.body(), false);
    }
}
