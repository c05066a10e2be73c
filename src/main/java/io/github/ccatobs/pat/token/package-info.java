/**
 * May this token be spread? Its format, GitHub's answers about it, and its source. May use domain, settings and
 * github; where a token comes from is a port.
 *
 * <p>The decision that shaped it: a token is judged before the first write, every judgement comes with the next action
 * in words, and none of them ever quotes the token.
 */
@NullMarked
package io.github.ccatobs.pat.token;

import org.jspecify.annotations.NullMarked;
