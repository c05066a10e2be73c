package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditHistory;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.GrantStatus;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An audit as an item, and each of its findings as one in a partition of the audit's own. */
final class AuditItem {

    static final String PARTITION = "AUDITS";

    private static final Duration KEPT = Duration.ofDays(400);

    private AuditItem() {}

    static ItemKey key(AuditRecord audit) {
        return key(audit.secret(), audit.auditedAt());
    }

    static ItemKey key(SecretName secret, Instant auditedAt) {
        return new ItemKey(PARTITION, sort(secret, auditedAt));
    }

    /** There is no audit yet under the key. */
    static WriteCondition isNew(AuditRecord audit) {
        return new WriteCondition(key(audit), "auditedAt", Optional.empty());
    }

    /** There is an audit under the key. */
    static WriteCondition isThere(AuditRecord audit) {
        return new WriteCondition(
                key(audit), "auditedAt", Optional.of(audit.auditedAt().toString()));
    }

    /** How many of the findings count: an audit that was amended may have had more. Earlier versions kept no count. */
    static Optional<Integer> findingCount(Item item) {
        return item.maybe("findings").map(Integer::valueOf);
    }

    /** The partition of the findings of {@code audit}. */
    static String findings(Item audit) {
        return "AUDIT#" + audit.key().sort();
    }

    static Item item(AuditRecord audit) {
        var item = Item.at(key(audit))
                .with("secret", audit.secret())
                .with("auditedAt", audit.auditedAt())
                .with("complete", audit.complete())
                .with("present", audit.summary().present())
                .with("missing", audit.summary().missing())
                .with("unreadable", audit.summary().unreadable())
                .with("transferred", audit.summary().transferred())
                .with("accepted", audit.accepted())
                .with("took", audit.took())
                .with("calls", audit.calls())
                .with("findings", audit.findings().size())
                .with("tokenLogin", audit.token().login())
                .with("tokenEnd", audit.token().expiry())
                .with("tokenKnownFrom", audit.token().knownFrom())
                .with("tokenFingerprint", audit.token().fingerprint())
                .with("grantState", audit.grant().map(GrantStatus::state))
                .with("grantDetail", audit.grant().map(GrantStatus::detail))
                .with("grantLastUsed", audit.grant().flatMap(GrantStatus::lastUsed))
                .with("credentialLogin", audit.credential().login())
                .with("credentialEnd", audit.credential().expiry())
                .with("credentialSource", audit.credential().source())
                .expiring(audit.auditedAt().plus(KEPT));
        for (int number = 0; number < audit.notes().size(); number++) {
            item = item.with(note(number), audit.notes().get(number));
        }
        return item;
    }

    private static String note(int number) {
        return "note" + number;
    }

    static Item item(AuditRecord audit, int position, OpenFinding finding) {
        return Item.at(new ItemKey("AUDIT#" + sort(audit.secret(), audit.auditedAt()), "%06d".formatted(position)))
                .with("kind", finding.kind())
                .with("repository", finding.repository())
                .with("since", finding.since())
                .with("detail", finding.detail())
                .with("confirmed", finding.confirmed())
                .with("refused", finding.isRevocationRefused() ? Optional.of(true) : Optional.empty())
                .expiring(audit.auditedAt().plus(KEPT));
    }

    static SecretName secret(Item item) {
        return new SecretName(item.text("secret"));
    }

    static AuditRecord read(Item item, List<OpenFinding> findings) {
        return new AuditRecord(
                secret(item),
                item.moment("auditedAt"),
                item.flag("complete"),
                new Audit.AuditSummary(
                        item.number("present"),
                        item.number("missing"),
                        item.number("unreadable"),
                        numberOrNone(item, "transferred")),
                numberOrNone(item, "accepted"),
                Duration.parse(item.text("took")),
                Long.parseLong(item.text("calls")),
                token(item),
                grant(item),
                credential(item),
                findings,
                notes(item));
    }

    static AuditHistory.PastAudit past(Item item) {
        return new AuditHistory.PastAudit(item.moment("auditedAt"), token(item), credential(item));
    }

    /** A count that earlier versions did not keep. */
    private static int numberOrNone(Item item, String name) {
        return item.maybe(name).map(Integer::parseInt).orElse(0);
    }

    /** Earlier versions kept none. */
    private static List<String> notes(Item item) {
        return Stream.iterate(0, number -> number + 1)
                .map(number -> item.maybe(note(number)))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    private static TokenStatus token(Item item) {
        return new TokenStatus(
                item.maybe("tokenLogin"),
                item.tokenExpiry("tokenEnd"),
                item.maybe("tokenKnownFrom").map(TokenStatus.Source::parse),
                item.maybe("tokenFingerprint").map(Fingerprint::new));
    }

    /** Earlier versions kept none. */
    private static Optional<GrantStatus> grant(Item item) {
        return item.maybe("grantState")
                .map(state -> new GrantStatus(
                        GrantStatus.GrantState.parse(state),
                        item.text("grantDetail"),
                        item.maybe("grantLastUsed").map(Instant::parse)));
    }

    /** Earlier versions knew the end of the credential alone, and kept it as the token's. */
    private static CredentialStatus credential(Item item) {
        return new CredentialStatus(
                item.maybe("credentialLogin"),
                item.tokenExpiry(item.maybe("credentialEnd").isPresent() ? "credentialEnd" : "tokenExpires"),
                item.maybe("credentialSource"));
    }

    static OpenFinding finding(Item item) {
        return new OpenFinding(
                FindingKind.parse(item.text("kind")),
                item.maybe("repository").map(RepositoryName::parse),
                item.moment("since"),
                item.text("detail"),
                item.flag("confirmed"),
                item.maybe("refused").isPresent());
    }

    private static String sort(SecretName secret, Instant moment) {
        return WriteLogItem.from(moment) + "#" + secret;
    }
}
