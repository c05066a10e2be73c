package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token this GitHub knows. It starts as a classic one with every right it needs, {@code repo} and
 * {@code workflow}, that never expires. Each method changes it at once, also while the sandbox serves.
 */
public final class SandboxToken {

    private final String value;
    private volatile String login = "octocat";
    private volatile List<String> scopes = List.of("repo", "workflow");
    private volatile @Nullable Map<String, String> permissions;
    private volatile @Nullable Instant expiry;
    private volatile @Nullable Instant lastUse;
    private volatile ExpiryHeader expiryHeader = ExpiryHeader.UTC;
    private volatile @Nullable Set<String> onlySees;
    private volatile Instant revokedFrom = Instant.MAX;
    private volatile boolean pending;
    private volatile @Nullable String ssoUrl;
    private volatile @Nullable String policy;
    private volatile @Nullable SandboxInstallation installation;

    SandboxToken(String value) {
        this.value = value;
    }

    /** Whose it is; {@code octocat} until said otherwise. Rate limits are the user's, whatever the token. */
    public SandboxToken of(String user) {
        login = user;
        return this;
    }

    /** Makes it a classic token with these scopes. */
    public SandboxToken withScopes(String... granted) {
        scopes = List.of(granted);
        permissions = null;
        return this;
    }

    /** Makes it a fine-grained token with permissions such as {@code secrets=write}; write includes read. */
    public SandboxToken fineGrained(String... granted) {
        permissions = permissions(granted);
        return this;
    }

    static Map<String, String> permissions(String... granted) {
        return Arrays.stream(granted)
                .map(permission -> permission.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Makes it a token of an App, which reaches what the App is installed on. */
    SandboxToken ofInstallation(SandboxInstallation where) {
        installation = where;
        login = where.app().slug() + "[bot]";
        return this;
    }

    Optional<SandboxInstallation> installation() {
        return Optional.ofNullable(installation);
    }

    /** Says when it was last used, to Apps that may ask; nothing is said until then. */
    public SandboxToken lastUsedAt(Instant at) {
        lastUse = at;
        return this;
    }

    Optional<Instant> lastUse() {
        return Optional.ofNullable(lastUse);
    }

    /** Lets it expire; from that moment on it is rejected. */
    public SandboxToken expiringAt(Instant at) {
        expiry = at;
        return this;
    }

    /** How its expiry is shown in the response header. */
    public SandboxToken showingExpiryAs(ExpiryHeader format) {
        expiryHeader = format;
        return this;
    }

    /** Hides every repository but these, {@code owner/name}; public ones can still be looked at. */
    public SandboxToken onlySees(String... repositories) {
        onlySees = Arrays.stream(repositories).map(SandboxToken::key).collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /** Rejects it from now on. */
    public SandboxToken revoked() {
        return revokedFrom(Instant.MIN);
    }

    /** Rejects it from {@code at} on, unless it is rejected earlier. */
    SandboxToken revokedFrom(Instant at) {
        revokedFrom = at.isBefore(revokedFrom) ? at : revokedFrom;
        return this;
    }

    /** Accepts it again, as GitHub never does. */
    public SandboxToken accepted() {
        revokedFrom = Instant.MAX;
        return this;
    }

    /** Makes it wait for the organization's approval: until then it can only look at what is public. */
    public SandboxToken awaitingApproval() {
        pending = true;
        return this;
    }

    /** Shuts it out of organizations until single sign-on is passed at {@code url}. */
    public SandboxToken needsSso(String url) {
        ssoUrl = url;
        return this;
    }

    /** Shuts it out of organizations with {@code message}, as a lifetime policy does. */
    public SandboxToken blockedByPolicy(String message) {
        policy = message;
        return this;
    }

    /**
     * Shuts it out of {@code organization}, which lets fine-grained tokens live {@code days} at most, with GitHub's words;
     * {@code id} is the number of its page.
     */
    public SandboxToken livingLongerThan(int days, String organization, long id) {
        return blockedByPolicy(
                "The '%s' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than %d days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/%d"
                        .formatted(organization, days, id));
    }

    /** The token itself. */
    public String value() {
        return value;
    }

    /** Whose limits it has: the user's, or those of the App's installation. */
    String account() {
        return installation()
                .map(where -> login + " on " + where.organization())
                .orElse(login);
    }

    String login() {
        return login;
    }

    boolean isAcceptedAt(Instant now) {
        return now.isBefore(revokedFrom)
                && !installation().map(SandboxInstallation::isRemoved).orElse(false)
                && expiry().map(now::isBefore).orElse(true);
    }

    boolean isSelective() {
        return onlySees != null;
    }

    /** The permissions granted to a fine-grained token; none while it waits for approval. */
    Optional<Map<String, String>> grant() {
        return pending || installation != null ? Optional.empty() : Optional.ofNullable(permissions);
    }

    Map<String, String> granted() {
        return grant().orElse(Map.of());
    }

    boolean isFineGrained() {
        return permissions != null;
    }

    /** Whether a classic token may touch what is private. */
    boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    Collection<String> scopes() {
        return scopes;
    }

    /** Whether a fine-grained token holds a permission; every one may read metadata. */
    boolean may(String permission, boolean write) {
        Map<String, String> granted = permissions;
        return granted != null && may(granted, permission, write);
    }

    static boolean may(Map<String, String> granted, String permission, boolean write) {
        String level = granted.getOrDefault(permission, permission.equals("metadata") ? "read" : "none");
        return level.equals("write") || level.equals("admin") || (!write && level.equals("read"));
    }

    /** Whether this repository is among those the token was made for. */
    boolean covers(String repository) {
        Set<String> seen = onlySees;
        return !pending
                && installation().map(where -> where.reaches(repository)).orElse(true)
                && (seen == null || seen.contains(key(repository)));
    }

    Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    Optional<String> expiryShownAt(Instant now) {
        return expiry().map(at -> expiryHeader.show(at, now));
    }

    Optional<String> ssoUrl() {
        return Optional.ofNullable(ssoUrl);
    }

    Optional<String> policy() {
        return Optional.ofNullable(policy);
    }

    /** Whose it is; not the token. */
    @Override
    public String toString() {
        return "SandboxToken[" + login + "]";
    }

    private static String key(String repository) {
        return repository.toLowerCase(Locale.ROOT);
    }

    /** The ways GitHub has been seen to write {@code github-authentication-token-expiration}. */
    public enum ExpiryHeader {
        /** {@code 2026-12-31 23:00:00 UTC}. */
        UTC {
            @Override
            String show(Instant expiry, Instant now) {
                return format("yyyy-MM-dd HH:mm:ss 'UTC'", ZoneOffset.UTC, expiry);
            }
        },
        /** {@code 2026-12-31 23:00:00 +0200}. */
        OFFSET {
            @Override
            String show(Instant expiry, Instant now) {
                return format("yyyy-MM-dd HH:mm:ss xx", ZoneOffset.ofHours(2), expiry);
            }
        },
        /**
         * The current time instead of the expiry, <a href="https://github.com/google/go-github/issues/3708">seen with
         * fine-grained tokens</a>.
         */
        NOW {
            @Override
            String show(Instant expiry, Instant now) {
                return format("yyyy-MM-dd HH:mm:ss xx", ZoneOffset.ofHours(5), now);
            }
        };

        abstract String show(Instant expiry, Instant now);

        private static String format(String pattern, ZoneOffset zone, Instant at) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .withZone(zone)
                    .format(at);
        }
    }
}
