package io.github.ccatobs.pat.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A secret store as a path names it, and what follows in the path.
 *
 * @param permission the fine-grained permission that guards it
 * @param isListedToWritersOnly whether reading takes the permission to write
 * @param path of the store below the repository
 * @param rest nothing, {@code public-key} or the name of a secret
 */
record SecretScope(
        SecretStore store, String permission, boolean isListedToWritersOnly, String path, List<String> rest) {

    private static final String CODESPACES = "codespaces_secrets";

    /** Finds the store that {@code path} leads to: Actions, Dependabot, Codespaces, or an environment's. */
    static Optional<SecretScope> find(SandboxRepository repository, List<String> path) {
        if (startsWith(path, "actions", "secrets")) {
            return Optional.of(at(repository.actions(), "secrets", path, 2));
        }
        if (startsWith(path, "dependabot", "secrets")) {
            return Optional.of(at(repository.dependabot(), "dependabot_secrets", path, 2));
        }
        if (startsWith(path, "codespaces", "secrets")) {
            return Optional.of(at(repository.codespaces(), CODESPACES, path, 2));
        }
        if (path.size() > 2 && startsWith(path, "environments", path.get(1), "secrets")) {
            return Optional.ofNullable(repository.environments().get(path.get(1)))
                    .map(store -> at(store, "environments", path, 3));
        }
        return Optional.empty();
    }

    RequiredPermission toRead() {
        return RequiredPermission.toAdminister(permission, isListedToWritersOnly);
    }

    RequiredPermission toWrite() {
        return RequiredPermission.toAdminister(permission, true);
    }

    /** Anybody who may read the repository may have the public key. */
    RequiredPermission toSeal() {
        return RequiredPermission.toRead(permission);
    }

    private static SecretScope at(SecretStore store, String permission, List<String> path, int length) {
        return new SecretScope(
                store,
                permission,
                permission.equals(CODESPACES),
                path.subList(0, length).stream().map(SandboxRequest::encodePath).collect(Collectors.joining("/")),
                path.subList(length, path.size()));
    }

    private static boolean startsWith(List<String> path, String... start) {
        return path.size() >= start.length && path.subList(0, start.length).equals(List.of(start));
    }
}
