package io.github.ccatobs.pat.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which secret we look after. */
@ConfigMapping(prefix = "ccat.pat")
public interface ActionsSecretSettings {

    /** Name of the Actions secret. */
    @WithDefault("GH_PAT")
    String secret();
}
