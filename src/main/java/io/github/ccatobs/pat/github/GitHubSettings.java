package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.github.ccatobs.pat.settings.WholeNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * The connection to GitHub. GitHub publishes these limits:
 * <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate limits for the REST API</a>.
 */
@ConfigMapping(prefix = "ccat.pat.github")
public interface GitHubSettings {

    /**
     * Base URL of the REST API; set by {@code GITHUB_API_URL}. A GitHub Enterprise Server's ends in {@code /api/v3}.
     */
    @WithDefault("${GITHUB_API_URL:https://api.github.com}")
    Optional<String> apiUrl();

    /**
     * URL of the GraphQL API, on the REST API's own host; set by {@code GITHUB_GRAPHQL_URL}. Without one it is {@code /graphql},
     * or {@code /api/graphql} where the REST API ends in {@code /api/v3}.
     */
    @WithDefault("${GITHUB_GRAPHQL_URL:}")
    Optional<String> graphqlUrl();

    /**
     * Name or ARN of a secret in AWS Secrets Manager: the credential that reads and writes, unless a variable of the host
     * ({@code GITHUB_TOKEN} or {@code GH_TOKEN} for github.com) is set, or a GitHub App or {@link #exec} is configured.
     * Without any, a new token writes itself, and audits read with the current one. Costs one call to AWS for each run.
     */
    Optional<String> secretId();

    /**
     * A command that prints the credential that reads and writes, unless a variable of the host is set or a GitHub App is
     * configured: a program and its arguments, without a shell. It comes before {@link #secretId}; costs one run of it for each run.
     */
    Optional<String> exec();

    /**
     * The repository {@code OWNER/REPO} in which one issue tells the state and its comments the news. The credential
     * also needs {@code Issues: write} there; costs two or three calls for each audit.
     */
    Optional<String> issue();

    /** Requests under way at once. GitHub publishes 100 for everything an account does; more leaves less for others. */
    @WithDefault("50")
    @WithConverter(WholeNumber.class)
    int inFlight();

    /** Of those, writes. GitHub asks for writes one after another; more risks its secondary limit. */
    @WithDefault("25")
    @WithConverter(WholeNumber.class)
    int writesInFlight();

    /** Writes in any minute. GitHub publishes 80 content-creating requests; more risks its secondary limit. */
    @WithDefault("75")
    @WithConverter(WholeNumber.class)
    int writesPerMinute();

    /** Writes in any hour. GitHub publishes 500 content-creating requests; more risks its secondary limit. */
    @WithDefault("480")
    @WithConverter(WholeNumber.class)
    int writesPerHour();

    /** Points in any minute, a read 1 and a write 5. GitHub publishes 900; more risks its secondary limit. */
    @WithDefault("800")
    @WithConverter(WholeNumber.class)
    int pointsPerMinute();

    /** Requests of the account's hourly quota left to people; at most a fifth of it. Less can lock them out. */
    @WithDefault("200")
    @WithConverter(WholeNumber.class)
    int reserve();

    /**
     * How long one request may take. GitHub ends its own after 10 seconds; more only waits longer for a dead server.
     */
    @WithDefault("10s")
    @WithConverter(DurationWithUnit.class)
    Duration timeout();
}
