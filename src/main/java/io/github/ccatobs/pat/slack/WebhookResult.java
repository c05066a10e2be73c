package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.RetryAfter;
import io.github.ccatobs.pat.slack.SlackWebhookClient.WebhookResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The result of posting a message. */
sealed interface WebhookResult {

    /** People can read it. */
    record Posted() implements WebhookResult {}

    /**
     * It may be posted when tried again.
     *
     * @param why for a person
     * @param pause how long Slack asks to wait, if it does
     */
    record Retryable(String why, Optional<Duration> pause) implements WebhookResult {}

    /** It will never be; {@code why} says what to do. */
    record Permanently(String why) implements WebhookResult {}

    /** Judges a reply that came at {@code now}. */
    static WebhookResult of(WebhookResponse response, Instant now) {
        int status = response.status();
        if (status == 200) {
            return response.body().strip().equals("ok")
                    ? new Posted()
                    : new Permanently(
                            "it answered 200, but not with Slack's \"ok\": check that the address is an incoming"
                                    + " webhook, and that no proxy is in between");
        }
        if (status == 429) {
            return new Retryable("Slack's rate limit is reached (429)", pause(response, now));
        }
        return status >= 500
                ? new Retryable(SlackErrors.failure(status, response.body()), pause(response, now))
                : new Permanently(SlackErrors.explain(status, response.body()));
    }

    /** Slack's wish, when it is ahead of now. */
    private static Optional<Duration> pause(WebhookResponse response, Instant now) {
        return response.retryAfter()
                .flatMap(text -> RetryAfter.parse(text, now))
                .filter(Duration::isPositive);
    }
}
