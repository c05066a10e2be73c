package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.network.NetworkRoute;
import io.github.ccatobs.pat.notification.Notifier.NotificationFailedException;
import io.github.ccatobs.pat.notification.StartFailureNotifier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Posts to the webhook of the settings; one in a vault is out of reach without the application. */
public final class SlackStartFailureNotifier implements StartFailureNotifier {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 2_000;

    @Override
    public void auditFailed(Function<String, Optional<String>> settings, String reason, Instant now) {
        settings.apply("ccat.pat.slack.webhook-url")
                .or(() -> settings.apply("SLACK_WEBHOOK_URL"))
                .filter(url -> !url.isBlank())
                .ifPresent(url -> post(url, message(settings, TokenRedactor.of(reason), now)));
    }

    private static SlackMessage message(Function<String, Optional<String>> settings, String reason, Instant now) {
        return new SlackMessage("red_circle", "Audits do not start: nothing was checked")
                .say("A setting is wrong. Until it is right, the state of every repository is unknown.")
                .say(Mrkdwn.bold("Why:") + " " + Mrkdwn.foreign(reason, LONGEST_REASON))
                .aside("Last try: " + Timestamps.print(now) + ".")
                .button(runbook(settings).section(Runbook.AUDIT_FAILED));
    }

    /** A wrong one keeps no message back. */
    private static Runbook runbook(Function<String, Optional<String>> settings) {
        try {
            return Runbook.parse(settings.apply("ccat.pat.slack.runbook-url").orElse(SlackSettings.RUNBOOK));
        } catch (IllegalArgumentException ignored) {
            return Runbook.parse(SlackSettings.RUNBOOK);
        }
    }

    private static void post(String url, SlackMessage message) {
        try {
            var webhook = WebhookUrl.parse(SecretValue.of(url), "SLACK_WEBHOOK_URL (ccat.pat.slack.webhook-url)");
            try (var client = new SlackWebhookClient(webhook, NetworkRoute.to(webhook.address()), TIMEOUT)) {
                switch (WebhookResult.of(client.post(message.json()), Instant.now())) {
                    case WebhookResult.Posted posted -> {}
                    case WebhookResult.Retryable(var why, var pause) -> throw new NotificationFailedException(why);
                    case WebhookResult.Permanently(var why) -> throw new NotificationFailedException(why);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NotificationFailedException(String.valueOf(e.getMessage()));
        }
    }
}
