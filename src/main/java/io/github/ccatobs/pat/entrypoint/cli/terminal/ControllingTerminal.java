package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.util.Optional;

/** The terminal that a command is controlled from, wherever its standard streams lead: where a person can be asked. */
public interface ControllingTerminal {

    /** Whether there is one. */
    boolean exists();

    /** Prints {@code text} there and reads a line; empty at the end of input and when there is no terminal. */
    Optional<String> ask(String text);

    /** No terminal, as in a pipeline or a scheduled job. */
    static ControllingTerminal none() {
        return new ControllingTerminal() {
            @Override
            public boolean exists() {
                return false;
            }

            @Override
            public Optional<String> ask(String text) {
                return Optional.empty();
            }
        };
    }
}
