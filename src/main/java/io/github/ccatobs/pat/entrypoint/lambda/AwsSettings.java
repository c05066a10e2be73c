package io.github.ccatobs.pat.entrypoint.lambda;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The AWS resources that the functions start. */
@ConfigMapping(prefix = "ccat.pat.aws")
interface AwsSettings {

    /** ARN of the state machine that runs a rotation slice by slice; absent, the function {@code api} begins none. */
    Optional<String> stateMachine();

    /** Name or ARN of the function {@code audit}; absent, the function {@code api} begins no audit. */
    Optional<String> auditFunction();
}
