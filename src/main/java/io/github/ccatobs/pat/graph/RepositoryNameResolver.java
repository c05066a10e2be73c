package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Resolves the names in one file: repositories first, then what the file calls them besides, then groups. Case makes
 * no difference to any of them.
 */
final class RepositoryNameResolver {

    private final String organization;
    private final AllowedOwners owners;
    private final Supplier<String> webHost;
    private final List<GraphWarning> warnings;
    private final Map<String, RepositoryName> otherNames = new HashMap<>();
    private final Map<String, YamlValue.Text> groupNames = new LinkedHashMap<>();
    private final Map<String, Set<RepositoryName>> groups = new HashMap<>();
    private final Set<SourceLocation> warnedOf = new HashSet<>();
    private boolean hasWarnedOfAnOwner;

    RepositoryNameResolver(
            String organization, AllowedOwners owners, Supplier<String> webHost, List<GraphWarning> warnings) {
        this.organization = organization;
        this.owners = owners;
        this.webHost = webHost;
        this.warnings = warnings;
    }

    /** Reads which repository an entry is, of an allowed owner, or refuses it with its place. */
    RepositoryName parse(EntryIdentity identity) {
        RepositoryName repository = parse(identity.name(), ownerOfBareName(identity));
        identity.others().forEach(other -> checkThatItNames(repository, identity.name(), other));
        return repository;
    }

    private RepositoryName parse(YamlValue.Text name, String ownerOfBareName) {
        RepositoryName repository = wellFormed(name, ownerOfBareName);
        if (!owners.isOwnerOf(repository)) {
            throw GraphException.at(
                    name.place(),
                    "%s belongs to %s, but ccat.pat.owners allows %s only: take it out of the graph, or add %s to ccat.pat.owners"
                            .formatted(repository, repository.owner(), owners, repository.owner()));
        }
        return repository;
    }

    /** An {@code owner:} may be a team, so it counts only when it is an owner that is allowed. */
    private String ownerOfBareName(EntryIdentity identity) {
        if (identity.organization().isPresent() || EntryIdentity.saysOwner(identity.name())) {
            return identity.organization().map(YamlValue.Text::text).orElse(organization);
        }
        Optional<YamlValue.Text> owner = identity.owner();
        if (owner.isPresent() && !owners.logins().contains(owner.get().text().toLowerCase(Locale.ROOT))) {
            warnOfAnOwner(owner.get());
            return organization;
        }
        return owner.map(YamlValue.Text::text).orElse(organization);
    }

    private void warnOfAnOwner(YamlValue.Text owner) {
        if (!hasWarnedOfAnOwner) {
            hasWarnedOfAnOwner = true;
            warnings.add(new GraphWarning(
                    owner.place(),
                    owner.quoted()
                            + " is not read as the account that the repository belongs to, because ccat.pat.owners"
                            + " allows " + owners + " only; expected OWNER/NAME if it is one"));
        }
    }

    private RepositoryName wellFormed(YamlValue.Text name, String ownerOfBareName) {
        if (RepositoryAddress.isMeantBy(name.text())) {
            return address(name);
        }
        try {
            return RepositoryName.parse(name.text(), ownerOfBareName);
        } catch (IllegalArgumentException e) {
            throw GraphException.at(
                    name.place(),
                    name.text().contains("@")
                            ? name.quoted() + " is not a repository's name; " + EntryIdentity.EXPECTED
                            : String.valueOf(e.getMessage()));
        }
    }

    private RepositoryName address(YamlValue.Text text) {
        RepositoryAddress address = RepositoryAddress.parse(text.text())
                .orElseThrow(() -> GraphException.at(
                        text.place(), text.quoted() + " is not a repository's address; " + RepositoryAddress.EXPECTED));
        if (!address.isOn(webHost.get())) {
            throw GraphException.at(
                    text.place(),
                    "%s is on %s, but the configured GitHub is %s: take it out of the graph"
                            .formatted(text.quoted(), address.host(), webHost.get()));
        }
        if (address.hasPassword() && warnedOf.add(text.place())) {
            warnings.add(new GraphWarning(
                    text.place(),
                    "the address of " + address.repository()
                            + " holds a user or a password, which is not used; take it out of the file"));
        }
        return address.repository();
    }

    /** Two texts of one entry must not name two repositories. */
    private void checkThatItNames(RepositoryName repository, YamlValue.Text name, YamlValue.Text other) {
        RepositoryName named = parse(other, repository.owner());
        if (!named.equals(repository)) {
            throw GraphException.at(
                    other.place(),
                    "%s is another repository than %s in line %d; expected one repository in an entry"
                            .formatted(other.quoted(), repository, name.place().line()));
        }
    }

    /** Remembers that the file also calls {@code repository} so. The first meaning of a name stands. */
    void alsoCalled(YamlValue.Text otherName, RepositoryName repository) {
        RepositoryName meaning = otherNames.putIfAbsent(key(otherName), repository);
        if (meaning != null && !meaning.equals(repository)) {
            warnings.add(new GraphWarning(
                    otherName.place(),
                    otherName.quoted() + " already means " + meaning + " and is not read as " + repository));
        }
    }

    /** Puts {@code repository} into a group. */
    void join(YamlValue.Text group, RepositoryName repository) {
        groupNames.putIfAbsent(key(group), group);
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

    /** The names of the groups that have repositories, in the order of the file. */
    List<YamlValue.Text> groupNames() {
        return List.copyOf(groupNames.values());
    }

    private Optional<RepositoryName> valid(YamlValue.Text name) {
        if (RepositoryAddress.isMeantBy(name.text())) {
            return RepositoryAddress.parse(name.text())
                    .filter(address -> address.isOn(webHost.get()))
                    .map(RepositoryAddress::repository);
        }
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
