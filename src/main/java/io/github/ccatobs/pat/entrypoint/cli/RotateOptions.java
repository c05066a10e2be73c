package io.github.ccatobs.pat.entrypoint.cli;

import picocli.CommandLine.Option;

/** The options of {@code rotate} alone. */
final class RotateOptions {

    @Option(names = "--dry-run", description = "Show what a rotation would do; write nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before the first write. Required where there is no terminal.")
    boolean yes;
}
