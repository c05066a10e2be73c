package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.RateLimitStatus;
import io.github.ccatobs.pat.github.RepositoryBatch;
import io.github.ccatobs.pat.github.RepositoryDetails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The observations of one pass over the repositories.
 *
 * @param secret the secret that was looked for
 * @param auditedAt when the pass began
 * @param repositories one state for each repository, in the order they were given
 * @param credential what it was read with
 * @param quota what is left of that credential's requests; empty when the server counts none
 * @param token what is known of the token itself
 * @param shadowScan what was seen around them
 * @param gitHubTime when the pass ended, by GitHub's clock, which dates secrets and the ends of tokens
 */
public record Audit(
        SecretName secret,
        Instant auditedAt,
        List<RepositoryState> repositories,
        CredentialStatus credential,
        Optional<RateLimitStatus> quota,
        TokenInspection token,
        ShadowScanResult shadowScan,
        Instant gitHubTime) {

    /** Copies. */
    public Audit {
        repositories = List.copyOf(repositories);
    }

    /** An audit that neither asked about the token nor looked around, at a time when both clocks agree. */
    public Audit(
            SecretName secret,
            Instant auditedAt,
            List<RepositoryState> repositories,
            CredentialStatus credential,
            Optional<RateLimitStatus> quota) {
        this(
                secret,
                auditedAt,
                repositories,
                credential,
                quota,
                TokenInspection.none(),
                ShadowScanResult.unseen(),
                auditedAt);
    }

    /** The same, with what is known of the token. */
    public Audit with(TokenInspection known) {
        return new Audit(secret, auditedAt, repositories, credential, quota, known, shadowScan, gitHubTime);
    }

    /**
     * The same with the owners and names that {@code batch} gives: a repository of another owner today is out of scope, and one
     * that was read has today's name.
     */
    Audit withNamesOf(RepositoryBatch batch) {
        var states = repositories.stream()
                .map(state -> batch.find(state.repository())
                        .map(RepositoryDetails::info)
                        .filter(found -> hasOtherName(state, found.name()))
                        .map(state::describedBy)
                        .orElse(state))
                .toList();
        return new Audit(secret, auditedAt, Auditor.eachOnce(states), credential, quota, token, shadowScan, gitHubTime);
    }

    private static boolean hasOtherName(RepositoryState state, RepositoryName today) {
        return !today.hasOwnerOf(state.repository())
                || (state.isRead() && state.renamedTo().isEmpty() && !today.equals(state.repository()));
    }

    /** The same, with what was seen around it. */
    Audit with(ShadowScanResult seen) {
        return new Audit(secret, auditedAt, repositories, credential, quota, token, seen, gitHubTime);
    }

    /** The same, ended at {@code gitHubMoment} by GitHub's clock. */
    Audit datedByGitHub(Instant gitHubMoment) {
        return new Audit(secret, auditedAt, repositories, credential, quota, token, shadowScan, gitHubMoment);
    }

    /** Whether {@code finding} is about one of its repositories, or about none. It says nothing about others. */
    public boolean isAbout(OpenFinding finding) {
        return finding.repository()
                .map(name -> repositories.stream()
                        .anyMatch(state -> state.repository().equals(name)))
                .orElse(true);
    }

    /** What could not be read of the token and around repositories, and why; a sentence each, without a full stop. */
    public List<String> notes() {
        return Stream.concat(token.notes(secret).stream(), new AuditCoverage(this).notes().stream())
                .toList();
    }

    /**
     * Whether every repository could be read, whatever lies around it. Only a complete audit may say that all is well.
     */
    public boolean isComplete() {
        return summary().unreadable() == 0;
    }

    /** Counts that add up to the number of repositories. */
    public AuditSummary summary() {
        return repositories.stream()
                .map(RepositoryState::seen)
                .map(AuditSummary::of)
                .reduce(new AuditSummary(0, 0, 0), AuditSummary::plus);
    }

    /** How many repositories hold the secret, lack it, could not be read, and belong to another owner today. */
    public record AuditSummary(int present, int missing, int unreadable, int transferred) {

        /** None of them belongs to another owner. */
        public AuditSummary(int present, int missing, int unreadable) {
            this(present, missing, unreadable, 0);
        }

        /** How many there are in all. */
        public int repositories() {
            return present + missing + unreadable + transferred;
        }

        private static AuditSummary of(Observation seen) {
            return switch (seen) {
                case Observation.Present present -> new AuditSummary(1, 0, 0);
                case Observation.Absent absent -> new AuditSummary(0, 1, 0);
                case Observation.Unreadable unreadable -> new AuditSummary(0, 0, 1);
                case Observation.TransferredAway transferred -> new AuditSummary(0, 0, 0, 1);
            };
        }

        private AuditSummary plus(AuditSummary other) {
            return new AuditSummary(
                    present + other.present,
                    missing + other.missing,
                    unreadable + other.unreadable,
                    transferred + other.transferred);
        }
    }
}
