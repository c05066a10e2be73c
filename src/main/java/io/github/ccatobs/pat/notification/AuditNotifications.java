package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.Waiver;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.TokenRedactor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Tells what audits find, once: what is new and what is over since the audit that people were told of last; once a week
 * what stays, that audits cannot tell everything, or that all is well; the end of the token at each threshold.
 */
@ApplicationScoped
public class AuditNotifications {

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
     * @param seen what the audit saw, for what its record leaves out
     * @param accepted the repositories whose findings an exception hides
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board; the next audit makes it good
     * @throws io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException when what was told cannot be read or kept
     */
    public void tell(AuditRecord now, Audit seen, Map<RepositoryName, Waiver> accepted) {
        var made = new AuditNotificationRules.Made(
                now, UnreadableRepository.in(seen), seen.token().gaps(), accepted);
        dispatcher.tell(now.secret(), NotificationState.Topic.AUDITS, () -> store.ofAudits(now.secret()), before -> {
            var told = before.orElseGet(AuditNotificationState::nothing);
            var known = told.audit().flatMap(at -> history.find(now.secret(), at));
            return AuditNotificationRules.ofAudit(
                    told, known.map(AuditRecord::findings).orElse(List.of()), made);
        });
    }

    /**
     * Tells that no audit could be made.
     *
     * @param reason why, in words that say what to do about it and hold no secret
     * @throws Notifier.NotificationFailedException when the notice may not have reached the board; the next failure makes it good
     * @throws io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException when what was told cannot be read or kept
     */
    public void failed(SecretName secret, String reason) {
        dispatcher.tell(
                secret,
                NotificationState.Topic.AUDITS,
                () -> store.ofAudits(secret),
                before -> AuditNotificationRules.ofFailure(
                        before.orElseGet(AuditNotificationState::nothing),
                        secret,
                        TokenRedactor.of(reason),
                        clock.instant()));
    }
}
