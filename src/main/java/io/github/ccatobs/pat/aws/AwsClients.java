package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.domain.KnownSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Opens ways to AWS as the environment says: {@code AWS_REGION}, {@code AWS_ENDPOINT_URL}, profiles, roles. */
public final class AwsClients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(30);

    private AwsClients() {}

    /**
     * Opens a client.
     *
     * @throws IllegalArgumentException when there is no region or there are no credentials
     */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C open(B builder) {
        return builder.region(region())
                .credentialsProvider(credentials())
                .httpClient(new AwsHttpClient(CONNECT, ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .build())
                .build();
    }

    /** So that logs leave them out: the JDK's client logs the headers of every request. */
    private static AwsCredentials remember(AwsCredentials credentials) {
        KnownSecrets.remember(credentials.secretAccessKey().getBytes(StandardCharsets.UTF_8));
        if (credentials instanceof AwsSessionCredentials session) {
            KnownSecrets.remember(session.sessionToken().getBytes(StandardCharsets.UTF_8));
        }
        return credentials;
    }

    private static Region region() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "no AWS region: set AWS_REGION (AWS_DEFAULT_REGION alone is not read), or a region in the AWS profile",
                    e);
        }
    }

    private static AwsCredentialsProvider credentials() {
        var provider = DefaultCredentialsProvider.builder().build();
        try {
            remember(provider.resolveCredentials());
            return () -> remember(provider.resolveCredentials());
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "no AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where"
                            + " a role is attached",
                    e);
        }
    }
}
