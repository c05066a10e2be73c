/**
 * The command {@code ccat pat}: options in, one call, a table or JSON out, and an exit code. May use audit, rotation,
 * graph, token, github and seal; the demo alone may use the sandbox, and open a store of its own.
 *
 * <p>Each command is a {@code ...Command}; what it says to people is a {@code ...Talk}, what it says to machines a
 * {@code ...Json}. What {@code rotate}, its dry run and {@code check} have in common is {@link RotationPreparation}.
 *
 * <p>The decision that shaped it: results go to stdout, talk to stderr, and every exception becomes an exit code in one
 * place.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.cli;

import org.jspecify.annotations.NullMarked;
