package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.Quoted;
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
final class Members {

    private final Names names;
    private final List<GraphWarning> warnings;
    private final Set<RepositoryName> described = new HashSet<>();
    private final Map<RepositoryName, List<Listing>> listings = new LinkedHashMap<>();
    private final Set<RepositoryName> repeated = new HashSet<>();

    Members(Names names, List<GraphWarning> warnings) {
        this.names = names;
        this.warnings = warnings;
    }

    /** Names every listing, checks the names, and fills the groups. */
    void settle(GraphShape shape) {
        shape.listings().stream().filter(listing -> !listing.mayRefer()).forEach(this::describe);
        shape.listings().forEach(listing -> add(meaning(listing), listing));
        shape.emptyGroups().stream()
                .filter(group -> names.group(group).isEmpty())
                .forEach(group -> warn(group, Quoted.of(group.text()) + " is a group without repositories"));
    }

    /** In the order of the file, spelt as at the first listing. */
    Set<RepositoryName> repositories() {
        return Collections.unmodifiableSet(listings.keySet());
    }

    /** Every place where the file lists {@code repository}, in its order. */
    List<Listing> listings(RepositoryName repository) {
        return listings.getOrDefault(repository, List.of());
    }

    private void describe(Listing listing) {
        RepositoryName repository = names.parse(listing.name());
        described.add(repository);
        listing.otherNames().forEach(name -> names.alsoCalled(name, repository));
    }

    private RepositoryName meaning(Listing listing) {
        return Optional.of(listing.name())
                .filter(name -> listing.mayRefer())
                .flatMap(name -> names.repository(name, described))
                .orElseGet(() -> names.parse(listing.name()));
    }

    private void add(RepositoryName repository, Listing listing) {
        List<Listing> earlier = listings.computeIfAbsent(repository, name -> new ArrayList<>());
        if (earlier.stream()
                        .anyMatch(other ->
                                other.where().isGroup() == listing.where().isGroup())
                && repeated.add(repository)) {
            warn(
                    listing.name(),
                    repository + " is listed again, first in line "
                            + earlier.getFirst().name().place().line() + "; it counts once");
        }
        earlier.add(listing);
        Stream.concat(listing.where().groups(), listing.memberOf().stream())
                .forEach(group -> names.join(group, repository));
    }

    private void warn(YamlValue.Text about, String message) {
        warnings.add(new GraphWarning(about.place(), message));
    }
}
