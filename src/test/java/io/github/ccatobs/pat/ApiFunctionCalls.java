package io.github.ccatobs.pat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ccatobs.pat.entrypoint.api.OpenApiContract;
import java.util.HashMap;
import java.util.Map;

/** Calls of the function {@code api}: the responses that API Gateway would send on, held to the OpenAPI document. */
final class ApiFunctionCalls {

    private final OpenApiContract openApi = new OpenApiContract();
    private final LambdaFunction function;

    ApiFunctionCalls(LambdaFunction function) {
        this.function = function;
    }

    /** The status of the response to {@code event}, which is a call of {@code method} and {@code path}. */
    int status(String method, String path, String event) {
        return answer(method, path, event).path("statusCode").asInt();
    }

    /** The response to {@code event}, which is a call of {@code method} and {@code path}. */
    JsonNode answer(String method, String path, String event) {
        var answer = function.answerTo(event);
        Map<String, String> headers = new HashMap<>();
        answer.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        openApi.judge(
                method,
                path,
                answer.path("statusCode").asInt(),
                headers,
                answer.path("body").asText());
        return answer;
    }
}
