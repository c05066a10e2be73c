package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The owners whose repositories may be written and audited. A graph file cannot add to them. Case makes no difference.
 *
 * @param logins in lower case, at least one
 */
public record AllowedOwners(Set<String> logins) {

    /** The setting that lists them, for messages. */
    static final String KEY = "ccat.pat.owners";

    /**
     * Copies, in lower case.
     *
     * @throws IllegalArgumentException when there is none, or one of them cannot be a GitHub account
     */
    public AllowedOwners {
        logins = logins.stream()
                .map(owner -> checked(owner, KEY + " lists", "organisations or users, separated by commas"))
                .collect(Collectors.toUnmodifiableSet());
        if (logins.isEmpty()) {
            throw new IllegalArgumentException(KEY + " lists no owner: expected at least one");
        }
    }

    /**
     * Reads the setting; when it is absent or lists nothing, the organisation alone is allowed. A list stands as it is:
     * the organisation belongs to it only when it is listed.
     *
     * @throws IllegalArgumentException naming the entry that cannot be a GitHub account
     */
    public static AllowedOwners of(Optional<List<String>> configured, String organization) {
        return new AllowedOwners(configured
                .map(owners -> owners.stream()
                        .map(String::strip)
                        .filter(owner -> !owner.isEmpty())
                        .collect(Collectors.toSet()))
                .filter(owners -> !owners.isEmpty())
                .orElseGet(
                        () -> Set.of(checked(organization, "ccat.pat.organization is", "an organisation or a user"))));
    }

    /** Whether the repository's owner is one of them. */
    public boolean isOwnerOf(RepositoryName repository) {
        return logins.contains(repository.owner().toLowerCase(Locale.ROOT));
    }

    /** In alphabetical order, separated by commas. */
    @Override
    public String toString() {
        return logins.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String checked(String owner, String where, String expected) {
        try {
            return new RepositoryName(owner, "any").owner().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    where + " " + QuotedText.of(owner) + ", which is not a GitHub account: expected " + expected, e);
        }
    }
}
