package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.entrypoint.api.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds out who calls, from what the authorizer of the API wrote into the event; headers and body count for nothing. */
@ApplicationScoped
class Callers {

    private static final int LONGEST = 256;

    private final CallerSettings settings;

    Callers(CallerSettings settings) {
        this.settings = settings;
    }

    /** Somebody who may call, or why not. */
    sealed interface Verdict {

        /** Come in; {@code name} is fit for a log. */
        record Known(String name) implements Verdict {}

        /** Stay out. */
        record Refused(Problem problem) implements Verdict {}
    }

    Verdict judge(HttpEvent event) {
        var iam = event.authorizer()
                .map(HttpEvent.Authorizer::iam)
                .map(HttpEvent.Iam::userArn)
                .filter(arn -> !arn.isBlank());
        if (iam.isPresent()) {
            return new Verdict.Known(fit(iam.get()));
        }
        return event.authorizer()
                .map(HttpEvent.Authorizer::jwt)
                .map(HttpEvent.Jwt::claims)
                .flatMap(claims -> Optional.ofNullable(claims.get("sub")))
                .map(Object::toString)
                .filter(subject -> !subject.isBlank())
                .map(this::subject)
                .orElseGet(() -> new Verdict.Refused(Problem.of(
                                Problem.Kind.UNAUTHENTICATED,
                                "expected a call that the API's authorizer, IAM or JWT, has let through")
                        .with("www-authenticate", "Bearer")));
    }

    private Verdict subject(String subject) {
        return settings.jwtSubjects().orElse(List.of()).contains(subject)
                ? new Verdict.Known(fit(subject))
                : new Verdict.Refused(Problem.of(
                        Problem.Kind.FORBIDDEN, "the subject of the JWT is not one of ccat.pat.http.jwt-subjects"));
    }

    private static String fit(String name) {
        return name.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
