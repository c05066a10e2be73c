package io.github.ccatobs.pat.aws;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Asks a server of a test in the place of Secrets Manager, each question once. */
public final class TestSecretsManager {

    private TestSecretsManager() {}

    /** The secret {@code gh-pat} of {@code endpoint} is the token. */
    public static SecretReader at(String endpoint) {
        return new SecretsManagerReader(
                Settings.of(TokenSettings.class, Map.of("ccat.pat.token.secret-id", "gh-pat")), () -> client(endpoint));
    }

    /** What stores versions of the same secret. */
    public static TokenVersionWriter writerAt(String endpoint) {
        return new SecretsManagerWriter(
                Settings.of(TokenSettings.class, Map.of("ccat.pat.token.secret-id", "gh-pat")), () -> client(endpoint));
    }

    static SecretsManagerClient client(String endpoint) {
        return SecretsManagerClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.STANDARD)
                        .retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build();
    }
}
