package io.github.ccatobs.pat.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.network.CorporateNetwork;
import io.github.ccatobs.pat.network.NetworkRoute;
import io.github.ccatobs.pat.token.TokenSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** AWS behind a company's proxy and a company's certificates, with sockets in between. */
class AwsHttpClientTest {

    private static final String HOST = "secretsmanager.eu-central-1.amazonaws.com";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void readsThroughTheProxyFromWhatTheCompanysAuthorityVouchesFor() {
        SERVER.stubFor(post(anyUrl()).willReturn(okJson("{\"SecretString\":\"the-token\",\"VersionId\":\"v1\"}")));
        try (var network = network()) {
            assertThat(reader(server -> network.route(server, true)).read("gh-pat"))
                    .isEqualTo(SecretValue.of("the-token"));
            assertThat(network.requests()).containsExactly("CONNECT " + HOST + ":443");
        }
    }

    @Test
    void refusesACertificateForGoodAndNamesItsIssuer() {
        try (var network = network()) {
            assertThat(failure(server -> network.route(server, false)))
                    .endsWith("no answer from Secrets Manager: the certificate of " + HOST
                            + " is not trusted (issuer CN=Acme Corporate Root CA,O=Acme): add your company's CA with"
                            + " SSL_CERT_FILE=/path/to/ca.pem");
            assertThat(network.requests()).hasSize(1);
        }
    }

    @Test
    void namesTheProxyThatDoesNotConnect() {
        try (var network = network().requires("user", "password")) {
            assertThat(failure(server -> network.route(server, true)))
                    .contains("the proxy " + network.address() + " requires authentication (407)");
            assertThat(network.requests()).hasSize(1);
        }
        try (var closed = network().withoutListener()) {
            assertThat(failure(server -> closed.route(server, true)))
                    .contains("the connection to the proxy " + closed.address() + " was refused");
        }
    }

    @Test
    void passesOnThatTheProxyIsNotOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(server -> NetworkRoute.to(
                                server,
                                name -> Optional.of("socks5://proxy").filter(text -> name.equals("HTTPS_PROXY")),
                                name -> Optional.empty()))
                        .read("gh-pat"))
                .withMessageStartingWith("HTTPS_PROXY is not a proxy");
    }

    private static String failure(Function<URI, NetworkRoute> routes) {
        var messages = new String[1];
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> reader(routes).read("gh-pat"))
                .satisfies(failure -> messages[0] = failure.getMessage());
        return messages[0];
    }

    private static CorporateNetwork network() {
        return new CorporateNetwork().serves(HOST, "", SERVER.baseUrl());
    }

    private static SecretsManagerReader reader(Function<URI, NetworkRoute> routes) {
        return new SecretsManagerReader(Settings.of(TokenSettings.class, Map.of()), () -> SecretsManagerClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClient(new AwsHttpClient(routes, Duration.ofSeconds(5), Duration.ofSeconds(10)))
                .build());
    }
}
