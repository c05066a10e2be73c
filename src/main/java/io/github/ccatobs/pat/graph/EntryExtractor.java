package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a file lists its repositories, whichever of the known shapes it has. Names are not checked or looked up
 * here.
 *
 * @param listings in the order of the file, at least one
 * @param emptyGroups groups that are named but hold nothing themselves
 */
record EntryExtractor(List<RepositoryEntry> listings, List<YamlValue.Text> emptyGroups) {

    static final String EXPECTED =
            "expected a mapping with 'repos', 'repositories', 'nodes', 'groups' or 'deploy_groups', or one whose keys are"
                    + " repositories and whose values are mappings";

    /** Walks the file from {@code root}; what is left out on the way is added to {@code warnings}. */
    static EntryExtractor of(YamlValue root, List<GraphWarning> warnings) {
        var walk = new Walk(warnings);
        walk.file(root);
        if (walk.listings.isEmpty()) {
            throw GraphException.at(root.place(), "no repository is listed; " + EXPECTED);
        }
        return new EntryExtractor(List.copyOf(walk.listings), List.copyOf(walk.emptyGroups));
    }

    private static final class Walk {

        private final List<RepositoryEntry> listings = new ArrayList<>();
        private final List<YamlValue.Text> emptyGroups = new ArrayList<>();
        private final List<GraphWarning> warnings;

        Walk(List<GraphWarning> warnings) {
            this.warnings = warnings;
        }

        void file(YamlValue root) {
            if (!(root instanceof YamlValue.Mapping mapping)) {
                throw GraphException.at(root.place(), "the file is " + root.described() + "; " + EXPECTED);
            }
            boolean anyMapping =
                    mapping.entries().stream().anyMatch(entry -> entry.value() instanceof YamlValue.Mapping);
            if (anyMapping || isContainer(mapping)) {
                contents(mapping, GroupScope.THE_FILE);
            }
        }

        /** The content of a file or a group: the known keys' values, or, without those keys, its own entries. */
        private void contents(YamlValue.Mapping mapping, GroupScope where) {
            if (!isContainer(mapping)) {
                mapping.entries().forEach(entry -> ownEntry(entry, where));
                return;
            }
            for (YamlValue.MappingEntry entry : mapping.entries()) {
                if (GraphKeyword.REPOSITORIES.means(entry.key())) {
                    repositories(entry, where);
                } else if (GraphKeyword.GROUPS.means(entry.key())) {
                    groups(entry.key(), entry.value(), where);
                } else if (GraphKeyword.EDGES.means(entry.key()) || isEdge(entry)) {
                    warnWhenLoose(entry, where);
                }
            }
        }

        /** An entry of a mapping that has repositories as keys and may have other things beside them. */
        private void ownEntry(YamlValue.MappingEntry entry, GroupScope where) {
            if (isEdge(entry)) {
                warnWhenLoose(entry, where);
                return;
            }
            switch (entry.value()) {
                case YamlValue.Mapping mapping -> keyed(entry, mapping, where);
                case YamlValue.Nothing nothing -> listings.add(RepositoryEntry.keyed(entry, where));
                case YamlValue.Text text when GraphKeyword.LABEL.means(entry.key()) -> {}
                case YamlValue.Text text -> warnNoRepository(entry);
                case YamlValue.Sequence items -> warnNoRepository(entry);
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
                            "the value of " + QuotedText.of(container.key().text()) + " is " + text.described()
                                    + "; expected a list or a mapping of repositories");
            }
        }

        /** An entry of a mapping that has nothing but repositories as keys. */
        private void repository(YamlValue.MappingEntry entry, GroupScope where) {
            switch (entry.value()) {
                case YamlValue.Mapping mapping -> keyed(entry, mapping, where);
                case YamlValue.Nothing nothing -> listings.add(RepositoryEntry.keyed(entry, where));
                case YamlValue.Text text -> {
                    warn(
                            entry.key(),
                            " is read as a repository, but its value, " + text.described()
                                    + ", is not read: expected a mapping, e.g. {depends_on: [...]}");
                    listings.add(RepositoryEntry.keyed(entry, where));
                }
                case YamlValue.Sequence items ->
                    throw GraphException.at(
                            items.place(),
                            "the value of " + QuotedText.of(entry.key().text())
                                    + " is a list, which could be its dependencies or a group's repositories; expected"
                                    + " a mapping, e.g. {depends_on: [...]}, or the list under 'groups'");
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

        /** A repository or a group. */
        private void keyed(YamlValue.MappingEntry entry, YamlValue.Mapping mapping, GroupScope where) {
            if (isGroup(mapping)) {
                group(Optional.of(entry.key()), mapping, where);
            } else {
                listings.add(RepositoryEntry.keyed(entry, where));
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
            } else if (item instanceof YamlValue.Mapping mapping && isContainer(mapping)) {
                group(groupName(mapping), mapping, where);
            } else if (item instanceof YamlValue.Mapping mapping) {
                groups(key, mapping, where);
            } else {
                throw unexpectedGroup(key, item);
            }
        }

        private void group(Optional<YamlValue.Text> name, YamlValue value, GroupScope where) {
            switch (value) {
                case YamlValue.Sequence items -> {
                    GroupScope group = where.group(name, List.of());
                    items.values().forEach(item -> item(item, group));
                }
                case YamlValue.Mapping mapping -> contents(mapping, where.group(name, Edge.of(mapping)));
                case YamlValue.Nothing nothing -> name.ifPresent(emptyGroups::add);
                case YamlValue.Text text -> throw unexpectedGroup(name.orElse(text), text);
            }
        }

        private static Optional<YamlValue.Text> groupName(YamlValue.Mapping mapping) {
            return List.of(GraphKeyword.NAME, GraphKeyword.ID, GraphKeyword.MEMBER_OF).stream()
                    .flatMap(keyword -> keyword.texts(mapping))
                    .findFirst();
        }

        /** Where repositories are expected, a mapping that holds some of its own and names none itself. */
        private static boolean isGroup(YamlValue.Mapping mapping) {
            return GraphKeyword.REPOSITORIES.isIn(mapping) && !GraphKeyword.REPOSITORY.isIn(mapping);
        }

        private static boolean isContainer(YamlValue.Mapping mapping) {
            return GraphKeyword.REPOSITORIES.isIn(mapping) || GraphKeyword.GROUPS.isIn(mapping);
        }

        private static boolean isEdge(YamlValue.MappingEntry entry) {
            return GraphKeyword.UPSTREAM.means(entry.key()) || GraphKeyword.DOWNSTREAM.means(entry.key());
        }

        private void warnWhenLoose(YamlValue.MappingEntry edge, GroupScope where) {
            if (!where.isGroup()) {
                warn(edge.key(), " is outside any repository and is not read; expected it inside one");
            }
        }

        private void warnNoRepository(YamlValue.MappingEntry entry) {
            warn(
                    entry.key(),
                    " is not read as a repository: its value is "
                            + entry.value().described() + ", expected a mapping");
        }

        private void warn(YamlValue.Text key, String rest) {
            warnings.add(new GraphWarning(key.place(), QuotedText.of(key.text()) + rest));
        }

        private static GraphException unexpectedGroup(YamlValue.Text key, YamlValue value) {
            return GraphException.at(
                    value.place(),
                    "the value of " + QuotedText.of(key.text()) + " is " + value.described()
                            + "; expected a group's repositories, as a list or a mapping");
        }
    }
}
