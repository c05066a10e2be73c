package io.github.ccatobs.pat.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToIgnoreCase;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.RawServer;
import io.github.ccatobs.pat.github.SecretLeakCheck;
import io.github.ccatobs.pat.notification.DeploymentSettings;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import io.github.ccatobs.pat.notification.SampleNotifications;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.token.TestSecretReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook behind real sockets; after each test its address is nowhere to be read. */
@Execution(ExecutionMode.SAME_THREAD)
class SlackNotifierTest {

    private static final String SECRET_PART = "B0SECRETPART";
    private static final String PATH = "/services/T00/" + SECRET_PART + "/x";
    private static final Notification NOTICE = SampleNotifications.all().getFirst();

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @RegisterExtension
    final SecretLeakCheck everything = new SecretLeakCheck(SECRET_PART);

    private final MutableClock time = new MutableClock();
    private final Map<String, String> settings = new HashMap<>();
    private Function<String, SecretValue> secrets = id -> {
        throw new AssertionError("nobody asked for " + id);
    };

    @Test
    void logsLeaveTheWebhookOutAlsoInARequestsLine() {
        String path = "/services/T0LOGS/B0LOGS/x0logs";
        assertThat(WebhookUrl.parse(SecretValue.of("https://hooks.slack.com" + path), "a test"))
                .hasToString("WebhookUrl[...]");
        assertThat(KnownSecrets.redact("POST " + path + " HTTP/1.1")).isEqualTo("POST [a secret] HTTP/1.1");
    }

    @Test
    void postsTheMessageOnce() {
        answer(aResponse().withBody("ok"));
        slack().post(NOTICE);
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("Content-Type", equalToIgnoreCase("application/json; charset=utf-8"))
                        .withRequestBody(equalTo(
                                TestRenderers.beside(new RepositoryLinks(java.util.Optional.of("https://github.com")))
                                        .of(NOTICE)
                                        .json())));
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void marksATestForThoseWhoReadIt() {
        answer(aResponse().withBody("ok"));
        slack().postTest(NOTICE);
        var posted =
                SERVER.findAll(postRequestedFor(urlEqualTo(PATH))).getFirst().getBodyAsString();
        BlockKit.check(posted);
        assertThat(BlockKit.texts(posted).getFirst()).contains(": TEST: ");
        assertThat(BlockKit.texts(posted).get(1)).startsWith("This is a test message with made-up content");
        assertThat(posted).startsWith("{\"text\":\"TEST: ");
    }

    @Test
    void tellsOfAnAuditThatDidNotStartWithTheTextsOfSettingsAlone() {
        answer(aResponse().withBody("ok"));
        Map<String, String> given =
                Map.of("SLACK_WEBHOOK_URL", SERVER.baseUrl() + PATH, "ccat.pat.slack.runbook-url", "wiki");
        new SlackStartFailureNotifier()
                .auditFailed(
                        key -> Optional.ofNullable(given.get(key)), "ccat.pat.audit.max-age is '90'", time.instant());
        var posted =
                SERVER.findAll(postRequestedFor(urlEqualTo(PATH))).getFirst().getBodyAsString();
        BlockKit.check(posted);
        assertThat(posted).contains("Audits do not start", "ccat.pat.audit.max-age is '90'", "runbook.md#audit-failed");

        new SlackStartFailureNotifier().auditFailed(key -> Optional.empty(), "nobody is configured", time.instant());
        SERVER.verify(1, postRequestedFor(urlEqualTo(PATH)));

        answer(aResponse().withStatus(404).withBody("no_service"));
        var failure = catchThrowableOfType(NotificationFailedException.class, () -> new SlackStartFailureNotifier()
                .auditFailed(key -> Optional.ofNullable(given.get(key)), "again", time.instant()));
        assertThat(failure.why()).contains("no_service");
    }

