/**
 * {@code ccat pat demo}: an audit and a rotation against a GitHub inside this process. It alone may use the sandbox and
 * open a store of its own.
 *
 * <p>The decision that shaped it: the demo runs the code of {@code status} and {@code rotate}, so it shows no more than
 * they can do.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.cli.demo;

import org.jspecify.annotations.NullMarked;
