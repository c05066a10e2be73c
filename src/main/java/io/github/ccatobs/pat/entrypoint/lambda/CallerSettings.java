package io.github.ccatobs.pat.entrypoint.lambda;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who may call through API Gateway, besides whom it lets through itself. */
@ConfigMapping(prefix = "ccat.pat.http")
interface CallerSettings {

    /**
     * The subjects whose JWTs are accepted, compared whole. Absent: none, because an issuer such as GitHub's gives
     * everybody a token for any audience. Callers with AWS credentials are up to IAM alone.
     */
    Optional<List<String>> jwtSubjects();
}
