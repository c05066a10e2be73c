package io.github.ccatobs.pat.notice;

import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.Redacted;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Tells what audits find, once: what is new and what is over since the audit that people were told of last; once a week
 * what stays, that audits cannot tell everything, or that all is well; the end of the token at each threshold.
 */
@ApplicationScoped
public class AuditNews {

    private final ToldStore store;
    private final AuditHistory history;
    private final Clock clock;
    private final Teller teller;

    AuditNews(NoticeBoard board, ToldStore store, AuditHistory history, Clock clock) {
        this.store = store;
        this.history = history;
        this.clock = clock;
        this.teller = new Teller(board, store, clock);
    }

    /**
     * Tells what is new in an audit that the history keeps already. While somebody else tells of this secret, it leaves
     * the rest to the next audit.
     *
     * @param seen what the audit saw, for what its record leaves out
     * @param accepted the repositories whose findings an exception hides
     * @throws NoticeBoard.NotPosted when the notice may not have reached the board; the next audit makes it good
     * @throws io.github.ccatobs.pat.rotation.RotationStore.Unavailable when what was told cannot be read or kept
     */
    public void tell(AuditRecord now, Audit seen, Map<RepositoryName, AcceptedException> accepted) {
        var made = new AuditRules.Made(now, Unread.in(seen), seen.token().gaps(), accepted);
        teller.tell(now.secret(), Told.Topic.AUDITS, () -> {
            var told = told(now.secret());
            var known = told.audit().flatMap(at -> history.find(now.secret(), at));
            return AuditRules.ofAudit(told, known.map(AuditRecord::findings).orElse(List.of()), made);
        });
    }

    /**
     * Tells that no audit could be made.
     *
     * @param reason why, in words that say what to do about it and hold no secret
     * @throws NoticeBoard.NotPosted when the notice may not have reached the board; the next failure makes it good
     * @throws io.github.ccatobs.pat.rotation.RotationStore.Unavailable when what was told cannot be read or kept
     */
    public void failed(SecretName secret, String reason) {
        teller.tell(
                secret,
                Told.Topic.AUDITS,
                () -> AuditRules.ofFailure(told(secret), secret, Redacted.of(reason), clock.instant()));
    }

    private ToldOfAudits told(SecretName secret) {
        return store.ofAudits(secret).orElseGet(ToldOfAudits::nothing);
    }
}
