/**
 * One issue on GitHub in the place of Slack. Implements a port of {@code notification}.
 *
 * <p>The decision that shaped it: the issue is found again by its label and a hidden mark in its text, not by a number
 * that is kept, so that it is also found by a run that remembers nothing.
 */
@NullMarked
package io.github.ccatobs.pat.issue;

import org.jspecify.annotations.NullMarked;
