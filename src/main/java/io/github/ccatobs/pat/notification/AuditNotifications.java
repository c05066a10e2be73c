package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditNotifier;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditResult;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.notification.NotificationDispatcher.PendingNotification;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.TokenSourceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells what audits find, once: what is new and what is over since the audit that people were told of last; once a week
 * what stays, that audits cannot tell everything, or that all is well; the end of the token at each threshold.
 */
@ApplicationScoped
public class AuditNotifications implements AuditNotifier {

    private final NotificationStore store;
    private final AuditHistory history;
    private final Clock clock;
    private final NotificationDispatcher dispatcher;

    AuditNotifications(Notifier board, NotificationStore store, AuditHistory history, Clock clock) {
        this.store = store;
        this.history = history;
        this.clock = clock;
        this.dispatcher = new NotificationDispatcher(board, store, clock);
    }

    /**
     * Tells what is new in an audit that the history keeps already. While somebody else tells of this secret, it leaves
     * the rest to the next audit.
     *
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board; the next audit makes it good
     * @throws RotationStore.StoreUnavailableException when what was told cannot be read or kept
     */
    @Override
    public void audited(AuditResult audit) {
        var secret = audit.secret();
        tell(secret, told -> {
            var known = told.audit().flatMap(at -> history.find(secret, at));
            return AuditNotificationRules.ofAudit(
                    told, known.map(AuditRecord::findings).orElse(List.of()), audit);
        });
    }

    @Override
    public void failed(SecretName secret, RuntimeException failure) {
        try {
            failed(secret, reason(failure));
        } catch (Notifier.NotificationFailedException | RotationStore.StoreUnavailableException untold) {
            failure.addSuppressed(untold);
        }
    }

    /** A failure that we did not foresee is told by its kind alone, since its message may hold anything. */
    private static String reason(RuntimeException failure) {
        return switch (failure) {
            case GitHubException refused -> refused.why();
            case IllegalArgumentException wrong -> String.valueOf(wrong.getMessage());
            case TokenSourceException none -> String.valueOf(none.getMessage());
            case SecretUnavailableException closed -> String.valueOf(closed.getMessage());
            case RotationStore.StoreUnavailableException closed -> String.valueOf(closed.getMessage());
            default ->
                "a defect in ccat-pat, please report it: " + failure.getClass().getSimpleName();
        };
    }

    /**
     * Tells that no audit could be made.
     *
     * @param reason why, in words that say what to do about it and hold no secret
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board; the next failure makes it good
     * @throws RotationStore.StoreUnavailableException when what was told cannot be read or kept
     */
    void failed(SecretName secret, String reason) {
        tell(secret, told -> AuditNotificationRules.ofFailure(told, secret, TokenRedactor.of(reason), clock.instant()));
    }

    private void tell(
            SecretName secret,
            Function<AuditNotificationState, Optional<PendingNotification<AuditNotificationState>>> judge) {
        dispatcher.tell(
                secret,
                NotificationState.Topic.AUDITS,
                () -> store.ofAudits(secret),
                told -> judge.apply(told.orElseGet(AuditNotificationState::nothing)));
    }
}
