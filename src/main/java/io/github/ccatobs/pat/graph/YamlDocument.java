package io.github.ccatobs.pat.graph;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Composes a file's one YAML document into nodes that know their place. Nothing is ever constructed from a tag. */
final class YamlDocument {

    static final int DEEPEST = 50;

    /**
     * Generous, because a line such as {@code <<: *defaults} in each repository is harmless: {@link YamlConverter} counts
     * what aliases unfold to.
     */
    static final int MOST_ALIASES = 10_000;

    private static final int LONGEST_PROBLEM = 200;
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^ -~]");

    private YamlDocument() {}

    /** Gives the root node. */
    static Node compose(GraphContent text) {
        var stream = new StreamReader(GraphDecoder.decode(text));
        var parser = new ParserImpl(stream, limits());
        try {
            return Optional.ofNullable(new Composer(parser, new Resolver(), limits()).getSingleNode())
                    .orElseThrow(() -> empty(text));
        } catch (MarkedYAMLException e) {
            var mark = Optional.ofNullable(e.getProblemMark()).orElseGet(stream::getMark);
            throw GraphException.at(place(text.origin(), mark), "this is not YAML: " + problem(e));
        } catch (YAMLException e) {
            throw GraphException.at(
                    place(text.origin(), next(parser, stream)),
                    "too many levels or aliases; expected at most " + DEEPEST + " levels and " + MOST_ALIASES
                            + " aliases");
        }
    }

    /** Where the parser stands; the stream itself reads ahead of it. */
    private static Mark next(ParserImpl parser, StreamReader stream) {
        try {
            return parser.peekEvent().getStartMark();
        } catch (YAMLException e) {
            return stream.getMark();
        }
    }

    /** Where {@code mark} points, counted from 1. */
    static SourceLocation place(String origin, Mark mark) {
        return new SourceLocation(origin, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static LoaderOptions limits() {
        var options = new LoaderOptions();
        options.setCodePointLimit(GraphContent.LIMIT);
        options.setNestingDepthLimit(DEEPEST - 1); // it allows one more than it is told
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    private static GraphException empty(GraphContent text) {
        return GraphException.at(
                new SourceLocation(text.origin(), 1, 1),
                "the file holds no YAML document; " + ExtractedEntries.EXPECTED);
    }

    private static String problem(MarkedYAMLException e) {
        return Stream.of(Optional.ofNullable(e.getContext()), Optional.ofNullable(e.getProblem()))
                .flatMap(Optional::stream)
                .map(YamlDocument::plain)
                .collect(Collectors.joining(", "));
    }

    /** The parser's words may quote the file: only what a terminal prints harmlessly, and not too much of it. */
    private static String plain(String problem) {
        String shown = BEYOND_ASCII.matcher(problem).replaceAll("?");
        return shown.length() > LONGEST_PROBLEM ? shown.substring(0, LONGEST_PROBLEM) + "..." : shown;
    }
}
