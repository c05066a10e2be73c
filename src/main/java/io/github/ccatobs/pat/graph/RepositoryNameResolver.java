package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves the names in one file: repositories first, then what the file calls them besides, then groups. Case makes
 * no difference to any of them.
 */
final class RepositoryNameResolver {

    private final String organization;
    private final AllowedOwners owners;
    private final List<GraphWarning> warnings;
    private final Map<String, RepositoryName> otherNames = new HashMap<>();
    private final Map<String, Set<RepositoryName>> groups = new HashMap<>();

    RepositoryNameResolver(String organization, AllowedOwners owners, List<GraphWarning> warnings) {
        this.organization = organization;
        this.owners = owners;
        this.warnings = warnings;
    }

    /** Reads the name of a repository of an allowed owner, or refuses it with its place. */
    RepositoryName parse(YamlValue.Text name) {
        RepositoryName repository = wellFormed(name);
        if (!owners.isOwnerOf(repository)) {
            throw GraphException.at(
                    name.place(),
                    "%s belongs to %s, but ccat.pat.owners allows %s only: take it out of the graph, or add %s to ccat.pat.owners"
                            .formatted(repository, repository.owner(), owners, repository.owner()));
        }
        return repository;
    }

    private RepositoryName wellFormed(YamlValue.Text name) {
        try {
            return RepositoryName.parse(name.text(), organization);
        } catch (IllegalArgumentException e) {
            throw GraphException.at(
                    name.place(),
                    name.text().contains(":")
                            ? QuotedText.of(name.text()) + " is not a repository's name; " + RepositoryEntry.EXPECTED
                            : String.valueOf(e.getMessage()));
        }
    }

    /** Remembers that the file also calls {@code repository} so. The first meaning of a name stands. */
    void alsoCalled(YamlValue.Text otherName, RepositoryName repository) {
        RepositoryName meaning = otherNames.putIfAbsent(key(otherName), repository);
        if (meaning != null && !meaning.equals(repository)) {
            warnings.add(new GraphWarning(
                    otherName.place(),
                    QuotedText.of(otherName.text()) + " already means " + meaning + " and is not read as "
                            + repository));
        }
    }

    /** Puts {@code repository} into a group. */
    void join(YamlValue.Text group, RepositoryName repository) {
        groups.computeIfAbsent(key(group), name -> new LinkedHashSet<>()).add(repository);
    }

    /** The repository that {@code name} stands for, of those {@code listed} or called so besides. */
    Optional<RepositoryName> repository(YamlValue.Text name, Set<RepositoryName> listed) {
        return valid(name).filter(listed::contains).or(() -> Optional.ofNullable(otherNames.get(key(name))));
    }

    /** The repositories in the group of that name; none when there is no such group. */
    Set<RepositoryName> group(YamlValue.Text name) {
        return Collections.unmodifiableSet(groups.getOrDefault(key(name), Set.of()));
    }

    private Optional<RepositoryName> valid(YamlValue.Text name) {
        try {
            return Optional.of(RepositoryName.parse(name.text(), organization));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a dependency on something that is not a repository is a warning, not an error
        }
    }

    private static String key(YamlValue.Text name) {
        return name.text().toLowerCase(Locale.ROOT);
    }
}
