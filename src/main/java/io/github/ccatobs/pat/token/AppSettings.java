package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.settings.WholeNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/**
 * A GitHub App as the credential, unless {@code GITHUB_TOKEN} or {@code GH_TOKEN} is set. Its private key is in one of three
 * places.
 */
@ConfigMapping(prefix = "ccat.pat.github.app")
public interface AppSettings {

    /** Client ID of the GitHub App, or its numeric ID; absent, no App is used. */
    Optional<String> clientId();

    /** Path of the App's private key in PEM; no one but its owner and its group may read the file, and its owner alone write. */
    Optional<String> privateKey();

    /** Name or ARN of a secret in AWS Secrets Manager that is the private key in PEM. Costs one call to AWS for each run. */
    Optional<String> privateKeySecretId();

    /** ID, ARN or alias of an RSA key in AWS KMS that signs, so that no process sees it. Costs one call to KMS an hour. */
    Optional<String> kmsKeyId();

    /** Number of the App's installation; absent, GitHub is asked for that on the organisation, which costs one call. */
    @WithConverter(WholeNumber.LongWholeNumber.class)
    Optional<Long> installationId();
}
