package io.github.ccatobs.pat.entrypoint.cli.output;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's manual page.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/man.7.html">man(7)</a>
 */
public final class ManPage {

    private ManPage() {}

    /** The page of {@code command}, which is {@code pat} or one of its commands. */
    public static String of(CommandSpec command) {
        String name = command.name().equals("pat") ? "ccat-pat" : "ccat-pat-" + command.name();
        return Stream.of(
                        Stream.of(
                                ".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + text(command.version()[0])
                                        + "\"",
                                ".SH NAME",
                                text(name) + " \\- " + text(PlainHelp.summary(command)),
                                ".SH SYNOPSIS",
                                ".B " + text(name.replaceFirst("-pat-", " pat ").replace("ccat-pat", "ccat pat")),
                                "[\\fIOPTIONS\\fR]" + arguments(command),
                                ".SH DESCRIPTION"),
                        Stream.of(
                                        command.usageMessage().header(),
                                        command.usageMessage().description())
                                .flatMap(Stream::of)
                                .map(PlainHelp::sentence)
                                .flatMap(paragraph -> Stream.of(".PP", text(paragraph)))
                                .skip(1),
                        entries(
                                ".SH COMMANDS",
                                command.subcommands().values().stream()
                                        .map(CommandLine::getCommandSpec)
                                        .map(child -> entry(child.name(), PlainHelp.summary(child)))),
                        entries(
                                ".SH OPTIONS",
                                command.options().stream()
                                        .filter(option -> !option.hidden())
                                        .map(option -> entry(names(option), PlainHelp.sentence(option.description())))),
                        entries(
                                ".SH EXIT STATUS",
                                command.usageMessage().exitCodeList().entrySet().stream()
                                        .map(code -> entry(code.getKey().strip(), code.getValue()))),
                        Stream.of(".SH EXAMPLES", ".nf"),
                        Stream.of(command.usageMessage().footer()).map(line -> text(String.format(line))),
                        Stream.of(".fi"))
                .flatMap(lines -> lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String arguments(CommandSpec command) {
        String labels = command.positionalParameters().stream()
                .map(parameter -> " [\\fI" + text(parameter.paramLabel()) + "\\fR]")
                .collect(Collectors.joining());
        return command.subcommands().isEmpty() ? labels : " \\fICOMMAND\\fR";
    }

    private static Stream<String> entries(String heading, Stream<String> entries) {
        var all = entries.toList();
        return all.isEmpty() ? Stream.empty() : Stream.concat(Stream.of(heading), all.stream());
    }

    private static String entry(String term, String meaning) {
        return ".TP\n.B " + text(term) + "\n" + text(meaning);
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return String.join(", ", option.names()) + value;
    }

    /** Text that roff shows as it is: its escape character doubled, hyphens kept, and no request at the start of a line. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
