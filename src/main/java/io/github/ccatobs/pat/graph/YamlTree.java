package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Unfolds YAML nodes into values: aliases copied out, merge keys merged, everything else as written. Refuses what would
 * not end (an alias inside its own anchor), what grows too large, keys that stand twice and tags that ask for a type.
 */
final class YamlTree {

    /** How many values a file may unfold to. Any sensible file within the size limit is smaller; aliases are not. */
    static final int MOST_VALUES = 200_000;

    private static final Set<Tag> PLAIN = Set.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.SEQ, Tag.MAP, Tag.SET);

    private final String origin;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int grown;

    YamlTree(String origin) {
        this.origin = origin;
    }

    /** Unfolds {@code node}. */
    YamlValue grow(Node node) {
        Place place = place(node);
        if (++grown > MOST_VALUES) {
            throw GraphException.at(
                    place, "the file unfolds to more than " + MOST_VALUES + " values; expected fewer or fewer aliases");
        }
        if (!PLAIN.contains(node.getTag())) {
            throw GraphException.at(
                    place, "the tag " + Quoted.of(node.getTag().getValue()) + " is not read; expected plain YAML");
        }
        if (!open.add(node)) {
            throw GraphException.at(place, "this value contains itself; expected an alias outside its own anchor");
        }
        YamlValue value = unfold(node, place);
        open.remove(node);
        return value;
    }

    private YamlValue unfold(Node node, Place place) {
        return switch (node) {
            case MappingNode mapping -> new YamlValue.Mapping(entries(mapping), place);
            case SequenceNode list ->
                new YamlValue.Items(list.getValue().stream().map(this::grow).toList(), place);
            case ScalarNode nothing when nothing.getTag().equals(Tag.NULL) -> new YamlValue.Nothing(place);
            case ScalarNode text -> new YamlValue.Text(text.getValue(), place);
            default -> throw new IllegalStateException("a composed node of kind " + node.getNodeId());
        };
    }

    private List<YamlValue.Entry> entries(MappingNode mapping) {
        List<YamlValue.Text> keys = mapping.getValue().stream().map(this::key).toList();
        Set<String> taken = distinct(keys);
        var entries = new ArrayList<YamlValue.Entry>();
        for (int i = 0; i < keys.size(); i++) {
            NodeTuple tuple = mapping.getValue().get(i);
            if (isMerge(tuple)) {
                merged(tuple.getValueNode())
                        .filter(entry -> taken.add(entry.key().text()))
                        .forEach(entries::add);
            } else {
                entries.add(new YamlValue.Entry(keys.get(i), grow(tuple.getValueNode())));
            }
        }
        return entries;
    }

    /** The mapping's own keys, which go before merged ones. */
    private static Set<String> distinct(List<YamlValue.Text> keys) {
        Map<String, Place> first = new HashMap<>();
        for (YamlValue.Text key : keys) {
            Place earlier = first.putIfAbsent(key.text(), key.place());
            if (earlier != null) {
                throw GraphException.at(
                        key.place(),
                        "key " + Quoted.of(key.text()) + " stands twice in this mapping, first in line "
                                + earlier.line() + "; expected each key once");
            }
        }
        return new HashSet<>(first.keySet());
    }

    private YamlValue.Text key(NodeTuple tuple) {
        YamlValue key = grow(tuple.getKeyNode());
        if (key instanceof YamlValue.Text text) {
            return text;
        }
        throw GraphException.at(
                key.place(), "a key is " + key.described() + "; expected text (in quotes if it is meant literally)");
    }

    private static boolean isMerge(NodeTuple tuple) {
        return tuple.getKeyNode().getTag().equals(Tag.MERGE);
    }

    private Stream<YamlValue.Entry> merged(Node source) {
        YamlValue value = grow(source);
        return value instanceof YamlValue.Items items
                ? items.values().stream().flatMap(YamlTree::mergeable)
                : mergeable(value);
    }

    private static Stream<YamlValue.Entry> mergeable(YamlValue value) {
        if (value instanceof YamlValue.Mapping mapping) {
            return mapping.entries().stream();
        }
        throw GraphException.at(
                value.place(), "'<<' merges " + value.described() + "; expected a mapping or a list of mappings");
    }

    private Place place(Node node) {
        return YamlDocument.place(origin, node.getStartMark());
    }
}
