package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.audit.Audit;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.audit.TestTokens;
import io.github.ccatobs.pat.audit.TokenStatus;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.rotation.RotationStore.StoreUnavailableException;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that no version of ours writes: each is named, and none is taken for something else. */
abstract class ForeignItemsContract {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:00Z");
    private static final WriteCondition NEW =
            new WriteCondition(new ItemKey("GUARD", "GUARD"), "fence", Optional.empty());

    private static final AuditRecord AUDIT = new AuditRecord(
            SECRET,
            NIGHT,
            true,
            new Audit.AuditSummary(1, 1, 0),
            1,
            Duration.ofSeconds(1),
            3,
            TestTokens.ending(new TokenExpiry.At(NIGHT.plusSeconds(60))).status(),
            Optional.empty(),
            TestTokens.credentialEnding(new TokenExpiry.Never()),
            List.of(new OpenFinding(
                    FindingKind.MISSING, Optional.of(RepositoryName.parse("acme/web")), NIGHT, "a detail", true)),
            List.of("a note"));

    private static final RotationHeader HEAD = new RotationHeader(
            new RotationId("20261123-030000-k3f9"),
            RotationState.COMPLETE,
            SECRET,
            new Fingerprint("A".repeat(43) + "="),
            new TokenExpiry.Unknown(),
            Optional.empty(),
            NIGHT,
            "somebody",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    /** Opens the table; each test has a place of its own. */
    protected abstract Table open();

    @ParameterizedTest
    @CsvSource({
        "schema, 2",
        "secret, G-P",
        "auditedAt, yesterday",
        "present, many",
        "accepted, many",
        "took, long",
        "calls, 9e9",
        "tokenEnd, soon",
        "tokenKnownFrom, hearsay",
        "tokenFingerprint, none",
        "credentialEnd, soon",
    })
    void namesAnAuditThatItCannotRead(String name, String text) {
        var odd = AuditItem.item(AUDIT).with(name, text);
        put(odd, AuditItem.item(AUDIT, 0, AUDIT.findings().getFirst()));
        try (var history = new TableAuditHistory(new StoreExecutor(open()))) {
            assertNames(odd, () -> history.last(SECRET));
            assertNames(odd, () -> history.newest(5));
        }
    }

    @ParameterizedTest
    @CsvSource({"schema, 2", "kind, shiny", "repository, acme", "since, always"})
    void namesAFindingThatItCannotRead(String name, String text) {
        var odd = AuditItem.item(AUDIT, 0, AUDIT.findings().getFirst()).with(name, text);
        put(AuditItem.item(AUDIT), odd);
        try (var history = new TableAuditHistory(new StoreExecutor(open()))) {
            assertNames(odd, () -> history.last(SECRET));
            assertNames(odd, () -> history.newest(5));
        }
    }

    @ParameterizedTest
    @CsvSource({"schema, 2", "state, RESTING", "fingerprint, none", "startedAt, yesterday", "tokenExpires, soon"})
    void namesARotationThatItCannotRead(String name, String text) {
        var odd = RotationItem.item(HEAD).with(name, text);
        put(odd);
        try (var store = new TableRotationStore(new StoreExecutor(open()))) {
            assertNames(odd, () -> store.newest(5));
            assertNames(odd, () -> store.find(HEAD.id()));
        }
    }

    @Test
    void takesTheEndThatAnEarlierVersionKeptWithAnAuditForTheCredentials() {
        var end = NIGHT.plusSeconds(60);
        put(AuditItem.item(AUDIT)
                .without("tokenLogin")
                .without("tokenEnd")
                .without("tokenKnownFrom")
                .without("credentialLogin")
                .without("credentialEnd")
                .without("credentialSource")
                .without("note0")
                .without("accepted")
                .with("tokenExpires", end));
        try (var history = new TableAuditHistory(new StoreExecutor(open()))) {
            var audit = history.last(SECRET).orElseThrow();
            assertThat(audit.token()).isEqualTo(TokenStatus.unknown());
            assertThat(audit.notes()).isEmpty();
            assertThat(audit.accepted()).isZero();
            assertThat(audit.credential()).isEqualTo(CredentialStatus.of(new TokenExpiry.At(end)));
        }
    }

    @Test
    void doesNotKnowWhenTheTokenOfAnEarlierVersionsRotationEnds() {
        put(RotationItem.item(HEAD.withTokenExpiry(new TokenExpiry.Never())).without("tokenExpires"));
        try (var store = new TableRotationStore(new StoreExecutor(open()))) {
            assertThat(store.newest(5))
                    .extracting(RotationHeader::tokenExpiry)
                    .containsExactly(new TokenExpiry.Unknown());
        }
    }

    @Test
    void doesNotKnowGitHubsTimeOfAnEarlierVersionsWrite() {
        var entry = new LedgerEntry(
                RepositoryName.parse("acme/web"),
                HEAD.fingerprint(),
                HEAD.id(),
                HEAD.startedAt(),
                Optional.of(HEAD.startedAt().plusSeconds(1)));
        put(LedgerItem.item(SECRET, entry).without("gitHubAt"));
        try (var store = new TableRotationStore(new StoreExecutor(open()))) {
            assertThat(store.ledger(SECRET)).extracting(LedgerEntry::gitHubAt).containsExactly(Optional.empty());
        }
    }

    @Test
    void readsThemAsTheyWereWritten() {
        put(AuditItem.item(AUDIT), AuditItem.item(AUDIT, 0, AUDIT.findings().getFirst()), RotationItem.item(HEAD));
        try (var history = new TableAuditHistory(new StoreExecutor(open()));
                var store = new TableRotationStore(new StoreExecutor(open()))) {
            assertThat(history.last(SECRET)).contains(AUDIT);
            assertThat(store.newest(5)).containsExactly(HEAD);
        }
    }

    private void put(Item... items) {
        try (var table = open()) {
            assertThat(table.write(NEW, List.of(items))).isTrue();
        }
    }

    private static void assertNames(Item odd, ThrowingCallable reading) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(reading)
                .withMessageContaining(" holds an entry that this version of ccat-pat cannot read, '"
                        + odd.key().partition() + "/" + odd.key().sort().substring(0, 4))
                .withMessageEndingWith(": use the version that wrote it, or another store");
    }
}
