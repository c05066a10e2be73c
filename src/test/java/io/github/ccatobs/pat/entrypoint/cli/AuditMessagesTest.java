package io.github.ccatobs.pat.entrypoint.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.notification.NotificationStore;
import io.github.ccatobs.pat.notification.TestNotifications;
import io.github.ccatobs.pat.slack.TestSlack;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.SecretReader;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What people hear in Slack of {@code audit}, whose commands share nothing but the store. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class AuditMessagesTest {

    private static final String WEBHOOK = "/services/T000/B000/xxxxWebhookOfTheTestxxxx";

    @RegisterExtension
    static final WireMockExtension SLACK = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @Inject
    TestCommands commands;

    @Inject
    SecretReader secrets;

    @Inject
    CredentialResolver credentials;

    @Inject
    NotificationStore announced;

    @Inject
    AuditHistory history;

    @Inject
    Clock clock;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        SLACK.stubFor(post(anyUrl()).willReturn(ok("ok")));
        var slack = TestNotifications.in(TestSlack.at(SLACK.baseUrl() + WEBHOOK), announced, history, clock);
        fixture = new CliFixture(commands.with(secrets, credentials, slack), directory, 4);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @AfterEach
    void clearFaults() {
        LocalGitHub.gitHub().clearFaults();
    }

    @Test
    void sayThatAnAuditCouldNotTellAndNeverThatAllIsWell() {
        LocalGitHub.gitHub()
                .onRequest("GET", "/user")
                .from(1)
                .answers(401, Map.of(), "{\"message\":\"Bad credentials\"}");
        assertThat(audit().code()).isEqualTo(5);
        assertThat(audit().code()).isEqualTo(5);
        assertThat(messages())
                .singleElement()
                .asString()
                .contains("failed: nothing was checked", "the state of every repository is unknown");

        LocalGitHub.gitHub().clearFaults();
        fixture.repository(3).gone();
        assertThat(audit().code()).isEqualTo(5);
        assertThat(messages()).hasSize(2);
        assertThat(messages().getLast()).contains(fixture.names().get(2), "could not");
    }

    @Test
    void loseNoNewsWhenSlackIsOutOfOrderWhichIsSaidAloud() {
        SLACK.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404).withBody("no_service")));
        fixture.repository(2).withoutSecret();
        var ended = audit();
        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.out()).contains("✗ missing");
        assertThat(ended.err()).contains("Slack", "no_service").doesNotContain("xxxxWebhookOfTheTestxxxx");

        SLACK.stubFor(post(anyUrl()).willReturn(ok("ok")));
        SLACK.resetRequests();
        assertThat(audit().code()).isEqualTo(1);
        assertThat(messages())
                .singleElement()
                .asString()
                .contains(fixture.names().get(1));
    }

    @Test
    void areNotSentOfAnAuditOfSomeRepositories() {
        fixture.repository(2).withoutSecret();
        var ran = fixture.run(
                "", fixture.onThis("audit", "--repo", fixture.names().get(1)));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(messages()).isEmpty();
    }

    private CliFixture.Ran audit() {
        return fixture.run("", fixture.onThis("audit", "--wait", "1m"));
    }

    private static List<String> messages() {
        return SLACK.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }
}
