package io.github.ccatobs.pat.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a file lists its repositories, whichever of the known shapes it has. Names are not checked or looked up
 * here.
 *
 * @param listings in the order of the file, at least one
 * @param emptyGroups groups that are named but hold nothing themselves
 * @param edges the dependencies that stand outside the repositories
 */
record ExtractedEntries(List<RepositoryEntry> listings, List<YamlValue.Text> emptyGroups, List<EdgeTableRow> edges) {

    static final String EXPECTED =
            "expected a mapping with 'repos', 'repositories', 'nodes', 'groups' or 'deploy_groups', or one whose keys are"
                    + " repositories and whose values are mappings, e.g. repos: {ops-db: {}, ops-db-api: {depends_on:"
                    + " [ops-db]}}";

    /** Walks the file from {@code root}; what is left out on the way is added to {@code warnings}. */
    static ExtractedEntries of(YamlValue root, List<GraphWarning> warnings) {
        var walk = new Walk(warnings);
        walk.file(root);
        warnings.addAll(UnknownKeys.warnings(walk.listings.stream().flatMap(entry -> entry.unread().stream())));
        if (walk.listings.isEmpty()) {
            SourceLocation first =
                    warnings.stream().map(GraphWarning::place).findFirst().orElseGet(root::place);
            throw GraphException.at(first, "no repository is listed; " + EXPECTED);
        }
        return new ExtractedEntries(List.copyOf(walk.listings), List.copyOf(walk.emptyGroups), List.copyOf(walk.edges));
    }

    private static final class Walk {

        private final List<RepositoryEntry> listings = new ArrayList<>();
        private final List<YamlValue.Text> emptyGroups = new ArrayList<>();
        private final List<EdgeTableRow> edges = new ArrayList<>();
        private final List<GraphWarning> warnings;

        Walk(List<GraphWarning> warnings) {
            this.warnings = warnings;
        }

        void file(YamlValue root) {
            if (!(root instanceof YamlValue.Mapping mapping)) {
                throw GraphException.at(root.place(), "the file is " + root.described() + "; " + EXPECTED);
            }
            contents(mapping, GroupScope.THE_FILE);
        }

        /** The content of a file or a group: the known keys' values, or, without those keys, its own entries. */
        private void contents(YamlValue.Mapping mapping, GroupScope where) {
            boolean isContainer = isContainer(mapping);
            for (YamlValue.MappingEntry entry : mapping.entries()) {
                if (Edge.isDeclaredBy(entry) || GraphKeyword.EDGES.means(entry.key())) {
                    edges(entry, where);
                } else if (!isContainer) {
                    ownEntry(entry, mapping, where);
                } else if (GraphKeyword.REPOSITORIES.means(entry.key())) {
                    repositories(entry, where);
                } else if (GraphKeyword.GROUPS.means(entry.key())) {
                    groups(entry.key(), entry.value(), where);
                } else if (!isAboutTheWhole(entry, where)) {
                    warn(
                            entry.key(),
                            " is not read; expected 'repos', 'repositories', 'nodes', 'groups', 'deploy_groups' or"
                                    + " 'dependencies'");
                }
            }
        }

        /** An entry of a mapping that has repositories as keys and may have other things beside them. */
        private void ownEntry(YamlValue.MappingEntry entry, YamlValue.Mapping enclosing, GroupScope where) {
            switch (entry.value()) {
                case YamlValue.Mapping mapping
                when RepositoryDetector.isFree(entry.key()) && isGroup(mapping) ->
                    group(Optional.of(entry.key()), mapping, where);
                case YamlValue.Mapping mapping
                when RepositoryDetector.isIn(entry)
                        || (!where.isGroup() && RepositoryDetector.isIn(entry, enclosing.entries())) ->
                    listings.add(RepositoryEntry.keyed(entry, where));
                case YamlValue.Nothing nothing
                when RepositoryDetector.isFree(entry.key()) && (where.isGroup() || hasRepositories(enclosing)) ->
                    listings.add(RepositoryEntry.keyed(entry, where));
                default -> {
                    if (!isAboutTheWhole(entry, GroupScope.THE_FILE)) {
                        warnNoRepository(entry);
                    }
                }
            }
        }

        private void repositories(YamlValue.MappingEntry container, GroupScope where) {
            switch (container.value()) {
                case YamlValue.Sequence items -> items.values().forEach(item -> item(item, where));
                case YamlValue.Mapping mapping -> mapping.entries().forEach(entry -> repository(entry, where));
                case YamlValue.Nothing nothing -> {}
                case YamlValue.Text text ->
                    throw GraphException.at(
                            text.place(),
                            "the value of " + container.key().quoted() + " is " + text.described()
                                    + "; expected a list or a mapping of repositories");
            }
        }

        /** An entry of a mapping that has nothing but repositories as keys. */
        private void repository(YamlValue.MappingEntry entry, GroupScope where) {
            switch (entry.value()) {
                case YamlValue.Mapping mapping when isGroup(mapping) -> group(Optional.of(entry.key()), mapping, where);
                case YamlValue.Text text
                when !EntryIdentity.saysOwner(text) -> {
                    warn(
                            entry.key(),
                            " is read as a repository, but its value, " + text.described()
                                    + ", is not read: expected a mapping, e.g. {depends_on: [...]}");
                    listings.add(RepositoryEntry.keyed(entry, where));
                }
                case YamlValue.Sequence items ->
                    throw GraphException.at(
                            items.place(),
                            "the value of " + entry.key().quoted()
                                    + " is a list, which could be its dependencies or a group's repositories; expected"
                                    + " a mapping, e.g. {depends_on: [...]}, or the list under 'groups'");
                default -> listings.add(RepositoryEntry.keyed(entry, where));
            }
        }

