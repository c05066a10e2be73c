package io.github.ccatobs.pat.entrypoint.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.entrypoint.api.ApiFactory;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.api.ApiRouter;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.quarkus.funqy.Funq;
import java.util.Base64;
import java.util.Map;

/** The function {@code api}: what API Gateway calls. It answers as {@code serve} does. */
public class ApiFunction {

    private final ApiRouter apiRouter;
    private final GatewayAuthenticator callerAuthenticator;
    private final DynamoDbTableCheck store;

    ApiFunction(
            ApiFactory apiFactory,
            AwsJobLauncher jobs,
            GatewayAuthenticator callerAuthenticator,
            DynamoDbTableCheck store) {
        this.apiRouter = apiFactory.over(jobs);
        this.callerAuthenticator = callerAuthenticator;
        this.store = store;
    }

    /** Answers one request. */
    @Funq("api")
    public HttpApiResponse answer(HttpApiRequest event) {
        return FunctionFailedException.orFail(() -> HttpApiResponse.of(
                switch (callerAuthenticator.judge(event)) {
                    case GatewayAuthenticator.Authentication.Denied(Problem problem) -> problem.response();
                    case GatewayAuthenticator.Authentication.Identified(String name) -> answer(event, name);
                }));
    }

    private ApiResponse answer(HttpApiRequest event, String caller) {
        try {
            store.require();
            return apiRouter.answer(
                    new ApiRequest(event.method(), event.path(), event.contentType(), body(event), caller));
        } catch (DynamoDbTableCheck.TableMissingException e) {
            return Problem.of(ProblemKind.NOT_CONFIGURED, String.valueOf(e.getMessage()))
                    .response();
        } catch (IllegalArgumentException ignored) {
            return Problem.of(ProblemKind.MALFORMED_REQUEST, "the body is declared as base64 but is not")
                    .response();
        }
    }

    private static byte[] body(HttpApiRequest event) {
        return event.isBase64Encoded()
                ? Base64.getDecoder().decode(event.text())
                : event.text().getBytes(UTF_8);
    }

    /** The answer to API Gateway, payload format 2.0. */
    public record HttpApiResponse(int statusCode, Map<String, String> headers, String body, boolean isBase64Encoded) {

        static HttpApiResponse of(ApiResponse response) {
            return new HttpApiResponse(response.status(), response.headers(), response.body(), false);
        }
    }
}
