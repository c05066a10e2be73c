/**
 * The long-running service: schedule and HTTP as one, which begin and end together. May use the entry points http and
 * schedule, which do not know each other, and what they are wired with and need: audit, github, graph, token,
 * notice, rotation and the entry point watch.
 *
 * <p>The decision that shaped it: the command knows one thing with a beginning and an end, and nothing of what is in it.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.serve;

import org.jspecify.annotations.NullMarked;
