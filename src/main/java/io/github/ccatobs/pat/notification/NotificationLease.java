package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;

/**
 * The right to be the one who tells.
 *
 * @param turn higher than that of any claim before
 */
public record NotificationLease(SecretName secret, NotificationState.Topic topic, long turn) {}
