/**
 * Slack as a board for notices: every notice as one Block Kit message, posted to an incoming webhook. Implements the
 * port of notice; may use domain, github, audit, rotation and notice, and nobody imports it.
 *
 * <p>The decision that shaped it: a message is built within Slack's limits, whatever there is to say. What does not fit
 * is counted and named. Foreign text is escaped where it enters a message and Slack is told to parse nothing else, so
 * nobody can mention a channel through the name of a repository.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/">Slack: Blocks</a>
 */
@NullMarked
package io.github.ccatobs.pat.slack;

import org.jspecify.annotations.NullMarked;
