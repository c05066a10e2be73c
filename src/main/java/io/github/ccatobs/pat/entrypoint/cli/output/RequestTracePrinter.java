package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.entrypoint.cli.terminal.ProgressOutput;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.RequestListener;

/** Prints a line for each request to GitHub, on stderr. */
public final class RequestTracePrinter implements RequestListener {

    private final Terminal terminal;

    /** Prints on {@code terminal}. */
    public RequestTracePrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void answered(int status) {}

    @Override
    public void unanswered() {}

    @Override
    public void finished(RequestTrace trace) {
        ProgressOutput.printInPlace(
                terminal,
                trace.method() + " " + trace.path() + " "
                        + trace.status().map(String::valueOf).orElse("no answer") + " in "
                        + trace.took().toMillis() + " ms"
                        + trace.remaining()
                                .map(left -> ", " + left + " requests left")
                                .orElse(""));
    }
}
