/**
 * The process's streams and the person's terminal: what is written is made printable, a token is read without an echo,
 * and signals are handled. May use the domain and token.
 *
 * <p>The decision that shaped it: a question and a secret go through {@code /dev/tty}, so that streams may be piped.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.cli.terminal;

import org.jspecify.annotations.NullMarked;
