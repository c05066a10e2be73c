package io.github.ccatobs.pat.slack;

import java.util.Optional;

/**
 * The answer to a message.
 *
 * @param status HTTP's
 * @param retryAfter the header of that name
 * @param body the first part of the body
 */
record WebhookResponse(int status, Optional<String> retryAfter, String body) {}
