package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditedRepositories.AuditedRepository;
import io.github.ccatobs.pat.audit.GrantStatus.GrantState;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every history of audits. */
public abstract class AuditHistoryContract {

    private static final TokenStatus TOKEN = new TokenStatus(
            Optional.of("robot"),
            new TokenExpiry.At(Instant.parse("2027-01-15T12:00:00Z")),
            Optional.of(TokenStatus.Source.ROTATION),
            Optional.of(Fingerprint.of(SecretValue.of("a"))));
    private static final CredentialStatus CREDENTIAL =
            new CredentialStatus(Optional.of("reader"), new TokenExpiry.Never(), Optional.of("GITHUB_TOKEN"));

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final SecretName OTHER = new SecretName("OTHER");
    private static final Instant NIGHT = Instant.parse("2026-11-23T03:00:00.123456Z");

    /** Opens the history; each test has a place of its own. */
    protected abstract AuditHistory open();

    @Test
    void hasNoneAtFirst() {
        try (var history = open()) {
            assertThat(history.last(SECRET)).isEmpty();
            assertThat(history.newest(5)).isEmpty();
        }
    }

    @Test
    void keepsAllThatAnAuditSays() {
        var audit = audit(SECRET, NIGHT, 2);
        try (var history = open()) {
            history.keep(audit);
        }
        try (var history = open()) {
            assertThat(history.last(SECRET)).contains(audit);
        }
    }

    @Test
    void keepsAnAuditWithMoreNotesThanAnItemHasRoomFor() {
        var many = IntStream.range(0, 3000)
                .mapToObj(number -> "note " + number + "x".repeat(250))
                .toList();
        var audit = withNotes(many);
        try (var history = open()) {
            history.keep(audit);
            assertThat(history.last(SECRET)).contains(audit);
        }
        assertThat(audit.notes()).hasSize(101).startsWith(many.getFirst()).endsWith("2900 more notes are left out");
    }

    @Test
    void givesTheNewestOfEachSecretAndOfAll() {
        var first = audit(SECRET, NIGHT, 1);
        var second = audit(SECRET, NIGHT.plus(Duration.ofDays(1)), 0);
        var other = audit(OTHER, NIGHT.plus(Duration.ofDays(2)), 0);
        try (var history = open()) {
            history.keep(first);
            history.keep(other);
            history.keep(second);
            assertThat(history.last(SECRET)).contains(second);
            assertThat(history.last(OTHER)).contains(other);
            assertThat(history.newest(2)).containsExactly(other, second);
            assertThat(history.newest(9)).containsExactly(other, second, first);
            assertThat(history.newest(SECRET, 9)).containsExactly(second, first);
            assertThat(history.newest(SECRET, 1)).containsExactly(second);
        }
    }

    @Test
    void findsTheFirstAuditThatSawAToken() {
        var first = audit(SECRET, NIGHT, 1);
        var second = audit(SECRET, NIGHT.plus(Duration.ofDays(1)), 0);
        try (var history = open()) {
            history.keep(audit(OTHER, NIGHT.minus(Duration.ofDays(1)), 0));
            history.keep(first);
            history.keep(second);
            assertThat(history.first(
                            SECRET,
                            past -> past.token().equals(first.token())
                                    && past.credential().equals(first.credential())))
                    .contains(first.auditedAt());
            assertThat(history.first(SECRET, past -> past.auditedAt().isAfter(NIGHT)))
                    .contains(second.auditedAt());
            assertThat(history.first(SECRET, past -> false)).isEmpty();
        }
    }

    @Test
    void findsAnAuditByItsMoment() {
        var first = audit(SECRET, NIGHT, 2);
        var second = audit(SECRET, NIGHT.plus(Duration.ofDays(1)), 1);
        try (var history = open()) {
            history.keep(first);
            history.keep(second);
            history.keep(audit(OTHER, NIGHT, 3));
            assertThat(history.find(SECRET, NIGHT)).contains(first);
            assertThat(history.find(SECRET, second.auditedAt())).contains(second);
            assertThat(history.find(SECRET, NIGHT.plusNanos(1))).isEmpty();
            assertThat(history.find(OTHER, second.auditedAt())).isEmpty();
        }
    }

    @Test
    void keepsManyFindingsInTheirOrder() {
        var audit = audit(SECRET, NIGHT, 250);
        try (var history = open()) {
            history.keep(audit);
            assertThat(history.last(SECRET)).contains(audit);
        }
    }

    @Test
    void leavesAnAuditThatIsThereAsItIs() {
        var first = audit(SECRET, NIGHT, 1);
        try (var history = open()) {
            history.keep(first);
            history.keep(audit(SECRET, NIGHT, 3));
            assertThat(history.newest(9)).containsExactly(first);
        }
    }

