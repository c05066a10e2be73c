package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an App is installed: on all repositories of an organization until some are selected, and with what is granted. */
public final class SandboxInstallation {

    private final SandboxApp app;
    private final String organization;
    private volatile Map<String, String> granted = Map.of();
    private volatile @Nullable Set<String> selected;
    private volatile @Nullable Instant suspendedAt;
    private volatile @Nullable Instant suspendedUntil;
    private volatile boolean removed;

    SandboxInstallation(SandboxApp app, String organization) {
        this.app = app;
        this.organization = organization;
    }

    /** Grants exactly these permissions, e.g. {@code secrets=write}. Tokens that are out keep what they have. */
    public SandboxInstallation granting(String... permissions) {
        granted = SandboxToken.permissions(permissions);
        return this;
    }

    /** Reaches these repositories, {@code owner/name}, and no others. */
    public SandboxInstallation onlyOn(String... repositories) {
        selected = Arrays.stream(repositories).map(SandboxInstallation::key).collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /** Suspends it at a moment of the sandbox's clock, until another: its tokens are refused, and it gets none. */
    public SandboxInstallation suspendedBetween(Instant from, Instant until) {
        suspendedAt = from;
        suspendedUntil = until;
        return this;
    }

    /** Suspends it, for as long as there is time. */
    public SandboxInstallation suspended() {
        return suspendedBetween(Instant.MIN, Instant.MAX);
    }

    /** Its number, in addresses. */
    public long id() {
        return Accounts.id(organization + "/" + app.id());
    }

    void removed() {
        removed = true;
    }

    boolean isRemoved() {
        return removed;
    }

    SandboxApp app() {
        return app;
    }

    String organization() {
        return organization;
    }

    Map<String, String> granted() {
        return granted;
    }

    boolean isSelective() {
        return selected != null;
    }

    boolean isSuspendedAt(Instant now) {
        Instant from = suspendedAt;
        Instant until = suspendedUntil;
        return from != null && until != null && !now.isBefore(from) && now.isBefore(until);
    }

    Optional<Instant> suspensionAt(Instant now) {
        return isSuspendedAt(now) ? Optional.of(now) : Optional.empty();
    }

    boolean reaches(String repository) {
        Set<String> chosen = selected;
        return key(repository).startsWith(key(organization) + "/")
                && (chosen == null || chosen.contains(key(repository)));
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Where it is. */
    @Override
    public String toString() {
        return "SandboxInstallation[" + app.slug() + " on " + organization + "]";
    }
}
