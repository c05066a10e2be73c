package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
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
final class YamlConverter {

    /** How many values a file may unfold to. Any sensible file within the size limit is smaller; aliases are not. */
    static final int MOST_VALUES = 200_000;

    private static final Set<Tag> PLAIN = Set.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.SEQ, Tag.MAP, Tag.SET);

    private final String origin;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int valueCount;

    YamlConverter(String origin) {
        this.origin = origin;
    }

    /** Unfolds {@code node}. */
    YamlValue convert(Node node) {
        SourceLocation location = place(node);
        if (++valueCount > MOST_VALUES) {
            throw GraphException.at(
                    location,
                    "the file unfolds to more than " + MOST_VALUES + " values; expected fewer or fewer aliases");
        }
        if (!PLAIN.contains(node.getTag())) {
            throw GraphException.at(
                    location,
                    "the tag " + QuotedText.of(node.getTag().getValue()) + " is not read; expected plain YAML");
        }
        if (!open.add(node)) {
            throw GraphException.at(location, "this value contains itself; expected an alias outside its own anchor");
        }
        YamlValue value = unfold(node, location);
        open.remove(node);
        return value;
    }

    private YamlValue unfold(Node node, SourceLocation location) {
        return switch (node) {
            case MappingNode mapping -> new YamlValue.Mapping(entries(mapping), location);
            case SequenceNode list ->
                new YamlValue.Sequence(
                        list.getValue().stream().map(this::convert).toList(), location);
            case ScalarNode nothing when nothing.getTag().equals(Tag.NULL) -> new YamlValue.Nothing(location);
            case ScalarNode text -> new YamlValue.Text(text.getValue(), location);
            default -> throw new IllegalStateException("a composed node of kind " + node.getNodeId());
        };
    }

    private List<YamlValue.MappingEntry> entries(MappingNode mapping) {
        List<YamlValue.Text> keys = mapping.getValue().stream().map(this::key).toList();
        Set<String> taken = distinct(keys);
        var entries = new ArrayList<YamlValue.MappingEntry>();
        for (int i = 0; i < keys.size(); i++) {
            NodeTuple tuple = mapping.getValue().get(i);
            if (isMerge(tuple)) {
                merged(tuple.getValueNode())
                        .filter(entry -> taken.add(entry.key().text()))
                        .forEach(entries::add);
            } else {
                entries.add(new YamlValue.MappingEntry(keys.get(i), convert(tuple.getValueNode())));
            }
        }
        return entries;
    }

    /** The mapping's own keys, which go before merged ones. */
    private static Set<String> distinct(List<YamlValue.Text> keys) {
        Map<String, SourceLocation> first = new HashMap<>();
        for (YamlValue.Text key : keys) {
            SourceLocation earlier = first.putIfAbsent(key.text(), key.place());
            if (earlier != null) {
                throw GraphException.at(
                        key.place(),
                        "key " + key.quoted() + " appears twice in this mapping, first in line " + earlier.line()
                                + "; expected each key once");
            }
        }
        return new HashSet<>(first.keySet());
    }

    private YamlValue.Text key(NodeTuple tuple) {
        YamlValue key = convert(tuple.getKeyNode());
        if (key instanceof YamlValue.Text text) {
            return text;
        }
        throw GraphException.at(
                key.place(), "a key is " + key.described() + "; expected text (in quotes if it is meant literally)");
    }

    private static boolean isMerge(NodeTuple tuple) {
        return tuple.getKeyNode().getTag().equals(Tag.MERGE);
    }

    private Stream<YamlValue.MappingEntry> merged(Node source) {
        YamlValue value = convert(source);
        return value instanceof YamlValue.Sequence items
                ? items.values().stream().flatMap(YamlConverter::mergeable)
                : mergeable(value);
    }

    private static Stream<YamlValue.MappingEntry> mergeable(YamlValue value) {
        if (value instanceof YamlValue.Mapping mapping) {
            return mapping.entries().stream();
        }
        throw GraphException.at(
                value.place(), "'<<' merges " + value.described() + "; expected a mapping or a list of mappings");
    }

    private SourceLocation place(Node node) {
        return YamlDocument.place(origin, node.getStartMark());
    }
}
