package io.github.ccatobs.pat.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a listing stands: at the top of the file, or in a group.
 *
 * @param outer what is around the group; absent for the file itself
 * @param name the group's name, if it has one
 * @param declared the dependencies the group declares for all it holds
 * @param excluded the words that leave the group out, if any
 */
record GroupScope(
        Optional<GroupScope> outer, Optional<YamlValue.Text> name, List<Edge> declared, Optional<Exclusion> excluded) {

    static final GroupScope THE_FILE = new GroupScope(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    boolean isGroup() {
        return outer.isPresent();
    }

    /** A group standing here that is no more than a list. */
    GroupScope group(Optional<YamlValue.Text> groupName) {
        return new GroupScope(Optional.of(this), groupName, List.of(), Optional.empty());
    }

    /** A group standing here. */
    GroupScope group(Optional<YamlValue.Text> groupName, YamlValue.Mapping mapping) {
        return new GroupScope(Optional.of(this), groupName, Edge.ofGroup(mapping), Exclusion.in(mapping));
    }

    /** The words that leave out this group or one around it. */
    Optional<Exclusion> exclusion() {
        return enclosing().flatMap(place -> place.excluded().stream()).findFirst();
    }

    /** The names of this group and those around it. */
    Stream<YamlValue.Text> groups() {
        return enclosing().flatMap(place -> place.name().stream());
    }

    /** The dependencies that this group and those around it declare. */
    Stream<Edge> edges() {
        return enclosing().flatMap(place -> place.declared().stream());
    }

    private Stream<GroupScope> enclosing() {
        return Stream.iterate(Optional.of(this), Optional::isPresent, place -> place.flatMap(GroupScope::outer))
                .flatMap(Optional::stream);
    }
}
