/**
 * Slack as a notifier: every notification as one Block Kit message, posted to an incoming webhook. Implements the port of
 * notification; may use domain, settings, network, github, audit, rotation, notification and, for the port that reads the webhook's secret,
 * token. No other package imports it.
 *
 * <p>The decision that shaped it: a message is built within Slack's limits, whatever its content. Content that does not fit
 * is counted and named. Foreign text is escaped where it enters a message and Slack is told to parse nothing else, so
 * the name of a repository cannot mention a channel.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks/">Slack: Blocks</a>
 */
@NullMarked
package io.github.ccatobs.pat.slack;

import org.jspecify.annotations.NullMarked;
