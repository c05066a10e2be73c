package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.github.ccatobs.pat.settings.StrictBooleanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the token comes from, and what is asked of it. */
@ConfigMapping(prefix = "ccat.pat.token")
public interface TokenSettings {

    /** Name or ARN of the secret in AWS Secrets Manager; absent, tokens come from the prompt or stdin alone. */
    Optional<String> secretId();

    /** The member of a secret that is a JSON object; absent, the whole secret is the token. */
    Optional<String> jsonKey();

    /**
     * The command that prints the token, for {@code --token-from exec}, and for audits where Secrets Manager has none: a
     * program and its arguments, without a shell. Costs a run of it or more for each rotation and audit; it has 30 seconds.
     */
    Optional<String> exec();

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
    @WithConverter(StrictBooleanConverter.class)
    boolean acceptNoExpiry();

    /**
     * The permissions that the token needs, as {@code permission=level} in GitHub's names, separated by commas; absent, {@code
     * actions=read}, and {@code secrets=write} where no separate credential writes. Each more gives every workflow that
     * reads the secret more rights.
     */
    Optional<List<String>> needs();

    /**
     * Whether unattended audits, those of the service and of the functions, revoke the token before the current one when nothing
     * needs it any more. A user of it that cannot be seen from here then fails; GitHub cannot undo that.
     */
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean revokeOld();

    /**
     * How long audits must have said that the old token can be revoked before one revokes it. More leaves it of use for longer;
     * less leaves people less time to object.
     */
    @WithDefault("P1D")
    @WithConverter(DurationWithUnit.class)
    Duration revokeOldAfter();

    /** The life of a new token, which its form is filled in with. More leaves a leaked one of use for longer. */
    @WithDefault("P90D")
    @WithConverter(DurationWithUnit.class)
    Duration lifetime();
}
