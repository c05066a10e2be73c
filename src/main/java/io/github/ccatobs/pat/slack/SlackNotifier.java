package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.network.NetworkRoute;
import io.github.ccatobs.pat.notification.DeploymentSettings;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.OperatorInstructions;
import io.github.ccatobs.pat.notification.TokenRenewalInstructions;
import io.github.ccatobs.pat.token.SecretReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A Slack channel, reached through its incoming webhook. A message that Slack may not have taken is sent again, so a
 * connection that is cut after Slack took it can make it appear twice; it is never lost silently.
 */
@ApplicationScoped
class SlackNotifier implements Notifier {

    private static final int ATTEMPTS = 5;
    /** For all waits together. With the attempts it stays well below the time of a lease. */
    private static final Duration WAIT_LIMIT = Duration.ofMinutes(2);

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), WAIT_LIMIT);

    private final SlackSettings settings;
    private final SecretReader secrets;
    private final Clock clock;
    private final Sleeper sleeper;
    private final OperatorInstructions instructions;
    private final RepositoryLinks pages;
    private final TokenRenewalInstructions renewal;
    private final Optional<LinkButton> run;

    SlackNotifier(
            SlackSettings settings,
            GitHubSettings gitHubSettings,
            DeploymentSettings deployment,
            OperatorInstructions instructions,
            TokenRenewalInstructions renewal,
            SecretReader secrets,
            Clock clock,
            Sleeper sleeper) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
        this.sleeper = sleeper;
        this.instructions = instructions;
        this.renewal = renewal;
        this.pages = RepositoryLinks.of(gitHubSettings, SlackNotifier::variable);
        this.run = RunPage.button(deployment, SlackNotifier::variable);
    }

    private SlackMessage message(Notification notification) {
        var buttons = new MessageButtons(pages, Runbook.parse(settings.runbookUrl()), run, this::form);
        return new MessageRenderer(pages, instructions, buttons).of(notification);
    }

    /** A setting that the form does not take is no reason to keep a message back. */
    private Optional<URI> form(Notification.OfAudit notification) {
        try {
            var audit = notification.audit().record();
            var form = renewal.form(audit.secret(), audit.summary().repositories(), SlackNotifier::variable);
            return Optional.of(form.address());
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public boolean isOpen() {
        return given(settings.webhookUrl()).isPresent()
                || given(settings.webhookSecretId()).isPresent();
    }

    private static Optional<String> given(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank());
    }

    @Override
    public void verify() {
        var unusedWebhook = configured();
        var unusedRunbook = Runbook.parse(settings.runbookUrl());
    }

    @Override
    public String preview(Notification notification) {
        return message(notification).pretty();
    }

    @Override
    public void post(Notification notification) {
        post(notification, UnaryOperator.identity(), "it will be posted with the next message");
    }

    @Override
    public void postTest(Notification notification) {
        post(notification, SlackMessage::asTest, "a test is not posted later: send it again");
    }

    /** {@code afterwards} is what becomes of a message that Slack did not take for now. */
    private void post(Notification notification, UnaryOperator<SlackMessage> marked, String afterwards) {
        var url = url();
        String json = json(notification, marked);
        try (var webhookClient = client(url)) {
            var end = clock.instant().plus(WAIT_LIMIT);
            int attempt = 1;
            while (attempt(webhookClient, json) instanceof WebhookResult.Retryable later) {
                var wait = later.pause().orElse(BACKOFF.after(attempt - 1));
                if (attempt == ATTEMPTS || !isInTime(wait, end)) {
                    throw new NotificationFailedException(later.why() + ", " + tried(attempt) + "; " + afterwards);
                }
                sleeper.sleep(wait);
                attempt++;
            }
        } catch (NotificationFailedException failure) {
            throw new NotificationFailedException(
                    "the message " + notification.kind() + " was not posted to Slack: " + failure.getMessage());
        }
    }

    private SlackWebhookClient client(WebhookUrl url) {
        try {
            return new SlackWebhookClient(url, NetworkRoute.to(url.address()), settings.timeout());
        } catch (IllegalArgumentException e) {
            throw new NotificationFailedException(String.valueOf(e.getMessage()));
        }
    }

    private String json(Notification notification, UnaryOperator<SlackMessage> marked) {
        try {
            return marked.apply(message(notification)).json();
        } catch (IllegalArgumentException e) {
            throw new NotificationFailedException("nothing can be posted to Slack: " + e.getMessage());
        }
    }

    private boolean isInTime(Duration wait, Instant end) {
        return !Thread.currentThread().isInterrupted()
                && !clock.instant().plus(wait).isAfter(end);
    }

    private static String tried(int attempts) {
        return "tried " + Plurals.of(attempts, "time", "times");
    }

    /**
     * Tries once.
     *
     * @throws NotificationFailedException when a retry is useless
     */
    private WebhookResult attempt(SlackWebhookClient webhookClient, String json) {
        try {
            var result = WebhookResult.of(webhookClient.post(json), clock.instant());
            if (result instanceof WebhookResult.Permanently(String why)) {
                throw new NotificationFailedException(why);
            }
            return result;
        } catch (IOException e) {
            return new WebhookResult.Retryable(String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    /** A URL that is given comes first; one in the vault is read anew each time, as it may have been renewed. */
    private WebhookUrl configured() {
        return given(settings.webhookUrl())
                .map(url -> WebhookUrl.parse(SecretValue.of(url), "SLACK_WEBHOOK_URL (ccat.pat.slack.webhook-url)"))
                .or(() -> given(settings.webhookSecretId())
                        .map(id -> WebhookUrl.parse(
                                secrets.read(id.strip()), "the secret that ccat.pat.slack.webhook-secret-id names")))
                .orElseThrow(
                        () -> new NotificationFailedException("no Slack webhook is configured: set SLACK_WEBHOOK_URL"));
    }

    private WebhookUrl url() {
        try {
            return configured();
        } catch (IllegalArgumentException | SecretUnavailableException e) {
            throw new NotificationFailedException("nothing can be posted to Slack: " + e.getMessage());
        }
    }
}
