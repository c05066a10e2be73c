/**
 * The JSON documents that several entry points answer with. May use domain, graph, github, token, audit,
 * rotation and retirement.
 *
 * <p>The decision that shaped it: {@code --json}, HTTP and the functions say the same of the same thing, so each
 * document is written once.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.json;

import org.jspecify.annotations.NullMarked;
