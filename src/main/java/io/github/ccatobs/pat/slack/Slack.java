package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.Vault;
import io.github.ccatobs.pat.domain.VaultException;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.Pause;
import io.github.ccatobs.pat.notice.DeploymentSettings;
import io.github.ccatobs.pat.notice.Notice;
import io.github.ccatobs.pat.notice.NoticeBoard;
import io.github.ccatobs.pat.notice.OperatorInstructions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A Slack channel, reached through its incoming webhook. A message that Slack may not have taken is sent again, so a
 * connection that is cut after Slack took it can make it appear twice; it is never lost without somebody being told.
 */
@ApplicationScoped
class Slack implements NoticeBoard {

    private static final int ATTEMPTS = 5;
    /** For all waits together. With the attempts it stays well below the time for which a teller holds its claim. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final SlackSettings settings;
    private final Vault vault;
    private final Clock clock;
    private final Pause pause;
    private final OperatorInstructions instructions;
    private final WebPages pages;
    private final Optional<LinkButton> run;

    Slack(
            SlackSettings settings,
            GitHubSettings gitHubSettings,
            DeploymentSettings deployment,
            OperatorInstructions instructions,
            Vault vault,
            Clock clock,
            Pause pause) {
        this.settings = settings;
        this.vault = vault;
        this.clock = clock;
        this.pause = pause;
        this.instructions = instructions;
        this.pages = WebPages.of(gitHubSettings);
        this.run = RunPage.button(deployment, name -> Optional.ofNullable(System.getenv(name)));
    }

    private Message message(Notice notice) {
        var buttons = new MessageButtons(pages, Runbook.parse(settings.runbookUrl()), run);
        return new Rendering(pages, instructions, buttons).of(notice);
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
        var unused = configured();
    }

    @Override
    public String preview(Notice notice) {
        return message(notice).pretty();
    }

    @Override
    public void post(Notice notice) {
        post(notice, UnaryOperator.identity());
    }

    @Override
    public void postTest(Notice notice) {
        post(notice, Message::asTest);
    }

    private void post(Notice notice, UnaryOperator<Message> marked) {
        var url = url();
        String json = json(notice, marked);
        try (var wire = new Wire(settings.timeout())) {
            var end = clock.instant().plus(PATIENCE);
            int attempt = 1;
            while (attempt(wire, url, json) instanceof Verdict.Later later) {
                var wait = later.pause().orElse(FIRST_WAIT.multipliedBy(1L << (attempt - 1)));
                if (attempt == ATTEMPTS || !isInTime(wait, end)) {
                    throw new NotPosted(later.why() + ", " + tried(attempt) + "; it is told again the next time");
                }
                pause.last(wait);
                attempt++;
            }
        } catch (NotPosted failure) {
            throw new NotPosted("the message " + notice.kind() + " was not posted to Slack: " + failure.getMessage());
        }
    }

    private String json(Notice notice, UnaryOperator<Message> marked) {
        try {
            return marked.apply(message(notice)).json();
        } catch (IllegalArgumentException misconfigured) {
            throw new NotPosted("nothing can be posted to Slack: " + misconfigured.getMessage());
        }
    }

    private boolean isInTime(Duration wait, Instant end) {
        return !Thread.currentThread().isInterrupted()
                && !clock.instant().plus(wait).isAfter(end);
    }

    private static String tried(int attempts) {
        return "tried " + Counted.of(attempts, "time", "times");
    }

    /**
     * Tries once.
     *
     * @throws NotPosted when there is no use in trying again
     */
    private Verdict attempt(Wire wire, WebhookUrl url, String json) {
        try {
            var verdict = Verdict.of(wire.post(url, json), clock.instant());
            if (verdict instanceof Verdict.Never(String why)) {
                throw new NotPosted(why);
            }
            return verdict;
        } catch (IOException silence) {
            return new Verdict.Later(String.valueOf(silence.getMessage()), Optional.empty());
        }
    }

    /** A URL that is given comes first; one in the vault is read anew each time, as it may have been renewed. */
    private WebhookUrl configured() {
        return given(settings.webhookUrl())
                .map(url -> WebhookUrl.parse(SecretValue.of(url), "SLACK_WEBHOOK_URL (ccat.pat.slack.webhook-url)"))
                .or(() -> given(settings.webhookSecretId())
                        .map(id -> WebhookUrl.parse(
                                vault.read(id.strip()), "the secret that ccat.pat.slack.webhook-secret-id names")))
                .orElseThrow(() -> new NotPosted("no Slack webhook is configured: set SLACK_WEBHOOK_URL"));
    }

    private WebhookUrl url() {
        try {
            return configured();
        } catch (IllegalArgumentException | VaultException misconfigured) {
            throw new NotPosted("nothing can be posted to Slack: " + misconfigured.getMessage());
        }
    }
}
