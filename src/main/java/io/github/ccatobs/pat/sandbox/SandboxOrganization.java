package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** An organization and the secrets it shares with its repositories. */
public final class SandboxOrganization {

    private final String login;
    private final NavigableMap<String, Shared> secrets = new ConcurrentSkipListMap<>();

    SandboxOrganization(String login) {
        this.login = login;
    }

    /** Shares a secret with all its repositories. */
    public SandboxOrganization sharing(String secret, Instant at) {
        return share(secret, at, "all", List.of());
    }

    /** Shares a secret with its private repositories. */
    public SandboxOrganization sharingWithPrivate(String secret, Instant at) {
        return share(secret, at, "private", List.of());
    }

    /** Shares a secret with these repositories alone, {@code owner/name}. */
    public SandboxOrganization sharingWith(List<String> repositories, String secret, Instant at) {
        return share(secret, at, "selected", repositories);
    }

    @Override
    public String toString() {
        return login;
    }

    /** As the organization's own list shows them. */
    List<ObjectNode> shown() {
        return secrets.values().stream().map(Shared::described).toList();
    }

    Optional<Shared> find(String secret) {
        return Optional.ofNullable(secrets.get(secret.toUpperCase(Locale.ROOT)));
    }

    /** As the list of one repository shows them. */
    List<ObjectNode> shownTo(SandboxRepository repository) {
        return secrets.values().stream()
                .filter(secret -> secret.reaches(repository))
                .map(Shared::shown)
                .toList();
    }

    private SandboxOrganization share(String secret, Instant at, String visibility, List<String> repositories) {
        String name = secret.toUpperCase(Locale.ROOT);
        secrets.put(name, new Shared(name, at, visibility, repositories));
        return this;
    }

    /** A secret and the repositories that it is shared with. */
    record Shared(String name, Instant at, String visibility, List<String> repositories) {

        boolean reaches(SandboxRepository repository) {
            return switch (visibility) {
                case "all" -> true;
                case "private" -> !repository.isPublic();
                default -> repositories.stream().anyMatch(repository.fullName()::equalsIgnoreCase);
            };
        }

        /** As the organization's own list shows it. */
        ObjectNode described() {
            return shown().put("visibility", visibility);
        }

        ObjectNode shown() {
            return Json.object()
                    .put("name", name)
                    .put("created_at", Json.time(at))
                    .put("updated_at", Json.time(at));
        }
    }
}
