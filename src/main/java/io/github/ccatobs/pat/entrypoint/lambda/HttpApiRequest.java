package io.github.ccatobs.pat.entrypoint.lambda;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API Gateway event, payload format 2.0, as far as it is used. Every member may be missing.
 *
 * @param rawPath the path without the query
 * @param headers names in lower case
 * @param body the text, or its base64 when {@code isBase64Encoded}
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">the
 *     format</a>
 */
public record HttpApiRequest(
        @Nullable String rawPath,
        @Nullable Map<String, String> headers,
        @Nullable Context requestContext,
        @Nullable String body,
        boolean isBase64Encoded) {

    /** The caller, and the method. */
    public record Context(
            @Nullable Authorizer authorizer, @Nullable Http http) {}

    /** The method. */
    public record Http(@Nullable String method) {}

    /** The result of the API's authorizer; absent when the API has none. */
    public record Authorizer(@Nullable Iam iam, @Nullable Jwt jwt) {}

    /** A caller who signed with AWS credentials. */
    public record Iam(@Nullable String userArn) {}

    /** A caller who brought a JWT. */
    public record Jwt(@Nullable Map<String, Object> claims) {}

    Optional<Authorizer> authorizer() {
        return Optional.ofNullable(requestContext).map(Context::authorizer);
    }

    String method() {
        return Optional.ofNullable(requestContext)
                .map(Context::http)
                .map(Http::method)
                .orElse("");
    }

    String path() {
        return Optional.ofNullable(rawPath).orElse("");
    }

    String contentType() {
        return Optional.ofNullable(headers).map(all -> all.get("content-type")).orElse("");
    }

    String text() {
        return Optional.ofNullable(body).orElse("");
    }
}
