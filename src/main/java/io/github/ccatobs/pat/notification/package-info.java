/**
 * Decides what to announce, when, and never twice. May use domain, settings, graph, github, token, audit and
 * rotation; where it is posted ({@link
 * io.github.ccatobs.pat.notification.Notifier}) and where the announced state is kept ({@link
 * io.github.ccatobs.pat.notification.NotificationStore}) are ports.
 *
 * <p>The decision that shaped it: news is the difference from what was last announced, not from what was last seen. So
 * the next message makes up for one that could not be posted, and an audit or a slice may look for news as often
 * as it likes. An audit posts one message at most.
 *
 * <p>The state is kept after the message was posted. A crash in between repeats one message rather than losing it.
 */
@NullMarked
package io.github.ccatobs.pat.notification;

import org.jspecify.annotations.NullMarked;
