package io.github.ccatobs.pat.entrypoint.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion for fish, which picocli does not write.
 *
 * @see <a href="https://fishshell.com/docs/current/cmds/complete.html">complete</a>
 */
public final class FishCompletion {

    private FishCompletion() {}

    /** The script for {@code root}, a command whose subcommands have subcommands. */
    public static String of(CommandSpec root) {
        return Stream.concat(Stream.of("complete -c ccat -f"), lines(root, List.of()))
                .collect(Collectors.joining("\n", "# Completion of ccat for fish.\n", ""));
    }

    private static Stream<String> lines(CommandSpec command, List<String> path) {
        String here = condition(command, path);
        var children = command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct();
        return Stream.of(
                        command.subcommands().values().stream()
                                .map(CommandLine::getCommandSpec)
                                .map(child -> here + " -a " + child.name() + description(PlainHelp.summary(child))),
                        command.options().stream()
                                .filter(option -> !option.hidden())
                                .map(option -> here
                                        + names(option)
                                        + value(option)
                                        + description(PlainHelp.sentence(option.description()))),
                        command.positionalParameters().stream()
                                .filter(parameter ->
                                        candidates(parameter).findAny().isPresent())
                                .map(parameter -> here + " -a " + choices(parameter)),
                        children.flatMap(child -> lines(
                                child,
                                Stream.concat(path.stream(), Stream.of(child.name()))
                                        .toList())))
                .flatMap(lines -> lines);
    }

    /** All words of the path were typed, and none of those that lead further. */
    private static String condition(CommandSpec command, List<String> path) {
        String typed =
                path.stream().map(word -> "__fish_seen_subcommand_from " + word).collect(Collectors.joining("; and "));
        String further = command.subcommands().isEmpty()
                ? ""
                : "not __fish_seen_subcommand_from "
                        + String.join(" ", command.subcommands().keySet());
        String both = Stream.of(typed, further).filter(text -> !text.isEmpty()).collect(Collectors.joining("; and "));
        return "complete -c ccat -n '" + both + "'";
    }

    private static String names(OptionSpec option) {
        return Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return candidates(option).findAny().isPresent() ? " -x -a " + choices(option) : " -r -F";
    }

    private static String choices(ArgSpec argument) {
        return candidates(argument).collect(Collectors.joining(" ", "'", "'"));
    }

    private static Stream<String> candidates(ArgSpec argument) {
        var candidates = argument.completionCandidates();
        return candidates == null ? Stream.empty() : StreamSupport.stream(candidates.spliterator(), false);
    }

    private static String description(String text) {
        return text.isEmpty() ? "" : " -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
