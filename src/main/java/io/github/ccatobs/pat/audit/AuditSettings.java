package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.github.ccatobs.pat.settings.StrictBooleanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** The settings of audits. */
@ConfigMapping(prefix = "ccat.pat.audit")
public interface AuditSettings {

    /**
     * When {@code serve} audits: a cron expression of six fields, seconds first. More often costs GitHub's quota, a call
     * or more for each repository each time.
     */
    @WithDefault("0 0 3 * * ?")
    String cron();

    /** Time zone of the cron expression, e.g. {@code Europe/Berlin}. */
    @WithDefault("UTC")
    String timeZone();

    /** The age at which an unwritten secret becomes a finding. More reports a token without rotation later. */
    @WithDefault("P180D")
    @WithConverter(DurationWithUnit.class)
    Duration maxAge();

    /**
     * Whether to look for secrets of the same name in the organisation and in environments, which hide the repository's or are
     * hidden by it. Costs two more requests for each repository, and one for each environment.
     */
    @WithDefault("true")
    @WithConverter(StrictBooleanConverter.class)
    boolean shadows();

    /**
     * Whether to look for the secret in all repositories of the organisation, also those that the graph does not list.
     * Costs one more request for each of these, and one for each hundred of the organisation.
     */
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean sweep();

    /**
     * Repositories, {@code owner/name}, that may be as they are. Each hides all findings of its repository until its day
     * has passed, so more of them hide more.
     */
    Map<String, WaiverSettings> accept();

    /** An accepted exception for one repository. */
    interface WaiverSettings {

        /**
         * The repository, where the key is only a label: the name of an environment variable cannot hold {@code
         * owner/name}.
         */
        Optional<String> repository();

        /** The reason, for the record. */
        String reason();

        /** The last day, by UTC, on which it holds, e.g. {@code 2027-01-31}. */
        LocalDate until();
    }
}
