/**
 * The JSON documents that several entry points answer with. May use domain, graph, github, audit and rotation.
 *
 * <p>The decision that shaped it: {@code --json}, HTTP and the functions say the same of the same thing, so each
 * document is written once.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.json;

import org.jspecify.annotations.NullMarked;