        /** An item of a list of repositories. */
        private void item(YamlValue item, GroupScope where) {
            if (item instanceof YamlValue.Mapping mapping && isGroup(mapping)) {
                group(groupName(mapping), mapping, where);
            } else {
                listings.add(RepositoryEntry.item(item, where));
            }
        }

        private void groups(YamlValue.Text key, YamlValue value, GroupScope where) {
            switch (value) {
                case YamlValue.Mapping mapping ->
                    mapping.entries().forEach(entry -> group(Optional.of(entry.key()), entry.value(), where));
                case YamlValue.Sequence items -> items.values().forEach(item -> groupItem(key, item, where));
                case YamlValue.Nothing nothing -> {}
                case YamlValue.Text text -> throw unexpectedGroup(key, text);
            }
        }

        /** {@code - default}, {@code - {name: default, repos: [...]}} or {@code - default: [...]}. */
        private void groupItem(YamlValue.Text key, YamlValue item, GroupScope where) {
            if (item instanceof YamlValue.Text name) {
                emptyGroups.add(name);
            } else if (item instanceof YamlValue.Mapping mapping
                    && (isContainer(mapping) || GraphKeyword.NAME.isIn(mapping))) {
                group(groupName(mapping), mapping, where);
            } else if (item instanceof YamlValue.Mapping mapping) {
                groups(key, mapping, where);
            } else {
                throw unexpectedGroup(key, item);
            }
        }

        private void group(Optional<YamlValue.Text> name, YamlValue value, GroupScope where) {
            int listed = listings.size();
            switch (value) {
                case YamlValue.Sequence items -> {
                    GroupScope group = where.group(name);
                    items.values().forEach(item -> item(item, group));
                }
                case YamlValue.Mapping mapping -> contents(mapping, where.group(name, mapping));
                case YamlValue.Nothing nothing -> {}
                case YamlValue.Text text -> throw unexpectedGroup(name.orElse(text), text);
            }
            if (listings.size() == listed) {
                name.ifPresent(emptyGroups::add);
            }
        }

        private static Optional<YamlValue.Text> groupName(YamlValue.Mapping mapping) {
            return List.of(GraphKeyword.NAME, GraphKeyword.ID, GraphKeyword.MEMBER_OF).stream()
                    .flatMap(keyword -> keyword.texts(mapping))
                    .findFirst();
        }

        /** A mapping that holds repositories of its own and names none itself. */
        private static boolean isGroup(YamlValue.Mapping mapping) {
            return GraphKeyword.REPOSITORIES.isIn(mapping)
                    && !GraphKeyword.isAnyIn(mapping, GraphKeyword.REPOSITORY, GraphKeyword.ADDRESS);
        }

        private static boolean isContainer(YamlValue.Mapping mapping) {
            return GraphKeyword.isAnyIn(mapping, GraphKeyword.REPOSITORIES, GraphKeyword.GROUPS);
        }

        /** A key without a value counts as a repository only beside one that has a value. */
        private static boolean hasRepositories(YamlValue.Mapping mapping) {
            return mapping.entries().stream()
                    .anyMatch(entry -> RepositoryDetector.isIn(entry)
                            || (entry.value() instanceof YamlValue.Mapping value
                                    && RepositoryDetector.isFree(entry.key())
                                    && isGroup(value)));
        }

        /** Whether {@code entry} is known to say something about the file or the group, and nothing of repositories. */
        private static boolean isAboutTheWhole(YamlValue.MappingEntry entry, GroupScope where) {
            boolean hasDependencies = entry.value() instanceof YamlValue.Mapping mapping
                    && GraphKeyword.isAnyIn(mapping, GraphKeyword.UPSTREAM, GraphKeyword.DOWNSTREAM);
            return (RepositoryDetector.isSetting(entry.key()) && !hasDependencies)
                    || GraphKeyword.isAny(entry.key(), GraphKeyword.ENABLED, GraphKeyword.DISABLED)
                    || (entry.value() instanceof YamlValue.Text
                            && (where.isGroup()
                                    || GraphKeyword.isAny(entry.key(), GraphKeyword.LABEL, GraphKeyword.OWNER)));
        }

        /** Dependencies outside any repository: those of a group, a table of them, or of no repository. */
        private void edges(YamlValue.MappingEntry entry, GroupScope where) {
            if (where.isGroup() ? Edge.isTable(entry) : Edge.isTableOfFile(entry)) {
                EdgeTableRow.of(entry).forEach(edges::add);
            } else if (!where.isGroup() || !Edge.isDeclaredBy(entry)) {
                warn(entry.key(), " is outside any repository and is not read; expected it inside one");
            }
        }

        private void warnNoRepository(YamlValue.MappingEntry entry) {
            warn(
                    entry.key(),
                    " is not read as a repository: "
                            + (entry.value() instanceof YamlValue.Mapping
                                    ? (RepositoryDetector.isFree(entry.key())
                                                    ? "nothing in its mapping says so"
                                                    : "other files use the word for other things")
                                            + "; expected it under 'repos' if it is one"
                                    : "its value is " + entry.value().described() + ", expected a mapping"));
        }

        private void warn(YamlValue.Text key, String rest) {
            warnings.add(new GraphWarning(key.place(), key.quoted() + rest));
        }

        private static GraphException unexpectedGroup(YamlValue.Text key, YamlValue value) {
            return GraphException.at(
                    value.place(),
                    "the value of " + key.quoted() + " is " + value.described()
                            + "; expected a group's repositories, as a list or a mapping");
        }
    }
}
