package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Audits for tests of what is told of them. */
public final class TestAudits {

    private TestAudits() {}

    /** An audit of so many repositories, of which {@code unreadable} names those that could not be read. */
    public static AuditResult of(
            SecretName secret,
            Instant at,
            Audit.AuditSummary summary,
            Map<RepositoryName, String> unreadable,
            List<OpenFinding> open) {
        var token = TestTokens.ending(new TokenExpiry.Never());
        return of(secret, at, summary, unreadable, open, token, Map.of());
    }

    /** The same, with what it learned of the token and the repositories whose findings are accepted. */
    public static AuditResult of(
            SecretName secret,
            Instant at,
            Audit.AuditSummary summary,
            Map<RepositoryName, String> unreadable,
            List<OpenFinding> open,
            TokenInspection token,
            Map<RepositoryName, Waiver> accepted) {
        var states = unreadable.entrySet().stream()
                .map(one -> RepositoryState.of(
                        one.getKey(), new Observation.Unreadable(Observation.Cause.UNAVAILABLE, one.getValue())))
                .toList();
        var seen = new Audit(secret, at, states, TestTokens.unknownCredential(), Optional.empty()).with(token);
        var record = new AuditRecord(
                secret,
                at,
                summary.unreadable() == 0,
                summary,
                accepted.size(),
                Duration.ofSeconds(3),
                9,
                token.status(),
                Optional.empty(),
                seen.credential(),
                open,
                List.of());
        return new AuditResult(seen, record, new FindingDiff.Change(open, List.of(), List.of()), accepted, List.of());
    }

    /** An audit without a finding, which knows the token's end from its rotation: the vault gave none. */
    public static AuditResult withoutAVault() {
        var at = Instant.parse("2026-11-23T03:00:12Z");
        var end = new TokenExpiry.At(at.plus(Duration.ofDays(90)));
        var token = new TokenInspection(
                new TokenStatus(Optional.empty(), end, Optional.of(TokenStatus.Source.ROTATION), Optional.empty()),
                Optional.empty(),
                false,
                List.of(),
                false,
                List.of("Secrets Manager did not return the token: it is marked for deletion"),
                0);
        var summary = new Audit.AuditSummary(12, 0, 0);
        return of(new SecretName("GH_PAT"), at, summary, Map.of(), List.of(), token, Map.of());
    }

    /** The same while GitHub's clock is {@code ahead} of ours. */
    public static AuditResult whileGitHubIsAhead(Duration ahead, AuditResult result) {
        return new AuditResult(
                result.seen().datedByGitHub(result.at().plus(ahead)),
                result.record(),
                result.change(),
                result.accepted(),
                result.newNotes());
    }
}
