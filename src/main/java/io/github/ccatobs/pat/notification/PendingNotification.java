package io.github.ccatobs.pat.notification;

import java.util.Optional;

/**
 * What there is to tell, and what to remember.
 *
 * @param notice the message, if one is due
 * @param ifPosted what to remember once it is posted, or at once when there is none
 * @param otherwise what to remember when it could not be posted; empty when that is what is remembered already
 */
record PendingNotification<T extends NotificationState>(
        Optional<Notification> notice, T ifPosted, Optional<T> otherwise) {}
