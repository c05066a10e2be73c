package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Announcements over weeks of nights. */
class AuditNotificationsTest {

    @Test
    void tellsWhatIsMissingOnceAndThatItIsOverOnce() {
        var auditScenario = AuditScenario.of("web", "api", "db").missing("web").missing("api");
        assertThat(auditScenario.nights(3)).containsExactly("findings", "-", "-");

        auditScenario.present("web").present("api");
        assertThat(auditScenario.night()).containsExactly("recovered");
        assertThat(auditScenario.night()).isEmpty();
    }

    @Test
    void looksEachNightForWhatIsNewOfRotations() {
        var auditScenario = AuditScenario.of("web");
        auditScenario.nights(3);
        assertThat(auditScenario.catchUps()).isEqualTo(3);
    }

    @Test
    void tellsEverythingOfTheFirstAuditInOneMessage() {
        var auditScenario = AuditScenario.of("web", "api", "db")
                .missing("web")
                .gone("api")
                .tokenEnds(MutableClock.START.plus(Duration.ofDays(6)));
        auditScenario.tell(auditScenario.audit());

        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.FindingsChanged.class, changed -> {
                    assertThat(changed.opened())
                            .extracting(finding -> finding.kind().toString())
                            .containsExactly("missing", "unreachable", "expiring");
                    assertThat(changed.recovered()).isEmpty();
                    assertThat(changed.staying()).isEmpty();
                    assertThat(changed.audit().unreadable())
                            .isEqualTo(Map.of(RepositoryName.parse("acme/api"), "not found"));
                    assertThat(changed.token()).isPresent();
                });
    }

    @Test
    void remindsOnceAWeekOfWhatStays() {
        var auditScenario = AuditScenario.of("web", "api").missing("web");
        assertThat(auditScenario.nights(16))
                .containsExactly(
                        "findings",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "reminder",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "reminder",
                        "-");
    }

    @Test
    void remindsOfTheOldAlsoWhenNewOnesComeInBetween() {
        var auditScenario = AuditScenario.of("web", "api", "db").missing("web");
        assertThat(auditScenario.nights(3)).containsExactly("findings", "-", "-");
        auditScenario.missing("api");
        assertThat(auditScenario.nights(4)).containsExactly("findings", "-", "-", "-");
        auditScenario.missing("db");
        assertThat(auditScenario.nights(3)).containsExactly("findings", "reminder", "-");
    }

    @Test
    void saysOnceAWeekThatAllIsWell() {
        assertThat(AuditScenario.of("web").nights(9))
                .containsExactly("all-is-well", "-", "-", "-", "-", "-", "-", "all-is-well", "-");
    }

    @Test
    void saysThatAllIsWellAWeekAfterTheLastRecovery() {
        var auditScenario = AuditScenario.of("web").missing("web");
        auditScenario.night();
        auditScenario.present("web");
        assertThat(auditScenario.nights(8)).containsExactly("recovered", "-", "-", "-", "-", "-", "-", "all-is-well");
    }

    @Test
    void doesNotCallAnAcceptedFindingResolved() {
        var auditScenario = AuditScenario.of("api", "web").missing("web");
        assertThat(auditScenario.night()).containsExactly("findings");
        auditScenario.accepting("web", new Waiver("moves away", LocalDate.parse("2030-01-31")));
        assertThat(auditScenario.night()).doesNotContain("recovered", "findings");
    }

    @Test
    void tellsWhichFindingsAreAccepted() {
        var exception = new Waiver("moves", LocalDate.parse("2027-01-31"));
        var auditScenario = AuditScenario.of("api").accepting("web", exception);
        auditScenario.tell(auditScenario.audit());
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.AllIsWell.class, well -> assertThat(
                                well.audit().accepted())
                        .isEqualTo(Map.of(RepositoryName.parse("acme/web"), exception)));
    }

    @Test
    void makesGoodWhatCouldNotBePostedTogetherWithWhatCameSince() {
        var auditScenario = AuditScenario.of("web", "api", "db").missing("web");
        auditScenario.night();
        auditScenario.missing("api");
        auditScenario.notifier.startFailing();
        assertThat(auditScenario.nights(2)).containsExactly("failed", "failed");

        auditScenario.present("web");
        auditScenario.notifier.stopFailing();
        auditScenario.tell(auditScenario.audit());
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.FindingsChanged.class, changed -> {
                    assertThat(where(changed.opened())).containsExactly("acme/api");
                    assertThat(where(changed.recovered())).containsExactly("acme/web");
                });
    }

    @Test
    void neverTellsWhatCameAndWentUntold() {
        var auditScenario = AuditScenario.of("web", "api");
        auditScenario.night();
        auditScenario.missing("web");
        auditScenario.notifier.startFailing();
        auditScenario.night();
        auditScenario.notifier.stopFailing();
        auditScenario.present("web");
        assertThat(auditScenario.nights(2)).containsExactly("-", "-");
    }

    @Test
    void remindsOfTheEndOfTheTokenOnceAtEachThreshold() {
        var auditScenario = AuditScenario.of("web").tokenEnds(MutableClock.START.plus(Duration.ofDays(15)));
        auditScenario.notifier.close();
        auditScenario.night();
        auditScenario.notifier.reopen();

        assertThat(auditScenario.nights(17))
                .containsExactly(
                        "expiring",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "expiring",
                        "-",
                        "-",
                        "-",
                        "expiring",
                        "-",
                        "expiring",
                        "expired",
                        "-",
                        "-");
    }

    @Test
    void namesTheDayAndWhoseItIs() {
        var end = MutableClock.START.plus(Duration.ofDays(14));
        var auditScenario = AuditScenario.of("web").tokenEnds(end);
        auditScenario.tell(auditScenario.audit());
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.TokenExpiring.class, expiring -> {
                    var token = expiring.audit().record().token();
                    assertThat(token.expiry()).isEqualTo(new TokenExpiry.At(end));
                    assertThat(token.login()).contains("robot");
                });
    }

    @Test
    void takesANewTokenForARecoveryOnce() {
        var auditScenario = AuditScenario.of("web").tokenEnds(MutableClock.START.plus(Duration.ofDays(3)));
        assertThat(auditScenario.night()).containsExactly("expiring");
        auditScenario.tokenEnds(MutableClock.START.plus(Duration.ofDays(300)));
        assertThat(auditScenario.nights(2)).containsExactly("recovered", "-");
    }

    @Test
    void tellsOfANewTokenThatEndsSoonToo() {
        var auditScenario = AuditScenario.of("web").tokenEnds(MutableClock.START.minus(Duration.ofDays(1)));
        assertThat(auditScenario.night()).containsExactly("expired");
        auditScenario.tokenEnds(MutableClock.START.plus(Duration.ofDays(20)));
        assertThat(auditScenario.nights(2)).containsExactly("findings", "-");
    }

    @Test
    void takesASilenceAboutTheEndForNoNews() {
        var auditScenario = AuditScenario.of("web").tokenEnds(MutableClock.START.plus(Duration.ofDays(7)));
        assertThat(auditScenario.nights(2)).containsExactly("expiring", "-");
        auditScenario.tokenEndsSometime();
        assertThat(auditScenario.night()).isEmpty();
        auditScenario.tokenEnds(MutableClock.START.plus(Duration.ofDays(7)));
        assertThat(auditScenario.nights(2)).containsExactly("-", "expiring");
    }

    @Test
    void tellsOfTheEndOfAnEightDayTokenInItsLastDaysOnceADayHoweverOftenItLooks() {
        var auditScenario = AuditScenario.of("web")
                .tokenEnds(MutableClock.START.plus(Duration.ofDays(8)))
                .handedOut(MutableClock.START);
        for (int daysLeft = 8; daysLeft > 1; daysLeft--) {
            auditScenario.tell(auditScenario.audit());
            assertThat(auditScenario.night()).as(daysLeft + " days left").doesNotContain("expiring", "expired");
        }
        assertThat(auditScenario.night()).containsExactly("expiring");
        auditScenario.tell(auditScenario.audit());
        assertThat(auditScenario.notifier.kinds()).containsExactly("expired");
        assertThat(auditScenario.night()).isEmpty();
    }

    @Test
    void saysOnceAWeekThatTheEndOfTheTokenIsUnknownAndNotThatAllIsWell() {
        var auditScenario = AuditScenario.of("web").tokenEndsSometime();
        assertThat(auditScenario.nights(8))
                .containsExactly("token-end-unknown", "-", "-", "-", "-", "-", "-", "token-end-unknown");
        auditScenario.tokenEnds(MutableClock.START.plus(Duration.ofDays(200)));
        assertThat(auditScenario.nights(7)).containsExactly("-", "-", "-", "-", "-", "-", "all-is-well");
    }

    @Test
    void tellsOfTheCredentialsEndAtEachThresholdAndOfNothingThatIsOverBetweenThem() {
        var auditScenario = AuditScenario.of("web").credentialEnds(MutableClock.START.plus(Duration.ofDays(8)));
        assertThat(auditScenario.nights(8))
                .containsExactly("findings", "findings", "-", "-", "-", "findings", "-", "findings");
    }

    @Test
    void saysWhenItCannotTellAndNeverThatAllIsWell() {
        var auditScenario = AuditScenario.of("web", "api").unreadable("api");
        assertThat(auditScenario.nights(9))
                .containsExactly("audit-incomplete", "-", "-", "-", "-", "-", "-", "audit-incomplete", "-");
        auditScenario.present("api");
        assertThat(auditScenario.nights(2)).containsExactly("audits-work", "-");
    }

    @Test
    void recoversNothingThatCouldNotBeRead() {
        var auditScenario = AuditScenario.of("web", "api").missing("web");
        auditScenario.night();
        auditScenario.unreadable("web");
        assertThat(auditScenario.night()).containsExactly("audit-incomplete");
        auditScenario.present("web");
        auditScenario.tell(auditScenario.audit());
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.FindingsChanged.class, changed -> {
                    assertThat(where(changed.recovered())).containsExactly("acme/web");
                    assertThat(changed.resolved().map(AuditIssue::kind)).contains(AuditIssue.AuditIssueKind.INCOMPLETE);
                });
    }

    @Test
    void tellsOneFailureOnceAWeekAndAnotherTheNextNight() {
        var auditScenario = AuditScenario.of("web");
        auditScenario.night();
        assertThat(auditScenario.night("GitHub answered 502")).containsExactly("audit-failed");
        assertThat(auditScenario.night("GitHub answered 503")).isEmpty();
        assertThat(auditScenario.night("the credential is rejected")).containsExactly("audit-failed");
        for (int night = 0; night < 6; night++) {
            assertThat(auditScenario.night("the credential is rejected")).isEmpty();
        }
        assertThat(auditScenario.night("the credential is rejected")).containsExactly("audit-failed");
        auditScenario.tell(auditScenario.audit());
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.AuditsWork.class, work -> assertThat(
                                work.resolved().map(AuditIssue::since))
                        .contains(MutableClock.START.plus(Duration.ofDays(1))));
    }

    @Test
    void tellsWhenOneTroubleFollowsTheOther() {
        var auditScenario = AuditScenario.of("web", "api").unreadable("web");
        assertThat(auditScenario.night()).containsExactly("audit-incomplete");
        assertThat(auditScenario.night("down")).containsExactly("audit-failed");
        assertThat(auditScenario.night()).containsExactly("audit-incomplete");
        auditScenario.present("web");
        assertThat(auditScenario.night()).containsExactly("audits-work");
    }

    @Test
    void keepsTheFailureOfTheAuditWhereASecretKeepsItFromTelling() {
        var auditScenario = AuditScenario.of("web");
        var locked = new SecretUnavailableException("the manager is locked");
        auditScenario.notifier.whilePosting(() -> {
            throw locked;
        });
        var failure = new IllegalArgumentException("no graph");
        auditScenario.pending().failed(AuditScenario.SECRET, failure);
        assertThat(failure).hasSuppressedException(locked);
    }

    @Test
    void tellsOfAFailureAlsoWhereTheStoreIsAwayOnceInEachProcess() {
        var auditScenario = AuditScenario.of("web");
        auditScenario.night();
        auditScenario.store.is(InMemoryNotificationStore.Away.ALL);
        auditScenario.tracker.open();
        var failure = new RotationStore.StoreUnavailableException("table x cannot be read");
        var service = auditScenario.pending();

        service.failed(AuditScenario.SECRET, failure);
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(
                        Notification.AuditFailed.class,
                        failed -> assertThat(failed.auditIssue().reason()).isEqualTo("table x cannot be read"));
        assertThat(auditScenario.tracker.read()).containsExactly("failure: table x cannot be read", "audit-failed");
        assertThat(failure.getSuppressed()).extracting(Throwable::getMessage).contains("the table cannot be reached");

        auditScenario.time.move(Duration.ofHours(1));
        service.failed(AuditScenario.SECRET, failure);
        assertThat(auditScenario.notifier.kinds()).isEmpty();
        auditScenario.pending().failed(AuditScenario.SECRET, failure);
        assertThat(auditScenario.notifier.kinds()).containsExactly("audit-failed");

        auditScenario.store.is(InMemoryNotificationStore.Away.NOTHING);
        auditScenario.time.move(Duration.ofHours(1));
        service.failed(AuditScenario.SECRET, failure);
        assertThat(auditScenario.notifier.kinds()).isEmpty();
        service.audited(auditScenario.audit());
        assertThat(auditScenario.notifier.kinds()).containsExactly("audits-work");
        auditScenario.time.move(Duration.ofDays(1));
        service.audited(auditScenario.audit());
        assertThat(auditScenario.notifier.kinds()).isEmpty();
    }

    @Test
    void tellsOfAFailureOnceWhereTheStoreGoesAwayAfterThePost() {
        var auditScenario = AuditScenario.of("web");
        auditScenario.store.is(InMemoryNotificationStore.Away.STATES);
        var service = auditScenario.pending();

        service.failed(AuditScenario.SECRET, new IllegalArgumentException("no graph"));
        service.failed(AuditScenario.SECRET, new IllegalArgumentException("no graph"));

        assertThat(auditScenario.notifier.kinds()).containsExactly("audit-failed");
    }

    @ParameterizedTest
    @EnumSource(
            value = InMemoryNotificationStore.Away.class,
            names = {"STATES", "WRITES"})
    void saysSinceWhenItFailsAlsoWhereNothingCanBeKept(InMemoryNotificationStore.Away away) {
        var auditScenario = AuditScenario.of("web");
        auditScenario.tracker.open();
        auditScenario.night("down");
        auditScenario.time.move(Duration.ofDays(8));
        auditScenario.store.is(away);
        auditScenario.pending().failed(AuditScenario.SECRET, new IllegalArgumentException("down"));
        assertFailingSinceTheStart(auditScenario);
        assertThat(auditScenario.tracker.posted())
                .filteredOn(Notification.AuditFailed.class::isInstance)
                .last()
                .isInstanceOfSatisfying(
                        Notification.AuditFailed.class,
                        failed -> assertThat(failed.auditIssue().since()).isEqualTo(MutableClock.START));
    }

    private static void assertFailingSinceTheStart(AuditScenario auditScenario) {
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(
                        Notification.AuditFailed.class,
                        failed -> assertThat(failed.auditIssue().since()).isEqualTo(MutableClock.START));
    }

    @Test
    void tellsOfAFailureOnceThoughPeopleHadHeardOfIncompleteAudits() {
        var auditScenario = AuditScenario.of("web", "api").unreadable("web");
        assertThat(auditScenario.night()).contains("audit-incomplete");
        auditScenario.store.is(InMemoryNotificationStore.Away.ALL);
        var service = auditScenario.pending();
        service.failed(AuditScenario.SECRET, new IllegalArgumentException("down"));
        assertThat(auditScenario.notifier.kinds()).containsExactly("audit-failed");
        auditScenario.store.is(InMemoryNotificationStore.Away.NOTHING);
        auditScenario.time.move(Duration.ofHours(1));
        service.failed(AuditScenario.SECRET, new IllegalArgumentException("down"));
        assertThat(auditScenario.notifier.kinds()).isEmpty();
    }

    @Test
    void remembersSinceWhenItFailedThoughNobodyCouldBeTold() {
        var auditScenario = AuditScenario.of("web");
        auditScenario.notifier.startFailing();
        auditScenario.night("down");
        auditScenario.night("down");
        auditScenario.notifier.stopFailing();
        auditScenario.pending().failed(AuditScenario.SECRET, "down");
        assertFailingSinceTheStart(auditScenario);
    }

    @Test
    void repeatsNoTokenThatAFailureNames() {
        var auditScenario = AuditScenario.of("web");
        String token = "ghp_" + "x".repeat(36);
        auditScenario.pending().failed(AuditScenario.SECRET, "the graph is '" + token + "'");
        assertThat(auditScenario.notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.AuditFailed.class, failed -> assertThat(
                                failed.auditIssue().toString())
                        .contains("[a token]")
                        .doesNotContain(token));
    }

    @Test
    void doesNotSayThatATroubleIsOverOfWhichNobodyHeard() {
        var auditScenario = AuditScenario.of("web");
        auditScenario.night();
        auditScenario.notifier.startFailing();
        auditScenario.night("down");
        auditScenario.notifier.stopFailing();
        assertThat(auditScenario.nights(2)).containsExactly("-", "-");
    }

    @Test
    void saysThatATroubleIsOverThoughAnotherWasNeverTold() {
        var auditScenario = AuditScenario.of("web", "api").unreadable("web");
        auditScenario.night();
        auditScenario.notifier.startFailing();
        auditScenario.night("down");
        auditScenario.notifier.stopFailing();
        auditScenario.present("web");
        assertThat(auditScenario.night()).containsExactly("audits-work");
    }

    @Test
    void tellsAnAuditOnceHoweverOftenItIsAsked() {
        var auditScenario = AuditScenario.of("web").missing("web");
        var first = auditScenario.audit();
        auditScenario.tell(first);
        auditScenario.time.move(Duration.ofDays(1));
        auditScenario.present("web");
        auditScenario.tell(auditScenario.audit());
        auditScenario.tell(first);
        assertThat(auditScenario.notifier.kinds()).containsExactly("findings", "recovered");
    }

    @Test
    void postsOnceWhenTwoTellAtOnce() {
        var auditScenario = AuditScenario.of("web", "api").missing("web");
        var scheduled = auditScenario.audit();
        auditScenario.time.move(Duration.ofSeconds(30));
        var byHand = auditScenario.audit();
        auditScenario.notifier.whilePosting(() -> auditScenario.tell(byHand));
        auditScenario.tell(scheduled);
        assertThat(auditScenario.notifier.kinds()).containsExactly("findings");

        auditScenario.time.move(Duration.ofDays(1));
        assertThat(auditScenario.night()).isEmpty();
    }

    @Test
    void goesOnAfterATellerThatDied() {
        var auditScenario = AuditScenario.of("web").missing("web");
        var audit = auditScenario.audit();
        auditScenario.notifier.whilePosting(() -> {
            throw new StackOverflowError("dies");
        });
        assertThatThrownBy(() -> auditScenario.tell(audit)).isInstanceOf(StackOverflowError.class);

        auditScenario.tell(audit);
        assertThat(auditScenario.notifier.kinds()).isEmpty();
        auditScenario.time.move(Duration.ofMinutes(5));
        auditScenario.tell(audit);
        assertThat(auditScenario.notifier.kinds()).containsExactly("findings");
    }

    @Test
    void remembersNothingWhileThereIsNoBoard() {
        var auditScenario = AuditScenario.of("web").missing("web");
        auditScenario.notifier.close();
        assertThat(auditScenario.nights(3)).containsExactly("-", "-", "-");
        assertThat(auditScenario.night("down")).isEmpty();
        assertThat(auditScenario.store.ofAudits(AuditScenario.SECRET)).isEmpty();
        auditScenario.notifier.reopen();
        assertThat(auditScenario.night()).containsExactly("findings");
    }

    private static List<String> where(List<OpenFinding> findings) {
        return findings.stream()
                .map(finding -> finding.repository().map(Object::toString).orElse("-"))
                .toList();
    }

    @Test
    void showsTheStateInTheIssueEachNightAndItsNewsOnce() {
        var auditScenario = AuditScenario.of("web", "api").missing("web");
        auditScenario.tracker.open();
        auditScenario.nights(2);
        assertThat(auditScenario.tracker.read()).containsExactly("state 1", "findings", "state 1");
        auditScenario.present("web").night();
        assertThat(auditScenario.tracker.read()).containsExactly("state 0", "recovered");
        auditScenario.night("GitHub is down");
        assertThat(auditScenario.tracker.read()).containsExactly("failure: GitHub is down", "audit-failed");
    }

    @Test
    void leavesTheStateInTheIssueToTheAuditThatBeganLast() {
        var auditScenario = AuditScenario.of("web", "api").missing("web");
        auditScenario.tracker.open();
        var slow = auditScenario.audit();
        auditScenario.missing("api").nights(2);
        assertThat(auditScenario.tracker.read()).contains("state 2");
        auditScenario.tell(slow);
        assertThat(auditScenario.tracker.read()).isEmpty();
    }

    /** What one place was not told, it is told later; the other has heard it meanwhile. */
    @Test
    void keepsSlackAndTheIssueApart() {
        var auditScenario = AuditScenario.of("web").missing("web");
        auditScenario.tracker.open();
        auditScenario.notifier.startFailing();
        assertThat(auditScenario.night()).containsExactly("failed");
        assertThat(auditScenario.tracker.read()).containsExactly("state 1", "findings");

        auditScenario.notifier.stopFailing();
        auditScenario.tracker.startFailing();
        assertThat(auditScenario.night()).containsExactly("failed");
        assertThat(auditScenario.notifier.kinds()).containsExactly("findings");

        auditScenario.tracker.stopFailing();
        assertThat(auditScenario.night()).isEmpty();
        assertThat(auditScenario.tracker.read()).containsExactly("state 1");
    }
}
