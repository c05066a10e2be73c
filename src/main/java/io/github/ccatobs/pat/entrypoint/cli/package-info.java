/**
 * The command {@code ccat pat}: options in, one call, a table or JSON out, and an exit code. PackageRulesTest
 * holds what it may use.
 *
 * <p>Each command is a {@code ...Command}; it prints through {@code cli.output} on a {@code cli.terminal}. {@link
 * CommandRotationPreparation} serves {@code rotate}, its dry run and {@code check}.
 *
 * <p>The decision that shaped it: results go to stdout, progress and questions to stderr, and every exception becomes an
 * exit code in one place.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.cli;

import org.jspecify.annotations.NullMarked;
