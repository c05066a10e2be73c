package io.github.ccatobs.pat.sandbox;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A GitHub App that this GitHub knows by its public key. Until said otherwise it asks owners for nothing, and gets tokens of 40
 * characters. Each method changes it at once, also while the sandbox serves.
 */
public final class SandboxApp {

    private final long id;
    private final String clientId;
    private final PublicKey key;
    private final Map<String, SandboxInstallation> installations = new ConcurrentHashMap<>();
    private volatile String slug = "ccat";
    private volatile Map<String, String> wanted = Map.of();
    private volatile boolean stateless;

    SandboxApp(long id, String clientId, PublicKey key) {
        this.id = id;
        this.clientId = clientId;
        this.key = key;
    }

    /** Gives it another name than {@code ccat}. */
    public SandboxApp named(String name) {
        slug = name;
        return this;
    }

    /** Lets it ask the owners of organizations for permissions such as {@code secrets=write}; they grant them apart. */
    public SandboxApp requiring(String... permissions) {
        wanted = SandboxToken.permissions(permissions);
        return this;
    }

    /** Gives it tokens of the form of 2026, of about 520 characters with two dots. */
    public SandboxApp withStatelessTokens() {
        stateless = true;
        return this;
    }

    /** Its installation on {@code organization}, a new one without permissions when there is none. */
    public SandboxInstallation installedOn(String organization) {
        return installations.computeIfAbsent(
                SandboxInstallation.key(organization), key -> new SandboxInstallation(this, organization));
    }

    /** Ends its installation; its tokens are rejected from now on. */
    public void uninstalledFrom(String organization) {
        Optional.ofNullable(installations.remove(SandboxInstallation.key(organization)))
                .ifPresent(SandboxInstallation::removed);
    }

    long id() {
        return id;
    }

    String clientId() {
        return clientId;
    }

    PublicKey key() {
        return key;
    }

    String slug() {
        return slug;
    }

    Map<String, String> wanted() {
        return wanted;
    }

    boolean isStateless() {
        return stateless;
    }

    Optional<SandboxInstallation> find(String organization) {
        return Optional.ofNullable(installations.get(SandboxInstallation.key(organization)));
    }

    Optional<SandboxInstallation> find(long installation) {
        return installations.values().stream()
                .filter(known -> known.id() == installation)
                .findFirst();
    }

    /** Which it is; nothing secret. */
    @Override
    public String toString() {
        return "SandboxApp[" + slug + "]";
    }
}
