package io.github.ccatobs.pat.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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
                ? new Retryable("Slack answered " + status, pause(response, now))
                : new Permanently(SlackErrors.explain(status, response.body()));
    }

    /** Seconds, or a date, ahead of now; anything else is ignored. */
    private static Optional<Duration> pause(WebhookResponse response, Instant now) {
        return response.retryAfter()
                .map(String::strip)
                .flatMap(text -> seconds(text).or(() -> until(text, now)))
                .filter(Duration::isPositive);
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    private static Optional<Duration> until(String text, Instant now) {
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException ignored) {
            return Optional.empty();
        }
    }
}
