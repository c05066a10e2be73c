package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which repository each listing means. Listings of the same repository collapse: with a warning, except that a
 * repository may be described once outside the groups and named once in a group.
 */
final class ListingIndex {

    private final RepositoryNameResolver repositoryNameResolver;
    private final List<GraphWarning> warnings;
    private final Set<RepositoryName> described = new HashSet<>();
    private final Map<RepositoryName, List<RepositoryEntry>> listings = new LinkedHashMap<>();
    private final Set<RepositoryName> repeated = new HashSet<>();

    ListingIndex(RepositoryNameResolver repositoryNameResolver, List<GraphWarning> warnings) {
        this.repositoryNameResolver = repositoryNameResolver;
        this.warnings = warnings;
    }

    /** Names every listing, checks the names, and fills the groups. */
    void settle(ExtractedEntries shape) {
        shape.listings().stream().filter(entry -> !entry.mayRefer()).forEach(this::describe);
        shape.listings().forEach(entry -> add(meaning(entry), entry));
        shape.emptyGroups().stream()
                .filter(group -> repositoryNameResolver.group(group).isEmpty())
                .forEach(group -> warn(group, group.quoted() + " is a group without repositories"));
    }

    /** In the order of the file, spelt as at the first listing. */
    Set<RepositoryName> repositories() {
        return Collections.unmodifiableSet(listings.keySet());
    }

    /** Every place where the file lists {@code repository}, in its order. */
    List<RepositoryEntry> listings(RepositoryName repository) {
        return listings.getOrDefault(repository, List.of());
    }

    /** Those that the file leaves out: by an entry of their own, or because it leaves out all their groups. */
    Map<RepositoryName, Exclusion> excluded() {
        var excluded = new LinkedHashMap<RepositoryName, Exclusion>();
        listings.forEach((repository, entries) ->
                exclusion(entries).ifPresent(exclusion -> excluded.put(repository, exclusion)));
        return excluded;
    }

    private static Optional<Exclusion> exclusion(List<RepositoryEntry> entries) {
        Optional<Exclusion> own =
                entries.stream().flatMap(entry -> entry.excluded().stream()).findFirst();
        boolean isLeftOut =
                entries.stream().allMatch(entry -> entry.where().exclusion().isPresent());
        return isLeftOut ? own.or(() -> entries.getFirst().where().exclusion()) : own;
    }

    private void describe(RepositoryEntry entry) {
        RepositoryName repository = repositoryNameResolver.parse(entry.identity());
        described.add(repository);
        entry.otherNames().forEach(name -> repositoryNameResolver.alsoCalled(name, repository));
    }

    private RepositoryName meaning(RepositoryEntry entry) {
        return Optional.of(entry.name())
                .filter(name -> entry.mayRefer())
                .flatMap(name -> repositoryNameResolver.repository(name, described))
                .orElseGet(() -> repositoryNameResolver.parse(entry.identity()));
    }

    private void add(RepositoryName repository, RepositoryEntry entry) {
        List<RepositoryEntry> earlier = listings.computeIfAbsent(repository, name -> new ArrayList<>());
        if (earlier.stream()
                        .anyMatch(other ->
                                other.where().isGroup() == entry.where().isGroup())
                && repeated.add(repository)) {
            warn(
                    entry.name(),
                    repository + " is listed again, first in line "
                            + earlier.getFirst().name().place().line() + "; it counts once");
        }
        earlier.add(entry);
        Stream.concat(entry.where().groups(), entry.memberOf().stream())
                .forEach(group -> repositoryNameResolver.join(group, repository));
    }

    private void warn(YamlValue.Text about, String message) {
        warnings.add(new GraphWarning(about.place(), message));
    }
}
