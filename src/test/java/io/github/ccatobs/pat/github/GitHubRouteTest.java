package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.LocalGitHub;
import io.github.ccatobs.pat.network.CorporateNetwork;
import io.github.ccatobs.pat.network.NetworkRoute;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** GitHub behind a company's proxy and a company's certificates, with sockets in between. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class GitHubRouteTest extends GitHubClientTestBase {

    private static final String API = "https://api.github.com";

    @Test
    void callsThroughTheProxyWhatTheCompanysAuthorityVouchesFor() {
        answer("/user", user());
        try (var network = network().requires("us@er", "pässword%")) {
            assertThat(client(through("http://us%40er:p%C3%A4ssword%25@" + network.address(), true))
                            .account()
                            .login())
                    .isEqualTo("robot");
            assertThat(network.requests()).containsExactly("CONNECT api.github.com:443");
            assertThat(network.leakedHeaders()).isEmpty();
        }
    }

    @Test
    void namesTheIssuerOfACertificateThatIsNotTrustedAndTriesOnce() {
        try (var network = network()) {
            assertThat(failure(through("http://" + network.address(), false)))
                    .endsWith(
                            "the certificate of api.github.com is not trusted (issuer CN=Acme Corporate Root CA,O=Acme):"
                                    + " add your company's CA with SSL_CERT_FILE=/path/to/ca.pem");
            assertThat(network.requests()).hasSize(1);
            assertThat(time.pauses()).isEmpty();
        }
    }

    @Test
    void saysThatACertificateIsForAnotherHost() {
        try (var network = new CorporateNetwork()) {
            assertThat(failure(through("http://" + network.address(), true), "https://github.acme.invalid"))
                    .contains("the certificate of github.acme.invalid is for another host");
        }
    }

    @Test
    void namesTheProxyThatRefusesAndNeverItsPassword() {
        try (var network = network().requires("user", "right-password")) {
            assertThat(failure(through("http://user:wrong-password@" + network.address(), true)))
                    .contains("the proxy " + network.address() + " requires authentication (407): it does not accept")
                    .doesNotContain("wrong-password");
            assertThat(failure(through("http://" + network.address(), true)))
                    .contains("(407): expected HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT");
            assertThat(network.requests()).hasSize(2);
        }
        try (var network = network().refuses("403 Forbidden")) {
            assertThat(failure(through("http://" + network.address(), true)))
                    .contains("the proxy " + network.address() + " does not connect to api.github.com (403)");
            assertThat(network.requests()).hasSize(1);
        }
        try (var network = network().refuses("503 Service Unavailable")) {
            assertThat(failure(through("http://" + network.address(), true))).contains("api.github.com (503)");
            assertThat(network.requests()).as("tries again").hasSize(4);
        }
    }

    @Test
    void namesTheProxyThatIsNotThere() throws Exception {
        try (var deaf = RawServer.deaf()) {
            assertThat(failure(through("http://127.0.0.1:" + deaf.getLocalPort(), true)))
                    .contains("the connection to the proxy 127.0.0.1:" + deaf.getLocalPort() + " was refused");
        }
        assertThat(failure(through("http://proxy.invalid:3128", true)))
                .contains("the host name of the proxy proxy.invalid:3128 cannot be resolved");
    }

    private static CorporateNetwork network() {
        return new CorporateNetwork().serves("api.github.com", "", SERVER.baseUrl());
    }

    private static Function<URI, NetworkRoute> through(String proxy, boolean trusted) {
        Map<String, String> environment = trusted
                ? Map.of(
                        "https_proxy",
                        proxy,
                        "SSL_CERT_FILE",
                        CorporateNetwork.authority().toString())
                : Map.of("https_proxy", proxy);
        return server ->
                NetworkRoute.to(server, name -> Optional.ofNullable(environment.get(name)), name -> Optional.empty());
    }

    private String failure(Function<URI, NetworkRoute> routes) {
        return failure(routes, API);
    }

    private String failure(Function<URI, NetworkRoute> routes, String api) {
        return String.valueOf(failure(GitHubException.GitHubUnavailableException.class, () -> client(routes, api)
                        .account())
                .getMessage());
    }

    private GitHubClient client(Function<URI, NetworkRoute> routes) {
        return client(routes, API);
    }

    private GitHubClient client(Function<URI, NetworkRoute> routes, String api) {
        return new GitHubClientFactory(
                        TestSettings.defaults(), routes, "0.1.0", time, time.pause(), RandomGenerator.getDefault())
                .connect(credential(), TimeBudget.of(Duration.ofMinutes(15), time), ApiUrl.parse(api));
    }
}
