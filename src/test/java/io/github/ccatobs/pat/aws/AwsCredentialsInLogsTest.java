package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.token.TokenSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The credentials that the SDK finds by itself are known, so that logs leave them out wherever they stand. */
@Isolated("it changes system properties that AWS's SDK reads")
class AwsCredentialsInLogsTest {

    private static final String SECRET_KEY = "secret/key+of/the+logs/test";
    private static final String SESSION_TOKEN = "session/token+of/the+logs/test==";

    @RegisterExtension
    static final WireMockExtension aws = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void arrive() {
        set("aws.region", "eu-west-3");
        set("aws.endpointUrl", aws.baseUrl());
        set("aws.accessKeyId", "id-of-nobody");
        set("aws.secretAccessKey", SECRET_KEY);
        set("aws.sessionToken", SESSION_TOKEN);
    }

    @AfterEach
    void leave() {
        before.forEach((key, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    @Test
    void areKnownFromTheFirstRequestOn() {
        aws.stubFor(post(anyUrl()).willReturn(okJson("{\"SecretString\":\"x\",\"VersionId\":\"v\"}")));

        new SecretsManagerReader(Settings.of(TokenSettings.class, Map.of())).read("any");

        aws.verify(postRequestedFor(anyUrl()).withHeader("X-Amz-Security-Token", equalTo(SESSION_TOKEN)));
        assertThat(KnownSecrets.redact("<" + SECRET_KEY + "|" + SESSION_TOKEN + ">"))
                .isEqualTo("<[a secret]|[a secret]>");
    }

    private void set(String key, String value) {
        before.put(key, System.getProperty(key, ""));
        System.setProperty(key, value);
    }
}
