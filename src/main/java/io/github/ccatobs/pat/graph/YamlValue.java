package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import java.util.List;

/** A value of the file, with its place: YAML without types, anchors, tags or merge keys. */
sealed interface YamlValue {

    SourceLocation place();

    /** The value in a message's words: "a list", "the text 'x'". */
    String described();

    /** A scalar as it is written, whatever YAML would make of it. */
    record Text(String text, SourceLocation place) implements YamlValue {
        @Override
        public String described() {
            return "the text " + quoted();
        }

        /** The text for a message: in quotes, without what may be a password or a token in it. */
        String quoted() {
            return QuotedText.of(TokenRedactor.of(RepositoryAddress.withoutUser(text)));
        }
    }

    /** No value: left out, {@code ~} or {@code null}. */
    record Nothing(SourceLocation place) implements YamlValue {
        @Override
        public String described() {
            return "nothing";
        }
    }

    /** A list. */
    record Sequence(List<YamlValue> values, SourceLocation place) implements YamlValue {
        public Sequence {
            values = List.copyOf(values);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping, its entries in the order of the file and no key twice. */
    record Mapping(List<MappingEntry> entries, SourceLocation place) implements YamlValue {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** One line of a mapping. */
    record MappingEntry(Text key, YamlValue value) {}
}
