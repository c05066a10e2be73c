package io.github.ccatobs.pat.entrypoint.lambda;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who may call through API Gateway, besides whom it lets through itself. */
@ConfigMapping(prefix = "ccat.pat.http")
interface CallerSettings {

    /**
     * The subjects whose JWTs are accepted, compared whole. Absent: none, because an issuer like GitHub's gives
     * every workflow a token for any audience. IAM alone decides on callers with AWS credentials.
     */
    Optional<List<String>> jwtSubjects();
}
