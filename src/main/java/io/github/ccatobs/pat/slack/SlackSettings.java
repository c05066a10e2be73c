package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where notices are posted. */
@ConfigMapping(prefix = "ccat.pat.slack")
public interface SlackSettings {

    /**
     * The incoming webhook's URL, a secret; set by {@code SLACK_WEBHOOK_URL}. Absent, and without the next, nothing is
     * posted.
     */
    @WithDefault("${SLACK_WEBHOOK_URL:}")
    Optional<String> webhookUrl();

    /**
     * Name or ARN of the secret in AWS Secrets Manager that is the webhook's URL; read anew for each message, which
     * costs a call. A URL that is given comes first.
     */
    Optional<String> webhookSecretId();

    /** The repository's own page. */
    String RUNBOOK = "https://github.com/ccatobs/ccat-pat/blob/main/docs/runbook.md";

    /** The page to which messages lead, http or https; a section's name is appended, unless it names one. */
    @WithDefault(RUNBOOK)
    String runbookUrl();

    /**
     * How long one try may take. More waits longer for a dead server; beyond half a minute, another process may begin to
     * tell the same meanwhile.
     */
    @WithDefault("10s")
    @WithConverter(DurationWithUnit.class)
    Duration timeout();
}
