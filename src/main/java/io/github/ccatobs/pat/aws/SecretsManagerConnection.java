package io.github.ccatobs.pat.aws;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One way to Secrets Manager, opened anew for each question: there are two in a rotation. */
final class SecretsManagerConnection {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(30);

    private final Supplier<SecretsManagerClient> opener;

    SecretsManagerConnection(Supplier<SecretsManagerClient> opener) {
        this.opener = opener;
    }

    /** Asks for one value; the SDK repeats what may be repeated. */
    GetSecretValueResponse ask(GetSecretValueRequest request) {
        try (var client = opener.get()) {
            return client.getSecretValue(request);
        }
    }

    /**
     * Opens it as the environment says: {@code AWS_REGION}, {@code AWS_ENDPOINT_URL}, profiles, roles.
     *
     * @throws IllegalArgumentException when there is no region or there are no credentials
     */
    static SecretsManagerClient open() {
        return SecretsManagerClient.builder()
                .region(region())
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .build())
                .build();
    }

    private static Region region() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException nowhere) {
            throw new IllegalArgumentException(
                    "no AWS region: set AWS_REGION, or a region in the AWS profile", nowhere);
        }
    }

    private static AwsCredentialsProvider credentials() {
        var provider = DefaultCredentialsProvider.builder().build();
        try {
            provider.resolveCredentials();
            return provider;
        } catch (SdkClientException nobody) {
            throw new IllegalArgumentException(
                    "no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where"
                            + " a role is attached",
                    nobody);
        }
    }
}
