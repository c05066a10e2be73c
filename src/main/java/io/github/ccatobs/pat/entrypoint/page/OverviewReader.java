package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.retirement.RetirementGate;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationHistory;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads from the store what the page shows. */
@ApplicationScoped
public class OverviewReader {

    /** How many audits the history shows. */
    public static final int AUDITS = 90;

    private static final int ROTATIONS = 10;

    /** Where no schedule says when the next audit is due: two nights and some tolerance. */
    private static final Duration USUAL_AGE = Duration.ofHours(49);

    private final AuditHistory history;
    private final RotationStore store;
    private final RotationHistory rotations;
    private final Function<SecretName, RetirementReport> oldTokens;
    private final Clock clock;
    private volatile List<AuditRecord> audits = List.of();
    private volatile List<HistoryEntry> ended = List.of();

    @Inject
    OverviewReader(
            AuditHistory history, RotationStore store, RotationHistory rotations, RetirementGate gate, Clock clock) {
        this(history, store, rotations, gate::known, clock);
    }

    /** {@code oldTokens} says what the store tells of the token before the current one. */
    OverviewReader(
            AuditHistory history,
            RotationStore store,
            RotationHistory rotations,
            Function<SecretName, RetirementReport> oldTokens,
            Clock clock) {
        this.history = history;
        this.store = store;
        this.rotations = rotations;
        this.oldTokens = oldTokens;
        this.clock = clock;
    }

    /**
     * The state of {@code secret}; an audit is overdue after two days.
     *
     * @throws FailureException when the store cannot be read
     */
    public Overview read(SecretName secret) {
        return read(secret, last -> last.plus(USUAL_AGE).isBefore(clock.instant()), UnaryOperator.identity());
    }

    private Overview read(SecretName secret, Predicate<Instant> isOverdue, UnaryOperator<Instant> byGitHub) {
        var audits = audits(secret);
        var now = clock.instant();
        return new Overview(
                secret,
                now,
                byGitHub.apply(now),
                Optional.empty(),
                audits.stream()
                        .findFirst()
                        .map(AuditRecord::auditedAt)
                        .filter(isOverdue)
                        .isPresent(),
                audits,
                history.repositories(secret),
                store.ledger(secret).stream()
                        .collect(Collectors.toMap(LedgerEntry::repository, LedgerEntry::rotation, (one, same) -> one)),
                rotations(secret),
                Optional.of(oldTokens.apply(secret)));
    }

    /**
     * The same; a store that cannot be read is part of it.
     *
     * @param isOverdue whether, since an audit at that moment, another should have come
     * @param byGitHub what GitHub's clock shows at a moment of this machine's
     */
    public Overview readOrExplain(SecretName secret, Predicate<Instant> isOverdue, UnaryOperator<Instant> byGitHub) {
        try {
            return read(secret, isOverdue, byGitHub);
        } catch (FailureException e) {
            return Overview.unreadable(secret, clock.instant(), String.valueOf(e.getMessage()));
        }
    }

    /** Audits that were kept stay as they are, so they are read again only after another one. */
    private List<AuditRecord> audits(SecretName secret) {
        var last = history.last(secret);
        var known = audits;
        if (last.isEmpty() || !last.equals(known.stream().findFirst())) {
            known = last.isEmpty() ? List.of() : history.newest(secret, AUDITS);
            audits = known;
        }
        return known;
    }

    /** A rotation of many repositories that has ended is not read again. Those of other secrets may lie in between. */
    private List<HistoryEntry> rotations(SecretName secret) {
        var found = rotations.heads(RotationStore.SEARCH_LIMIT).stream()
                .filter(head -> head.secret().equals(secret))
                .limit(ROTATIONS)
                .flatMap(head -> known(head).or(() -> rotations.find(head.id())).stream())
                .toList();
        ended = found.stream()
                .filter(entry -> entry.rotation().head().finishedAt().isPresent())
                .toList();
        return found;
    }

    private Optional<HistoryEntry> known(RotationHeader head) {
        return ended.stream()
                .filter(entry -> entry.rotation().head().equals(head))
                .findFirst();
    }
}
