package io.github.ccatobs.pat.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.network.CorporateNetwork;
import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slack behind a company's proxy and a company's certificates, with sockets in between. */
class WebhookRouteTest {

    private static final String PATH = "/services/T00/B00/x";
    private static final WebhookUrl SLACK =
            WebhookUrl.parse(SecretValue.of("https://hooks.slack.com" + PATH), "a test");

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Test
    void postsThroughTheProxyToWhatTheCompanysAuthorityVouchesFor() throws IOException {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withBody("ok")));
        try (var network = network();
                var client = client(network, true)) {
            assertThat(client.post("{}").body()).isEqualTo("ok");
            assertThat(network.requests()).containsExactly("CONNECT hooks.slack.com:443");
        }
        SERVER.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void refusesACertificateForGoodAndNamesItsIssuer() {
        try (var network = network();
                var client = client(network, false)) {
            assertThatExceptionOfType(NotificationFailedException.class)
                    .isThrownBy(() -> client.post("{}"))
                    .withMessage("Slack cannot be reached: the certificate of hooks.slack.com is not trusted (issuer"
                            + " CN=Acme Corporate Root CA,O=Acme): add your company's CA with"
                            + " SSL_CERT_FILE=/path/to/ca.pem");
        }
    }

    @Test
    void namesTheProxyThatDoesNotConnect() throws IOException {
        try (var network = network().requires("user", "password");
                var client = client(network, true)) {
            assertThatExceptionOfType(NotificationFailedException.class)
                    .isThrownBy(() -> client.post("{}"))
                    .withMessageContaining("the proxy " + network.address() + " requires authentication (407)");
        }
        try (var network = network().refuses("502 Bad Gateway");
                var client = client(network, true)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.post("{}"))
                    .withMessageContaining(
                            "the proxy " + network.address() + " does not connect to hooks.slack.com (502)");
        }
        try (var closed = network().withoutListener();
                var client = client(closed, true)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.post("{}"))
                    .withMessageContaining("the connection to the proxy " + closed.address() + " was refused");
        }
    }

    private static CorporateNetwork network() {
        return new CorporateNetwork().serves("hooks.slack.com", "", SERVER.baseUrl());
    }

    private static SlackWebhookClient client(CorporateNetwork network, boolean trusted) {
        return new SlackWebhookClient(SLACK, network.route(SLACK.address(), trusted), Duration.ofSeconds(10));
    }
}
