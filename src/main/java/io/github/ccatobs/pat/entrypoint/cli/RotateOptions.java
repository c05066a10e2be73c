package io.github.ccatobs.pat.entrypoint.cli;

import picocli.CommandLine.Option;

/** The options of {@code rotate} alone. */
final class RotateOptions {

    @Option(names = "--dry-run", description = "Show what a rotation would do; write nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before the first write.")
    boolean yes;

    @Option(
            names = "--continue-on-error",
            description = "Pass over repositories that cannot be written, instead of stopping at the first.")
    boolean continueOnError;

    @Option(names = "--all", description = "Write also where this token has already been written.")
    boolean all;

    @Option(names = "--force", description = "Accept a token whose checks warn.")
    boolean force;
}
