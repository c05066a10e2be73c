package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Instant;

/** Keeps one issue for each secret: its text is today's state, its comments are the news. */
public interface IssueTracker extends NotificationSink {

    /**
     * Looks for the issue, and writes nothing.
     *
     * @return the repository that keeps it
     * @throws IllegalArgumentException when the settings name no repository, or no credential
     * @throws io.github.ccatobs.pat.domain.FailureException when the credential may not read issues there
     */
    String verify();

    /**
     * Has the issue say what {@code audit} found, opens it where something is not well, and closes it when all is.
     *
     * @throws Notifier.NotificationFailedException when the issue may not say it
     */
    void show(AuditResult audit);

    /**
     * Has the open issue say that no audit could be made.
     *
     * @param reason why, in words that hold no secret
     * @throws Notifier.NotificationFailedException when the issue may not say it
     */
    void showFailure(SecretName secret, String reason, Instant at);
}
