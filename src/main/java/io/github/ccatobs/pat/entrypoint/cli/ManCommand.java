package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SpellingSuggestion;
import io.github.ccatobs.pat.entrypoint.cli.output.ManPage;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ccat pat man}: manual pages, from the definitions that the help is made of. */
@Command(
        name = "man",
        description = "Prints the manual page of a command, or of ccat pat without one, or writes all of them.",
        footerHeading = "%nExamples:%n",
        footer = {"  ccat pat man rotate | man -l -", "  ccat pat man --to ~/.local/share/man/man1"})
final class ManCommand implements Runnable {

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to describe.")
    private @Nullable String name;

    @Option(names = "--to", paramLabel = "DIRECTORY", description = "Write a page for each command to this directory.")
    private @Nullable Path directory;

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal;

    ManCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        var pat = Objects.requireNonNull(Objects.requireNonNull(spec).parent());
        if (directory != null) {
            write(pat, directory);
            return;
        }
        terminal.out().print(ManPage.of(page(pat)));
        terminal.out().flush();
    }

    private CommandSpec page(CommandSpec pat) {
        if (name == null) {
            return pat;
        }
        var command = pat.subcommands().get(name);
        if (command == null) {
            throw new IllegalArgumentException("there is no command " + QuotedText.of(name)
                    + SpellingSuggestion.to(name, pat.subcommands().keySet())
                            .map(word -> "; did you mean '" + word + "'?")
                            .orElse(""));
        }
        return command.getCommandSpec();
    }

    private static void write(CommandSpec pat, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("ccat-pat.1"), ManPage.of(pat));
            for (CommandLine command : pat.subcommands().values()) {
                Files.writeString(
                        directory.resolve("ccat-pat-" + command.getCommandName() + ".1"),
                        ManPage.of(command.getCommandSpec()));
            }
        } catch (UncheckedIOException | IOException e) {
            throw new IllegalArgumentException(
                    "the manual pages cannot be written to " + QuotedText.of(directory.toString()), e);
        }
    }
}