    @Test
    void amendsAnAuditThatIsThereAndNoOther() {
        var more = audit(SECRET, NIGHT, 120);
        var fewer = audit(SECRET, NIGHT, 1);
        try (var history = open()) {
            history.amend(more);
            assertThat(history.newest(9)).isEmpty();
            history.keep(audit(SECRET, NIGHT, 3));
            history.amend(more);
            assertThat(history.newest(9)).containsExactly(more);
            history.amend(fewer);
            assertThat(history.newest(9)).containsExactly(fewer);
        }
    }

    @Test
    void keepsTheRepositoriesOfTheLastAuditAlone() {
        var first = repositories(SECRET, NIGHT, 7);
        var second = repositories(SECRET, NIGHT.plus(Duration.ofDays(1)), 2_500);
        var third = repositories(SECRET, NIGHT.plus(Duration.ofDays(2)), 0);
        var other = repositories(OTHER, NIGHT, 1);
        try (var history = open()) {
            assertThat(history.repositories(SECRET)).isEmpty();
            history.keep(first);
            history.keep(other);
            assertThat(history.repositories(SECRET)).contains(first);
            history.keep(second);
            history.keep(first);
            assertThat(history.repositories(SECRET)).contains(second);
            history.keep(third);
            assertThat(history.repositories(SECRET)).contains(third);
            assertThat(history.repositories(OTHER)).contains(other);
        }
    }

    private static AuditedRepositories repositories(SecretName secret, Instant moment, int count) {
        return new AuditedRepositories(
                secret,
                moment,
                IntStream.range(0, count)
                        .mapToObj(AuditHistoryContract::repository)
                        .toList());
    }

    /** Each of the ways in which a repository can be, in turn. */
    private static AuditedRepository repository(int number) {
        var name = RepositoryName.parse("acme/r" + number);
        Observation seen =
                switch (number % 4) {
                    case 0 -> new Observation.Present(NIGHT.minusSeconds(number));
                    case 1 -> new Observation.Absent();
                    case 2 -> new Observation.Unreadable(Observation.Cause.LIMITED, "détail\n\u202e " + number);
                    default -> new Observation.TransferredAway(RepositoryName.parse("other/r"));
                };
        return new AuditedRepository(
                new RepositoryState(
                        name,
                        seen,
                        number % 3 == 0 ? Optional.empty() : Optional.of(number % 3 == 1),
                        Optional.of(RepositoryName.parse("acme/today")).filter(today -> number % 5 == 0),
                        number % 6 == 0 ? List.of() : List.of(RepositoryName.parse("acme/also"), name)),
                Optional.of(new Waiver("it \"may\"", LocalDate.parse("2027-01-31")))
                        .filter(waiver -> number % 7 == 0),
                number % 8 == 0 ? Set.of() : Set.of(RepositoryName.parse("acme/a"), RepositoryName.parse("acme/b")));
    }

    private static AuditRecord withNotes(List<String> notes) {
        return new AuditRecord(
                SECRET,
                NIGHT,
                true,
                new Audit.AuditSummary(4, 0, 0),
                0,
                Duration.ofSeconds(1),
                8,
                TOKEN,
                Optional.empty(),
                CREDENTIAL,
                List.of(),
                notes);
    }

    private static AuditRecord audit(SecretName secret, Instant moment, int findings) {
        return new AuditRecord(
                secret,
                moment,
                findings == 0,
                new Audit.AuditSummary(4, findings, 1),
                findings / 2,
                Duration.ofMillis(1234),
                8,
                findings == 0 ? TokenStatus.unknown() : TOKEN,
                Optional.of(findings)
                        .filter(many -> many > 0)
                        .map(many -> new GrantStatus(
                                many % 3 == 0 ? GrantState.UNKNOWN : GrantState.NOT_GRANTED,
                                "ácme grants\n" + many,
                                Optional.of(NIGHT.minusSeconds(many)).filter(at -> many % 2 == 0))),
                findings == 0 ? CredentialStatus.of(new TokenExpiry.Unknown()) : CREDENTIAL,
                IntStream.range(0, findings)
                        .mapToObj(AuditHistoryContract::finding)
                        .toList(),
                IntStream.range(0, Math.min(findings, 3))
                        .mapToObj(number -> "nöte\n" + number)
                        .toList());
    }

    private static OpenFinding finding(int number) {
        return new OpenFinding(
                number % 2 == 0 ? FindingKind.MISSING : FindingKind.GRAPH,
                number % 2 == 0 ? Optional.of(RepositoryName.parse("acme/r" + number)) : Optional.empty(),
                NIGHT.minusSeconds(number),
                number % 3 == 0 ? "" : "détail " + number,
                number % 5 != 0,
                number % 4 == 0);
    }
}
