/**
 * The results of a command: text for people ({@code ...Text}), documents for machines ({@code ...Json}), progress, and
 * the {@link ExitCode}. May use domain, graph, github, token, audit, rotation, retirement, the
 * documents of json, and the terminal it is shown on.
 *
 * <p>The decision that shaped it: it only reads what it is given, so that a test compares whole lines.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.ExitCode;
import org.jspecify.annotations.NullMarked;
