package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.settings.StrictBooleanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The AWS stack that this process belongs to, as far as messages name it; Terraform sets these. */
@ConfigMapping(prefix = "ccat.pat.aws")
public interface DeploymentSettings {

    /** ARN of the state machine that runs rotations; absent, messages name no execution. */
    Optional<String> stateMachine();

    /** Whether a new current version of the token's secret begins a rotation by itself; otherwise only the API does. */
    @WithDefault("true")
    @WithConverter(StrictBooleanConverter.class)
    boolean rotateOnNewVersion();
}
