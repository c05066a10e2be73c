package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the token comes from, and what is asked of it. */
@ConfigMapping(prefix = "ccat.pat.token")
public interface TokenSettings {

    /** Name or ARN of the secret in AWS Secrets Manager; absent, tokens come from the prompt or stdin alone. */
    Optional<String> secretId();

    /** The member of a secret that is a JSON object; absent, the whole secret is the token. */
    Optional<String> jsonKey();

    /**
     * How long a token must still live. More refuses tokens that would serve for a while; less asks for the next one
     * sooner.
     */
    @WithDefault("P7D")
    @WithConverter(DurationWithUnit.class)
    Duration minimumLife();

    /**
     * Whether a token without an end is taken without a warning. Such a token that leaks stays of use until a person
     * revokes it.
     */
    @WithDefault("false")
    boolean acceptNoExpiry();
}
