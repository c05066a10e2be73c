package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/** What an audit holds repositories to. */
@ConfigMapping(prefix = "ccat.pat.audit")
public interface AuditSettings {

    /**
     * When {@code serve} audits: a cron expression of six fields, seconds first. More often costs GitHub's quota, a call
     * or more for each repository each time.
     */
    @WithDefault("0 0 3 * * ?")
    String cron();

    /** Whose clocks the hours of {@code cron} are of, such as {@code Europe/Berlin}. */
    @WithDefault("UTC")
    String timeZone();

    /** How long a secret may stay unwritten. More tells later of a token that nobody rotates. */
    @WithDefault("P180D")
    @WithConverter(DurationWithUnit.class)
    Duration maxAge();

    /**
     * Whether to look for secrets of the same name in the organisation and in environments, which hide ours or are
     * hidden by it. Costs two more requests for each repository, and one for each environment.
     */
    @WithDefault("true")
    boolean shadows();

    /**
     * Whether to look for the secret in all repositories of the organisation, also those that the graph does not list.
     * Costs one more request for each of these, and one for each hundred of the organisation.
     */
    @WithDefault("false")
    boolean sweep();

    /**
     * Repositories, {@code owner/name}, that may be as they are. Each hides all findings of its repository until its day
     * has passed, so more of them hide more.
     */
    Map<String, WaiverSettings> accept();

    /** Somebody's decision about one repository. */
    interface WaiverSettings {

        /** Why, for whoever asks later. */
        String reason();

        /** The last day, by UTC, on which it holds, such as {@code 2027-01-31}. */
        LocalDate until();
    }
}
