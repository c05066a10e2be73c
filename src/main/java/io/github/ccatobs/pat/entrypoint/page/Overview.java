package io.github.ccatobs.pat.entrypoint.page;

import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditedRepositories;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TokenStatus.Source;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.retirement.RetirementReport;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHistory.HistoryEntry;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that the store says about a secret, at one moment.
 *
 * @param now the moment
 * @param gitHubNow the same by GitHub's clock, by which tokens end
 * @param storeProblem why the store could not be read; then everything else is empty
 * @param isOverdue whether an audit should have come since the last one
 * @param audits the newest audits, at most 90, the newest first
 * @param repositories the repositories as the last audit saw them
 * @param writers for each repository the rotation that wrote it last
 * @param rotations the newest rotations with their repositories, the newest first
 * @param oldToken what the store tells of the token before the current one
 */
public record Overview(
        SecretName secret,
        Instant now,
        Instant gitHubNow,
        Optional<String> storeProblem,
        boolean isOverdue,
        List<AuditRecord> audits,
        Optional<AuditedRepositories> repositories,
        Map<RepositoryName, RotationId> writers,
        List<HistoryEntry> rotations,
        Optional<RetirementReport> oldToken) {

    /** Copies. */
    public Overview {
        audits = List.copyOf(audits);
        writers = Map.copyOf(writers);
        rotations = List.copyOf(rotations);
    }

    /** The same where nothing is known of GitHub's clock. */
    Overview(
            SecretName secret,
            Instant now,
            Optional<String> storeProblem,
            boolean isOverdue,
            List<AuditRecord> audits,
            Optional<AuditedRepositories> repositories,
            Map<RepositoryName, RotationId> writers,
            List<HistoryEntry> rotations,
            Optional<RetirementReport> oldToken) {
        this(secret, now, now, storeProblem, isOverdue, audits, repositories, writers, rotations, oldToken);
    }

    /** The view of a store that cannot be read because of {@code problem}. */
    static Overview unreadable(SecretName secret, Instant now, String problem) {
        return new Overview(
                secret,
                now,
                Optional.of(problem),
                false,
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    /** The last audit. */
    Optional<AuditRecord> last() {
        return audits.stream().findFirst();
    }

    /** Whether the token had ended by then, as far as the last audit knew its end. */
    boolean hasTokenEnded() {
        return last().flatMap(audit -> audit.token().expiry().end())
                .filter(end -> !end.isAfter(gitHubNow))
                .isPresent();
    }

    /** The rotation that runs or waits. */
    Optional<HistoryEntry> underWay() {
        return rotations.stream()
                .filter(entry -> switch (entry.rotation().head().state()) {
                    case RUNNING, WAITING -> true;
                    case COMPLETE, STOPPED, REFUSED, SUPERSEDED -> false;
                })
                .findFirst();
    }

    /** Whether the rotation under way, if there is one, ends {@code finding} by itself. */
    boolean isUnderWay(OpenFinding finding) {
        return underWay().isPresent()
                && finding.kind() != FindingKind.OVERWRITTEN
                && finding.kind()
                        .step()
                        .filter(step -> switch (step) {
                            case WRITE_AGAIN -> isBeingWritten(finding);
                            case HAND_OUT_VAULT_TOKEN -> isVaultTokenBeingHandedOut();
                            case RENEW_TOKEN, REPLACE_VAULT_TOKEN -> isTokenBeingReplaced();
                            case RETIRE, INSPECT_OLD_TOKEN, RENEW_CREDENTIAL -> false;
                        })
                        .isPresent();
    }

    /** Whether the rotation under way could not write the repository that {@code finding} is about. */
    boolean hasFailed(OpenFinding finding) {
        return underWay()
                .flatMap(entry -> finding.repository().map(entry.rotation().outcomes()::get))
                .filter(Outcome.Failed.class::isInstance)
                .isPresent();
    }

    /** A rotation that does not know its repositories yet may be about all of them. */
    private boolean isBeingWritten(OpenFinding finding) {
        var outcomes = underWay().map(entry -> entry.rotation().outcomes()).orElse(Map.of());
        return outcomes.isEmpty()
                || (finding.repository().filter(outcomes::containsKey).isPresent() && !hasFailed(finding));
    }

    /**
     * Whether the rotation under way is known to hand out the vault's token everywhere. Where the audit kept the fingerprint of the
     * last rotation's token instead, it does when it took another one from a vault with versions.
     */
    private boolean isVaultTokenBeingHandedOut() {
        boolean isOfVault = last().map(AuditRecord::token)
                .filter(token -> token.isUnknown()
                        || token.knownFrom().filter(Source.VAULT::equals).isPresent())
                .isPresent();
        return underWay()
                .filter(entry -> isWhole(entry.rotation().outcomes().keySet()))
                .map(entry -> entry.rotation().head())
                .filter(head -> isOfVault
                        ? last().flatMap(audit -> audit.token().fingerprint())
                                .filter(head.fingerprint()::equals)
                                .isPresent()
                        : head.versionId().isPresent() && isTokenBeingReplaced())
                .isPresent();
    }

    /**
     * Whether the rotation under way hands out another token than the one that the last audit knew, in every repository of
     * that audit: one with {@code --repo} leaves the old token in the others. One that does not know its repositories yet
     * counts as whole.
     */
    boolean isTokenBeingReplaced() {
        return underWay()
                .filter(entry -> isWhole(entry.rotation().outcomes().keySet()))
                .map(entry -> entry.rotation().head().fingerprint())
                .flatMap(handedOut ->
                        last().flatMap(audit -> audit.token().fingerprint()).map(known -> !known.equals(handedOut)))
                .orElse(false);
    }

    /** The newest rotation where it wrote and ended after the last audit, which does not show its writes. */
    Optional<HistoryEntry> endedSinceAudit() {
        return rotations.stream().findFirst().filter(Overview::hasWritten).filter(entry -> entry.rotation()
                .head()
                .finishedAt()
                .flatMap(end -> last().map(AuditRecord::auditedAt).filter(end::isAfter))
                .isPresent());
    }

    private static boolean hasWritten(HistoryEntry entry) {
        return entry.rotation().outcomes().values().stream().anyMatch(Outcome.Updated.class::isInstance);
    }

    private boolean isWhole(Set<RepositoryName> rotated) {
        return rotated.isEmpty()
                || repositories.stream()
                        .flatMap(all -> all.rows().stream())
                        .allMatch(row -> rotated.contains(row.name()));
    }

    /**
     * The rotations since the last complete one that ended before they were complete, while none is under way: the newest,
     * and where that was refused before its first write, also the newest that stopped after a write; the newest first.
     */
    List<HistoryEntry> stopped() {
        if (underWay().isPresent()) {
            return List.of();
        }
        var ended = rotations.stream()
                .takeWhile(entry -> entry.rotation().head().state() != RotationState.COMPLETE)
                .filter(entry -> entry.rotation().head().state() != RotationState.SUPERSEDED)
                .toList();
        return Stream.concat(
                        ended.stream().limit(1),
                        ended.stream()
                                .filter(entry -> entry.rotation().head().state() == RotationState.STOPPED)
                                .limit(1))
                .distinct()
                .toList();
    }
}
