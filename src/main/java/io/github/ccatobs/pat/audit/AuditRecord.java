package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kept record of one audit.
 *
 * @param auditedAt when it began
 * @param complete whether every repository could be read
 * @param summary how many repositories hold the secret, lack it, and could not be read
 * @param accepted in how many repositories an accepted exception hid findings; 0 in an earlier version's audit
 * @param took how long it took
 * @param calls how many requests it sent to GitHub
 * @param token the token itself
 * @param grant what an organisation grants the token; empty where no GitHub App read it, and of an earlier version's audit
 * @param credential what it was made with
 * @param findings what was open after it, the most urgent first
 * @param notes what it could not look at around the repositories and why, and which accepted exceptions hide nothing; none is
 *     known of an earlier version's audit. Of very many, {@value #MOST_NOTES} and how many more there were
 */
public record AuditRecord(
        SecretName secret,
        Instant auditedAt,
        boolean complete,
        Audit.AuditSummary summary,
        int accepted,
        Duration took,
        long calls,
        TokenStatus token,
        Optional<GrantStatus> grant,
        CredentialStatus credential,
        List<OpenFinding> findings,
        List<String> notes) {

    /** So that a record, a sentence of a few hundred bytes for each note, stays far below the 400 KB of an item of DynamoDB. */
    static final int MOST_NOTES = 100;

    /** Copies. */
    public AuditRecord {
        findings = List.copyOf(findings);
        notes = atMost(notes);
    }

    /** The sentence about the others counts as none of them, so that a record that is read again stays as it is. */
    private static List<String> atMost(List<String> notes) {
        return notes.size() <= MOST_NOTES + 1
                ? List.copyOf(notes)
                : Stream.concat(
                                notes.stream().limit(MOST_NOTES),
                                Stream.of((notes.size() - MOST_NOTES) + " more notes are left out"))
                        .toList();
    }

    /** The record of {@code seen}, which took so long and so many requests, the token's among them. */
    public static AuditRecord of(
            Audit seen, int accepted, Duration took, long calls, List<OpenFinding> findings, List<String> notes) {
        return new AuditRecord(
                seen.secret(),
                seen.auditedAt(),
                seen.isComplete(),
                seen.summary(),
                accepted,
                took,
                calls,
                seen.token().status(),
                seen.token().grantStatus(seen.secret()),
                seen.credential(),
                findings,
                notes);
    }
}
