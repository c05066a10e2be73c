package io.github.ccatobs.pat.entrypoint.cli;

import picocli.CommandLine.Option;

/** The options of {@code rotate} and {@code check} that decide whether a rotation is refused. */
final class PreflightOptions {

    @Option(
            names = "--continue-on-error",
            description = "Skip repositories that cannot be written instead of stopping at the first.")
    boolean continueOnError;

    @Option(names = "--all", description = "Write also where this token has already been written.")
    boolean all;

    @Option(names = "--force", description = "Accept a token whose checks warn.")
    boolean force;
}
