/**
 * The command {@code ccat pat}: options in, one call, a table or JSON out, and an exit code. May use audit, rotation,
 * graph, token and github; the demo alone may use the sandbox.
 *
 * <p>The decision that shaped it: results go to stdout, talk to stderr, and every exception becomes an exit code in one
 * place.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.cli;

import org.jspecify.annotations.NullMarked;
