/**
 * What people are told, when, and never twice. May use domain, github, token, audit and rotation; where it is posted ({@link
 * io.github.ccatobs.pat.notification.Notifier}) and where what was told is kept ({@link
 * io.github.ccatobs.pat.notification.NotificationStore}) are ports.
 *
 * <p>The decision that shaped it: what is news is judged against what was last told, not against what was last seen. So
 * a message that could not be posted is made good by the next one, and an audit or a slice may look for news as often
 * as it likes. An audit is told in one message at most.
 *
 * <p>What was told is kept after it was posted. A crash in between repeats one message rather than losing it.
 */
@NullMarked
package io.github.ccatobs.pat.notification;

import org.jspecify.annotations.NullMarked;
