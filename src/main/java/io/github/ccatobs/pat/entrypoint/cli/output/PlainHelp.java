package io.github.ccatobs.pat.entrypoint.cli.output;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The texts of a command's definition as plain text, for scripts and manual pages. */
final class PlainHelp {

    private PlainHelp() {}

    /** The first sentence of a command's description. */
    static String summary(CommandSpec command) {
        String[] header = command.usageMessage().header();
        String text = sentence(header.length == 0 ? command.usageMessage().description() : header);
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** All lines as one. */
    static String sentence(String... lines) {
        return Stream.of(lines)
                .map(line -> String.format(line).strip())
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
