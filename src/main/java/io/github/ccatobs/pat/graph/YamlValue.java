package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.Quoted;
import java.util.List;

/** A value of the file, with its place: YAML without types, anchors, tags or merge keys. */
sealed interface YamlValue {

    Place place();

    /** The value in a message's words: "a list", "the text 'x'". */
    String described();

    /** A scalar as it is written, whatever YAML would make of it. */
    record Text(String text, Place place) implements YamlValue {
        @Override
        public String described() {
            return "the text " + Quoted.of(text);
        }
    }

    /** No value: left out, {@code ~} or {@code null}. */
    record Nothing(Place place) implements YamlValue {
        @Override
        public String described() {
            return "nothing";
        }
    }

    /** A list. */
    record Items(List<YamlValue> values, Place place) implements YamlValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping, its entries in the order of the file and no key twice. */
    record Mapping(List<Entry> entries, Place place) implements YamlValue {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** One line of a mapping. */
    record Entry(Text key, YamlValue value) {}
}
