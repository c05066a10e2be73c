package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.entrypoint.cli.output.FishCompletion;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ccat pat completion}: what lets a shell complete our commands and options. */
@Command(
        name = "completion",
        description = "Prints the script that completes commands and options in a shell.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(ccat pat completion bash)",
            "  source <(ccat pat completion zsh)",
            "  ccat pat completion fish > ~/.config/fish/completions/ccat.fish"
        })
final class CompletionCommand implements Runnable {

    /** The shells that we know. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private @Nullable Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        var root = Objects.requireNonNull(spec).root().commandLine();
        terminal.document(
                switch (Objects.requireNonNull(shell)) {
                    // One script: in zsh it loads zsh's own support for those of bash.
                    case bash, zsh -> AutoComplete.bash("ccat", root);
                    case fish -> FishCompletion.of(root.getCommandSpec());
                });
        terminal.out().flush();
    }
}
