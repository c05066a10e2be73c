package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The secrets that an organization shares with its repositories for one product, without their values. */
public final class SharedSecrets {

    private final NavigableMap<String, Shared> secrets = new ConcurrentSkipListMap<>();

    /** Shares a secret with all repositories. */
    public void withAll(String secret, Instant at) {
        share(secret, at, "all", List.of());
    }

    /** Shares a secret with the private repositories. */
    public void withPrivate(String secret, Instant at) {
        share(secret, at, "private", List.of());
    }

    /** Shares a secret with these repositories alone, {@code owner/name}. */
    public void with(List<String> repositories, String secret, Instant at) {
        share(secret, at, "selected", repositories);
    }

    /** Takes every secret away. */
    public void clear() {
        secrets.clear();
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

    private void share(String secret, Instant at, String visibility, List<String> repositories) {
        String name = secret.toUpperCase(Locale.ROOT);
        secrets.put(name, new Shared(name, at, visibility, repositories));
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
