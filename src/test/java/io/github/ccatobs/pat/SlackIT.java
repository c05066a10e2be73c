package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages in Slack while commands run as processes of their own, which share nothing but the store. */
class SlackIT {

    private static final String WEBHOOK = "/services/T000/B000/xxxxWebhookOfTheTestxxxx";

    private final WireMockServer slack = new WireMockServer(options().dynamicPort());
    private PackagedCommand ccat;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        slack.start();
        slack.stubFor(post(anyUrl()).willReturn(ok("ok")));
        ccat = new PackagedCommand(directory, 4)
                .with("SLACK_WEBHOOK_URL", slack.baseUrl() + WEBHOOK)
                .with("GITHUB_TOKEN", PackagedCommand.OLD);
    }

    @AfterEach
    void stop() {
        ccat.close();
        slack.stop();
    }

    @Test
    void hearsOnceOfTwoMissingSecretsAndOnceThatTheyAreThere() throws Exception {
        for (String name : List.of("ccatobs/r02", "ccatobs/r03")) {
            ccat.gitHub.hasRepository(name).withoutSecret();
        }
        assertThat(audit().code()).isEqualTo(1);
        assertThat(messages()).hasSize(1);
        assertThat(messages().getFirst()).contains("ccatobs/r02", "ccatobs/r03").doesNotContain("ccatobs/r04");

        assertThat(audit().code()).isEqualTo(1);
        assertThat(messages()).hasSize(1);

        assertThat(LauncherFixture.finish(ccat.rotate()).code()).isZero();
        assertThat(messages()).hasSize(3);
        assertThat(messages().get(1)).contains("started");
        assertThat(messages().get(2)).contains("complete");

        assertThat(audit().code()).isZero();
        assertThat(messages()).hasSize(4);
        assertThat(messages().getLast()).contains("ccatobs/r02", "ccatobs/r03");
        assertThat(audit().code()).isZero();
        assertThat(messages()).hasSize(4);
        assertThat(ccat.everythingStored()).doesNotContain("xxxxWebhookOfTheTestxxxx");
    }

    /** Nothing listens at the vault's address, so no credential can be had. */
    @Test
    void hearsThatNoAuditCouldBeMadeWithoutACredential() throws Exception {
        ccat.with("GITHUB_TOKEN", "")
                .with("CCAT_PAT_GITHUB_SECRET_ID", "writer")
                .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
                .with("AWS_REGION", "eu-central-1")
                .with("AWS_ACCESS_KEY_ID", "test")
                .with("AWS_SECRET_ACCESS_KEY", "test")
                .with("AWS_MAX_ATTEMPTS", "1");
        assertThat(audit().code()).isEqualTo(5);
        assertThat(messages())
                .singleElement()
                .asString()
                .contains("Audit of GH_PAT failed: nothing was checked", "writer");
    }

    @Test
    void tellsWhetherSlackTakesATestMessage() throws Exception {
        var sent = LauncherFixture.finish(ccat.start("", "slack", "--send", "rotation-stopped"));
        assertThat(sent.code()).as(sent.err()).isZero();
        assertThat(sent.out()).isEqualTo("Slack accepted the test message 'rotation-stopped'.\n");
        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("{\"text\":\"TEST: The rotation of GH_PAT stopped");

        slack.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404).withBody("no_service")));
        var refused = LauncherFixture.finish(ccat.start("", "slack", "--send", "findings"));
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("no_service").doesNotContain(WEBHOOK);
    }

    private LauncherFixture.Ended audit() throws Exception {
        return LauncherFixture.finish(ccat.start("", "audit", "--graph", "graph.yml"));
    }

    private List<String> messages() {
        return slack.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest())
                .map(LoggedRequest::getBodyAsString)
                .toList();
    }
}