    @Test
    void saysWhenTheRunbookIsNoAddress() {
        settings.put("ccat.pat.slack.runbook-url", "wiki");
        assertThat(failure(slack()))
                .isEqualTo("nothing can be posted to Slack: ccat.pat.slack.runbook-url is 'wiki': expected an http or"
                        + " https address of at most 500"
                        + " characters, e.g. https://wiki.example.org/ccat-pat");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, PT7S",
        "429, '', PT1S",
        "429, soon, PT1S",
        "429, -5, PT1S",
        "429, 0, PT1S",
        "429, 99999999999999999999, PT1S",
        "429, 1e3, PT1S",
        "429, 'Mon, 23 Nov 2026 09:00:30 GMT', PT30S",
        "429, 'Mon, 23 Nov 2020 09:00:30 GMT', PT1S",
        "500, '', PT1S",
        "502, '', PT1S",
        "503, 4, PT4S",
    })
    void triesAgainWhenSlackAsksTo(int status, String retryAfter, Duration wait) {
        answerInTurn(
                aResponse().withStatus(status).withHeader("Retry-After", retryAfter),
                aResponse().withBody("ok"));
        slack().post(NOTICE);
        assertThat(time.pauses()).containsExactly(wait);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void givesUpAfterFiveTries() {
        answer(aResponse().withStatus(503));
        assertThat(failure(slack()))
                .isEqualTo("the message findings was not posted to Slack: Slack answered 503, tried 5 times; it will"
                        + " be posted with the next message");
        assertThat(posts()).isEqualTo(5);
        assertThat(time.pauses())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    /** The store keeps no test. */
    @Test
    void promisesNoTestMessageForLater() {
        answer(aResponse().withStatus(503));
        var slackNotifier = slack();
        assertThat(catchThrowableOfType(NotificationFailedException.class, () -> slackNotifier.postTest(NOTICE)))
                .hasMessageEndingWith("tried 5 times; a test is not posted later: send it again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void doesNotWaitForHours(String retryAfter) {
        answer(aResponse().withStatus(429).withHeader("Retry-After", retryAfter));
        assertThat(failure(slack())).contains("rate limit is reached (429), tried 1 time;");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void waitsTwoMinutesInAll() {
        answer(aResponse().withStatus(429).withHeader("Retry-After", "50"));
        assertThat(failure(slack())).contains("tried 3 times");
        assertThat(time.paused()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void triesAgainWhenSlackFailsToRollUpAndNamesIt() {
        answer(aResponse().withStatus(500).withBody("rollup_error"));
        assertThat(failure(slack()))
                .contains("Slack answered 500 rollup_error: Slack failed inside; see status.slack.com");
        assertThat(posts()).isGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload, 400 invalid_payload, it does not understand the message; this is a defect in ccat-pat",
        "400, no_text, 400 no_text, the message has no text; this is a defect in ccat-pat",
        "400, msg_blocks_too_long, 400 msg_blocks_too_long, the blocks of the message are too long together; this is",
        "400, msg_too_long, 400 msg_too_long, the text of the message is too long; this is a defect in ccat-pat",
        "400, invalid_blocks, 400 invalid_blocks, a block of the message does not follow Block Kit's rules; this is",
        "400, invalid_blocks_format, 400 invalid_blocks_format, the blocks of the message are not a list of Block Kit's",
        "400, too_many_attachments, 400 too_many_attachments, the message has more attachments than Slack takes; this",
        "400, user_not_found, 400 user_not_found, the webhook posts to a person who is not in the workspace any more",
        "404, no_active_hooks, 404 no_active_hooks, the webhook was removed or disabled; make a new one",
        "404, no_service_id, 404 no_service_id, the address is incomplete: Slack finds no webhook in it; copy",
        "404, no_team, 404 no_team, the webhook's workspace is gone; make a new one",
        "403, posting_to_general_channel_denied, 403 posting_to_general_channel_denied, an administrator lets only some",
        "403, action_prohibited, 403 action_prohibited, an administrator has forbidden such messages",
        "403, invalid_token, 403 invalid_token, the last part of the webhook's address is wrong or was revoked",
        "404, no_service, 404 no_service, the webhook was removed or disabled; make a new one",
        "404, channel_not_found, 404 channel_not_found, the webhook's channel is gone",
        "410, channel_is_archived, 410 channel_is_archived, the webhook's channel is archived",
        "404, team_disabled, 404 team_disabled, the webhook's workspace is disabled",
        "403, '<html>B0SECRETPART</html>', 403, check the webhook in Slack's app settings",
        "418, '', 418, check that the address is an incoming webhook",
        "404, 'no_service\u001b[2J', 404, check the webhook in Slack's app settings",
        "404, '\u202eno_service', 404, check the webhook in Slack's app settings",
        "404, 'no_service\r\nFORGED \u009b31m', 404, check the webhook in Slack's app settings",
    })
    void reportsARefusalOnceAndSaysWhatToDo(int status, String body, String shown, String advice) {
        answer(aResponse().withStatus(status).withBody(body));
        assertThat(failure(slack()))
                .startsWith("the message findings was not posted to Slack: Slack refused it (" + shown + "): " + advice)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]|FORGED");
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "ok, really", "<html>Log in</html>", "{\"ok\":false}"})
    void takesNothingButOkForPosted(String body) {
        answer(aResponse().withBody(body));
        assertThat(failure(slack())).contains("it answered 200, but not with Slack's \"ok\"");
        assertThat(posts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (var other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            answer(aResponse().withStatus(status).withHeader("Location", other.url() + PATH));
            assertThat(failure(slack())).contains("it points to another address, which is never followed");
            assertThat(other.connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void triesAgainAfterABrokenConnection(Fault fault) {
        answerInTurn(aResponse().withFault(fault), aResponse().withBody("ok"));
        slack().post(NOTICE);
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void saysThatNobodyListens() {
        settings.put("ccat.pat.slack.webhook-url", "http://127.0.0.1:1" + PATH);
        assertThat(failure(slack())).contains("no connection, or it was cut, tried 5 times");
    }

    @Test
    void readsNoEndlessBody() {
        try (var server = RawServer.answering(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = "B0SECRETPART ".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(piece);
            }
        })) {
            settings.put("ccat.pat.slack.webhook-url", server.url() + PATH);
            assertThat(failure(slack())).contains("not with Slack's \"ok\"");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"})
    void doesNotWaitForAnAnswerThatStops(String beginning) {
        var over = new CountDownLatch(1);
        try (var server = RawServer.answering(out -> {
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            over.await();
        })) {
            settings.put("ccat.pat.slack.webhook-url", server.url() + PATH);
            settings.put("ccat.pat.slack.timeout", "100ms");
            assertThat(failure(slack())).contains("no answer within 0.1 s, tried 5 times");
            assertThat(server.connections()).isBetween(1, 5);
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B0SECRETPART",
                "https://",
                "https:///services/B0SECRETPART",
                "http://hooks.slack.com/services/B0SECRETPART",
                "ftp://hooks.slack.com/B0SECRETPART",
                "https://user:B0SECRETPART@hooks.slack.com/",
                "https://hooks.slack.com/B0SECRETPART#x",
                "https://hooks.slack.com:99999/B0SECRETPART",
                "https://hooks.slack.com/a b/B0SECRETPART",
                "https://hooks.slack.com/é/B0SECRETPART",
                "https://hooks.slack.com/\u0000B0SECRETPART",
                "http://localhost.evil.example/B0SECRETPART",
            })
    void saysWhatAWebhookIsWithoutRepeatingWhatCame(String url) {
        settings.put("ccat.pat.slack.webhook-url", url);
        assertThat(failure(slack()))
                .isEqualTo("nothing can be posted to Slack: SLACK_WEBHOOK_URL (ccat.pat.slack.webhook-url) is not a"
                        + " webhook: expected an address like https://hooks.slack.com/services/..., with plain http"
                        + " only for this machine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hooks.slack.com/services/T/B/x", " https://hooks.slack.com/x\n", "http://a.localhost/x"
            })
    void takesAWebhook(String url) {
        var parsed = WebhookUrl.parse(SecretValue.of(url), "here");
        assertThat(parsed).hasToString("WebhookUrl[...]");
        assertThat(parsed.address()).hasToString(url.strip());
    }

    @Test
    void readsTheWebhookFromTheVaultForEachMessage() {
        settings.put("ccat.pat.slack.webhook-secret-id", "prod/slack");
        settings.put("ccat.pat.slack.webhook-url", "");
        secrets = id -> SecretValue.of(SERVER.baseUrl() + PATH + "/" + id);
        SERVER.stubFor(
                post(urlEqualTo(PATH + "/prod/slack")).willReturn(aResponse().withBody("ok")));
        var slackNotifier = new SlackNotifier(
                mapped(),
                gitHub(),
                Settings.of(DeploymentSettings.class, Map.of()),
                TestInstructions.ofCommand(),
                TestInstructions.renewal(),
                TestSecretReader.ofSecrets(secrets),
                time,
                time.pause());
        assertThat(slackNotifier.isOpen()).isTrue();
        slackNotifier.post(NOTICE);
        SERVER.verify(1, postRequestedFor(urlEqualTo(PATH + "/prod/slack")));
    }

    @Test
    void saysWhyTheVaultGaveNoWebhook() {
        settings.put("ccat.pat.slack.webhook-secret-id", "prod/slack");
        settings.put("ccat.pat.slack.webhook-url", " ");
        secrets = id -> {
            throw new SecretUnavailableException("secret '" + id + "' is empty");
        };
        assertThat(failure(slack())).isEqualTo("nothing can be posted to Slack: secret 'prod/slack' is empty");
        secrets = id -> SecretValue.of(SECRET_PART);
        assertThat(failure(slack()))
                .startsWith("nothing can be posted to Slack: the secret that ccat.pat.slack.webhook-secret-id names is"
                        + " not a webhook");
    }

    @Test
    void isClosedUnlessSomebodyConfiguresIt() {
        var slackNotifier = new SlackNotifier(
                mapped(),
                gitHub(),
                Settings.of(DeploymentSettings.class, Map.of()),
                TestInstructions.ofCommand(),
                TestInstructions.renewal(),
                TestSecretReader.ofSecrets(secrets),
                time,
                time.pause());
        assertThat(slackNotifier.isOpen()).isFalse();
        var failure = catchThrowableOfType(NotificationFailedException.class, () -> slackNotifier.post(NOTICE));
        assertThat(failure).hasMessage("no Slack webhook is configured: set SLACK_WEBHOOK_URL");
    }

    @Test
    void verifiesTheAddressAndPostsNothing() {
        slack().verify();
        settings.put("ccat.pat.slack.webhook-url", "hooks.slack.com/services/x");

        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> slack().verify()))
                .hasMessageStartingWith("SLACK_WEBHOOK_URL (ccat.pat.slack.webhook-url) is not a webhook: expected ");
        assertThat(posts()).isZero();
    }

    @Test
    void takesTheConventionalVariable() {
        var mapped = Settings.of(SlackSettings.class, Map.of("SLACK_WEBHOOK_URL", "https://hooks.slack.com/x"));
        assertThat(mapped.webhookUrl()).contains("https://hooks.slack.com/x");
        assertThat(mapped.webhookSecretId()).isEmpty();
        assertThat(mapped.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    private SlackNotifier slack() {
        settings.putIfAbsent("ccat.pat.slack.webhook-url", SERVER.baseUrl() + PATH);
        return new SlackNotifier(
                mapped(),
                gitHub(),
                Settings.of(DeploymentSettings.class, Map.of()),
                TestInstructions.ofCommand(),
                TestInstructions.renewal(),
                TestSecretReader.ofSecrets(secrets),
                time,
                time.pause());
    }

    private SlackSettings mapped() {
        return Settings.of(SlackSettings.class, settings);
    }

    private static GitHubSettings gitHub() {
        return Settings.of(GitHubSettings.class, Map.of());
    }

    private String failure(SlackNotifier slackNotifier) {
        var failure = catchThrowableOfType(NotificationFailedException.class, () -> slackNotifier.post(NOTICE));
        assertThat(failure).isNotNull();
        everything.record(failure);
        return String.valueOf(failure.getMessage());
    }

    private static int posts() {
        return SERVER.getAllServeEvents().size();
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(answer));
    }

    private static void answerInTurn(ResponseDefinitionBuilder first, ResponseDefinitionBuilder second) {
        var states = List.of(Scenario.STARTED, "again");
        SERVER.stubFor(post(urlEqualTo(PATH))
                .inScenario("turns")
                .whenScenarioStateIs(states.get(0))
                .willReturn(first)
                .willSetStateTo(states.get(1)));
        SERVER.stubFor(post(urlEqualTo(PATH))
                .inScenario("turns")
                .whenScenarioStateIs(states.get(1))
                .willReturn(second));
    }
}
