package io.github.ccatobs.pat.domain;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names that are one repository today, e.g. its old and its new name. One of them counts: today's name where it is
 * among them, else the first. Pure.
 *
 * @param kept for each name that does not count, the one that does instead
 */
public record RepositoryAliases(Map<RepositoryName, RepositoryName> kept) {

    /** Copies, keeping the order. */
    public RepositoryAliases {
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /** Finds them among repositories that each have a name {@code today}, in their order. */
    public static RepositoryAliases among(Map<RepositoryName, RepositoryName> today) {
        Map<RepositoryName, RepositoryName> counting = new HashMap<>();
        today.forEach((name, current) -> counting.merge(
                current, name, (first, other) -> other.equals(current) && !first.equals(current) ? other : first));
        return new RepositoryAliases(today.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(counting.get(entry.getValue())))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Optional.ofNullable(counting.get(entry.getValue()))
                                .orElseThrow(),
                        (one, other) -> one,
                        LinkedHashMap::new)));
    }

    /** A sentence about each, without a full stop. */
    public List<String> warnings() {
        return kept.entrySet().stream()
                .map(alias -> "%s and %s are one repository today, which counts once: take %s out of the graph"
                        .formatted(alias.getKey(), alias.getValue(), alias.getKey()))
                .toList();
    }
}
