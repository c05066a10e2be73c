package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ccatobs.pat.sandbox.SandboxState.KeyIds;
import io.github.ccatobs.pat.sandbox.SecretHistory.SecretWrite;
import io.github.ccatobs.pat.seal.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one place (a repository's Actions, its Dependabot, its Codespaces, one of its environments) and the key pair they are
 * sealed to, which is made on the first request for it.
 */
final class SecretStore {

    /** As many as GitHub lets a repository have. */
    static final int MOST = 100;

    private final KeyIds keyIds;
    private final TreeMap<String, SecretHistory> secrets = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable KeyPair pair;

    SecretStore(KeyIds keyIds) {
        this.keyIds = keyIds;
    }

    KeyPair keyPair() {
        return locked(() -> {
            KeyPair made = pair == null ? keyIds.newPair() : pair;
            pair = made;
            return made;
        });
    }

    /** From now on another key is given out, and what was sealed to the old one is refused. */
    void rotateKey() {
        locked(() -> pair = keyIds.newPair());
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    boolean isFull() {
        return locked(() -> secrets.values().stream()
                        .filter(SecretHistory::isPresent)
                        .count())
                >= MOST;
    }

    /** Sets a secret and says whether it is new. */
    boolean write(String name, String value, Instant at, Instant seenFrom) {
        return locked(() -> {
            SecretHistory history = secrets.computeIfAbsent(upper(name), SecretHistory::new);
            boolean created = !history.isPresent();
            history.writes(value, at, seenFrom);
            return created;
        });
    }

    /** Removes a secret and says whether there was one. */
    boolean delete(String name, Instant at, Instant seenFrom) {
        return locked(() -> {
            SecretHistory history = secrets.getOrDefault(upper(name), new SecretHistory(name));
            boolean present = history.isPresent();
            history.deletes(at, seenFrom);
            return present;
        });
    }

    void clear() {
        locked(() -> {
            secrets.clear();
            return true;
        });
    }

    Optional<String> value(String name) {
        return locked(() -> history(name).flatMap(SecretHistory::value));
    }

    List<SecretWrite> values(String name) {
        return locked(() -> history(name).map(SecretHistory::values).orElse(List.of()));
    }

    Optional<ObjectNode> shown(String name, Instant now) {
        return locked(() -> history(name).flatMap(history -> history.shownAt(now)));
    }

    /** The secrets in a list, by name. */
    List<ObjectNode> shown(Instant now) {
        return locked(() -> secrets.values().stream()
                .flatMap(history -> history.shownAt(now).stream())
                .toList());
    }

    private Optional<SecretHistory> history(String name) {
        return Optional.ofNullable(secrets.get(upper(name)));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
