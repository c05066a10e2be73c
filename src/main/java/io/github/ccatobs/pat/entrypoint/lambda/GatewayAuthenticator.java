package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds out who calls, from what the authorizer of the API wrote into the event; headers and body count for nothing. */
@ApplicationScoped
class GatewayAuthenticator {

    private static final int LONGEST = 256;

    private final CallerSettings settings;

    GatewayAuthenticator(CallerSettings settings) {
        this.settings = settings;
    }

    /** An authenticated caller, or the reason for the refusal. */
    sealed interface Authentication {

        /** Come in; {@code name} is fit for a log. */
        record Identified(String name) implements Authentication {}

        /** Stay out. */
        record Denied(Problem problem) implements Authentication {}
    }

    Authentication judge(HttpApiRequest event) {
        var iam = event.authorizer()
                .map(HttpApiRequest.Authorizer::iam)
                .map(HttpApiRequest.Iam::userArn)
                .filter(arn -> !arn.isBlank());
        if (iam.isPresent()) {
            return new Authentication.Identified(fit(iam.get()));
        }
        return event.authorizer()
                .map(HttpApiRequest.Authorizer::jwt)
                .map(HttpApiRequest.Jwt::claims)
                .flatMap(claims -> Optional.ofNullable(claims.get("sub")))
                .map(Object::toString)
                .filter(subject -> !subject.isBlank())
                .map(this::subject)
                .orElseGet(() -> new Authentication.Denied(Problem.of(
                                ProblemKind.UNAUTHENTICATED,
                                "expected a request that the API's authorizer, IAM or JWT, has authorized")
                        .with("www-authenticate", "Bearer")));
    }

    private Authentication subject(String subject) {
        return settings.jwtSubjects().orElse(List.of()).contains(subject)
                ? new Authentication.Identified(fit(subject))
                : new Authentication.Denied(Problem.of(
                        ProblemKind.FORBIDDEN, "the subject of the JWT is not one of ccat.pat.http.jwt-subjects"));
    }

    private static String fit(String name) {
        return name.codePoints()
                .filter(PrintableText::isPrintable)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
