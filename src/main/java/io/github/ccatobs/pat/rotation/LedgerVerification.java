package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.rotation.WriteProof.SecretTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * GitHub's answers about the repositories that the ledger calls done. Others are not in it.
 *
 * @param seen by repository, in order of work
 * @param today the names today of those of them that have moved
 */
public record LedgerVerification(Map<RepositoryName, Holding> seen, Map<RepositoryName, RepositoryName> today) {

    /** How one repository stands that the ledger calls done. */
    public sealed interface Holding {

        /** GitHub shows our own write. */
        record Held(Instant updatedAt) implements Holding {}

        /** The secret was deleted. */
        record Deleted() implements Holding {}

        /** The secret was written again after our own write. */
        record WrittenLater(Instant updatedAt) implements Holding {}

        /** The secret shows a time before our own write: GitHub never took that, or went back to an older state. */
        record NotTaken(Instant updatedAt) implements Holding {}

        /** GitHub does not say; this is never the same as held. */
        record HoldingUnreadable(String reason) implements Holding {}

        /** Whether the repository counts as done. */
        default boolean isHeld() {
            return this instanceof Held;
        }

        /** In a word for a list: {@code deleted}. */
        default String word() {
            return switch (this) {
                case Held held -> "held";
                case Deleted deleted -> "deleted";
                case WrittenLater overwritten -> "overwritten";
                case NotTaken notTaken -> "older value";
                case HoldingUnreadable unreadable -> "unreadable";
            };
        }

        /** In words, without a full stop. */
        default String detail() {
            return switch (this) {
                case Held(var updatedAt) -> "written " + Timestamps.print(updatedAt);
                case Deleted deleted -> "the secret was deleted";
                case WrittenLater(var updatedAt) -> "the secret was overwritten " + Timestamps.print(updatedAt);
                case NotTaken(var updatedAt) ->
                    "the secret was last written " + Timestamps.print(updatedAt) + ", before our own write";
                case HoldingUnreadable(var reason) -> "it could not be read: " + reason;
            };
        }

        /** The time of the secret, where GitHub told it. */
        private Optional<SecretTime> time() {
            return switch (this) {
                case Held(var updatedAt) -> Optional.of(SecretTime.of(updatedAt));
                case Deleted deleted -> Optional.of(SecretTime.absent());
                case WrittenLater(var updatedAt) -> Optional.of(SecretTime.of(updatedAt));
                case NotTaken(var updatedAt) -> Optional.of(SecretTime.of(updatedAt));
                case HoldingUnreadable unreadable -> Optional.empty();
            };
        }
    }

    /** Copies, keeping the order. */
    public LedgerVerification {
        seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
        today = Map.copyOf(today);
    }

    /** Nothing is called done. */
    public static LedgerVerification empty() {
        return new LedgerVerification(Map.of(), Map.of());
    }

    /** The repositories that hold the token. */
    public Set<RepositoryName> holding() {
        return seen.keySet().stream()
                .filter(repository -> isHeldBy(repository))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isHeldBy(RepositoryName repository) {
        return Optional.ofNullable(seen.get(repository)).filter(Holding::isHeld).isPresent();
    }

    /** The repositories that are to be written again, in order of work, and why. */
    public Map<RepositoryName, Holding> lost() {
        Map<RepositoryName, Holding> lost = new LinkedHashMap<>(seen);
        lost.values().removeIf(Holding::isHeld);
        return Collections.unmodifiableMap(lost);
    }

    /** Whether another owner has the token: a repository that it was written to belongs to one today. */
    public boolean isWithAnotherOwner() {
        return !withAnotherOwner().isEmpty();
    }

    /** The repositories that it was written to and that belong to another owner today, with a sentence about each. */
    Map<RepositoryName, String> withAnotherOwner() {
        Map<RepositoryName, String> moved = new TreeMap<>();
        today.forEach((repository, name) -> {
            if (!name.hasOwnerOf(repository)) {
                moved.put(
                        repository, "it belongs to " + name.owner() + " today, as " + name + ", who holds this token");
            }
        });
        return moved;
    }

    /** Those of {@code repositories} that do not hold the token, in their order. */
    public List<RepositoryName> remaining(List<RepositoryName> repositories) {
        return repositories.stream().filter(repository -> !isHeldBy(repository)).toList();
    }

    /** The time of the secret in a repository that holds the token. */
    Optional<Instant> shown(RepositoryName repository) {
        return seen.get(repository) instanceof Holding.Held(var updatedAt) ? Optional.of(updatedAt) : Optional.empty();
    }

    /** The times of the secrets, by repository, where they were read. */
    Map<RepositoryName, SecretTime> times() {
        Map<RepositoryName, SecretTime> times = new LinkedHashMap<>();
        seen.forEach((repository, holding) -> holding.time().ifPresent(time -> times.put(repository, time)));
        return times;
    }

    /** A line for people about those that were lost, then one for each; none when nothing was. */
    public List<String> lines() {
        var lost = lost();
        if (lost.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(lost.size() + " of " + seen.size() + " no longer held it: "
                + lost.values().stream().map(Holding::word).distinct().collect(Collectors.joining(", ")));
        lost.forEach((repository, holding) -> lines.add("  " + repository + ": " + holding.detail()));
        return List.copyOf(lines);
    }
}
