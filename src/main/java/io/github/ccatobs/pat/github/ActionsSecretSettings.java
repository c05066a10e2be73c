package io.github.ccatobs.pat.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which secret we look after. */
@ConfigMapping(prefix = "ccat.pat")
public interface ActionsSecretSettings {

    /** The name that the field uses. */
    String DEFAULT = "GH_PAT";

    /** Name of the Actions secret. */
    @WithDefault(DEFAULT)
    String secret();
}
