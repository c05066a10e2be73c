package io.github.ccatobs.pat.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.audit.AcceptedException;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.TestTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told over weeks of nights. */
class AuditNewsTest {

    @Test
    void tellsWhatIsMissingOnceAndThatItIsOverOnce() {
        var nights = Nights.of("web", "api", "db").missing("web").missing("api");
        assertThat(nights.nights(3)).containsExactly("findings", "-", "-");

        nights.present("web").present("api");
        assertThat(nights.night()).containsExactly("recovered");
        assertThat(nights.night()).isEmpty();
    }

    @Test
    void tellsEverythingOfTheFirstAuditInOneMessage() {
        var nights = Nights.of("web", "api", "db")
                .missing("web")
                .gone("api")
                .tokenEnds(TestTime.START.plus(Duration.ofDays(6)));
        nights.tell(nights.audit());

        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(Notice.FindingsChanged.class, changed -> {
                    assertThat(changed.opened())
                            .extracting(finding -> finding.kind().toString())
                            .containsExactly("missing", "unreachable", "expiring");
                    assertThat(changed.recovered()).isEmpty();
                    assertThat(changed.staying()).isEmpty();
                    assertThat(changed.audit().unread())
                            .containsExactly(new Unread(RepositoryName.parse("acme/api"), "not found"));
                    assertThat(changed.token()).isPresent();
                });
    }

    @Test
    void remindsOnceAWeekOfWhatStays() {
        var nights = Nights.of("web", "api").missing("web");
        assertThat(nights.nights(16))
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
        var nights = Nights.of("web", "api", "db").missing("web");
        assertThat(nights.nights(3)).containsExactly("findings", "-", "-");
        nights.missing("api");
        assertThat(nights.nights(4)).containsExactly("findings", "-", "-", "-");
        nights.missing("db");
        assertThat(nights.nights(3)).containsExactly("findings", "reminder", "-");
    }

    @Test
    void saysOnceAWeekThatAllIsWell() {
        assertThat(Nights.of("web").nights(9))
                .containsExactly("all-is-well", "-", "-", "-", "-", "-", "-", "all-is-well", "-");
    }

    @Test
    void saysThatAllIsWellAWeekAfterTheLastRecovery() {
        var nights = Nights.of("web").missing("web");
        nights.night();
        nights.present("web");
        assertThat(nights.nights(8)).containsExactly("recovered", "-", "-", "-", "-", "-", "-", "all-is-well");
    }

    @Test
    void tellsWhichFindingsAreAccepted() {
        var exception = new AcceptedException("moves", LocalDate.parse("2027-01-31"));
        var nights = Nights.of("api").accepting("web", exception);
        nights.tell(nights.audit());
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.AllIsWell.class, well -> assertThat(well.audit().accepted())
                                .isEqualTo(Map.of(RepositoryName.parse("acme/web"), exception)));
    }

    @Test
    void makesGoodWhatCouldNotBePostedTogetherWithWhatCameSince() {
        var nights = Nights.of("web", "api", "db").missing("web");
        nights.night();
        nights.missing("api");
        nights.board.breakDown();
        assertThat(nights.nights(2)).containsExactly("failed", "failed");

        nights.present("web");
        nights.board.repair();
        nights.tell(nights.audit());
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(Notice.FindingsChanged.class, changed -> {
                    assertThat(where(changed.opened())).containsExactly("acme/api");
                    assertThat(where(changed.recovered())).containsExactly("acme/web");
                });
    }

    @Test
    void neverTellsWhatCameAndWentUntold() {
        var nights = Nights.of("web", "api");
        nights.night();
        nights.missing("web");
        nights.board.breakDown();
        nights.night();
        nights.board.repair();
        nights.present("web");
        assertThat(nights.nights(2)).containsExactly("-", "-");
    }

    @Test
    void remindsOfTheEndOfTheTokenOnceAtEachThreshold() {
        var nights = Nights.of("web").tokenEnds(TestTime.START.plus(Duration.ofDays(15)));
        nights.board.close();
        nights.night();
        nights.board.reopen();

        assertThat(nights.nights(17))
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
        var end = TestTime.START.plus(Duration.ofDays(14));
        var nights = Nights.of("web").tokenEnds(end);
        nights.tell(nights.audit());
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(Notice.Expiring.class, expiring -> assertThat(expiring.token())
                        .isEqualTo(new TokenEnd(end, Optional.of("robot"))));
    }

    @Test
    void takesANewTokenForARecoveryOnce() {
        var nights = Nights.of("web").tokenEnds(TestTime.START.plus(Duration.ofDays(3)));
        assertThat(nights.night()).containsExactly("expiring");
        nights.tokenEnds(TestTime.START.plus(Duration.ofDays(300)));
        assertThat(nights.nights(2)).containsExactly("recovered", "-");
    }

    @Test
    void tellsOfANewTokenThatEndsSoonToo() {
        var nights = Nights.of("web").tokenEnds(TestTime.START.minus(Duration.ofDays(1)));
        assertThat(nights.night()).containsExactly("expired");
        nights.tokenEnds(TestTime.START.plus(Duration.ofDays(20)));
        assertThat(nights.nights(2)).containsExactly("findings", "-");
    }

    @Test
    void takesASilenceAboutTheEndForNoNews() {
        var nights = Nights.of("web").tokenEnds(TestTime.START.plus(Duration.ofDays(7)));
        assertThat(nights.nights(2)).containsExactly("expiring", "-");
        nights.tokenEndsSometime();
        assertThat(nights.night()).isEmpty();
        nights.tokenEnds(TestTime.START.plus(Duration.ofDays(7)));
        assertThat(nights.nights(2)).containsExactly("-", "expiring");
    }

    @Test
    void saysOnceAWeekThatTheEndOfTheTokenIsUnknownAndNotThatAllIsWell() {
        var nights = Nights.of("web").tokenEndsSometime();
        assertThat(nights.nights(8))
                .containsExactly("token-end-unknown", "-", "-", "-", "-", "-", "-", "token-end-unknown");
        nights.tokenEnds(TestTime.START.plus(Duration.ofDays(200)));
        assertThat(nights.nights(7)).containsExactly("-", "-", "-", "-", "-", "-", "all-is-well");
    }

    @Test
    void tellsOfTheCredentialsEndAtEachThresholdAndOfNothingThatIsOverBetweenThem() {
        var nights = Nights.of("web").credentialEnds(TestTime.START.plus(Duration.ofDays(8)));
        assertThat(nights.nights(8))
                .containsExactly("findings", "findings", "-", "-", "-", "findings", "-", "findings");
    }

    @Test
    void saysWhenItCannotTellAndNeverThatAllIsWell() {
        var nights = Nights.of("web", "api").unreadable("api");
        assertThat(nights.nights(9))
                .containsExactly("audit-incomplete", "-", "-", "-", "-", "-", "-", "audit-incomplete", "-");
        nights.present("api");
        assertThat(nights.nights(2)).containsExactly("audits-work", "-");
    }

    @Test
    void recoversNothingThatCouldNotBeRead() {
        var nights = Nights.of("web", "api").missing("web");
        nights.night();
        nights.unreadable("web");
        assertThat(nights.night()).containsExactly("audit-incomplete");
        nights.present("web");
        nights.tell(nights.audit());
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(Notice.FindingsChanged.class, changed -> {
                    assertThat(where(changed.recovered())).containsExactly("acme/web");
                    assertThat(changed.audit().over().map(Trouble::kind)).contains(Trouble.Kind.INCOMPLETE);
                });
    }

    @Test
    void tellsOneFailureOnceAWeekAndAnotherTheNextNight() {
        var nights = Nights.of("web");
        nights.night();
        assertThat(nights.night("GitHub answered 502")).containsExactly("audit-failed");
        assertThat(nights.night("GitHub answered 503")).isEmpty();
        assertThat(nights.night("the credential is rejected")).containsExactly("audit-failed");
        for (int night = 0; night < 6; night++) {
            assertThat(nights.night("the credential is rejected")).isEmpty();
        }
        assertThat(nights.night("the credential is rejected")).containsExactly("audit-failed");
        nights.tell(nights.audit());
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(Notice.AuditsWork.class, work -> assertThat(
                                work.audit().over().map(Trouble::since))
                        .contains(TestTime.START.plus(Duration.ofDays(1))));
    }

    @Test
    void tellsWhenOneTroubleFollowsTheOther() {
        var nights = Nights.of("web", "api").unreadable("web");
        assertThat(nights.night()).containsExactly("audit-incomplete");
        assertThat(nights.night("down")).containsExactly("audit-failed");
        assertThat(nights.night()).containsExactly("audit-incomplete");
        nights.present("web");
        assertThat(nights.night()).containsExactly("audits-work");
    }

    @Test
    void remembersSinceWhenItFailedThoughNobodyCouldBeTold() {
        var nights = Nights.of("web");
        nights.board.breakDown();
        nights.night("down");
        nights.night("down");
        nights.board.repair();
        nights.news().failed(Nights.SECRET, "down");
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.AuditFailed.class,
                        failed -> assertThat(failed.trouble().since()).isEqualTo(TestTime.START));
    }

    @Test
    void repeatsNoTokenThatAFailureNames() {
        var nights = Nights.of("web");
        String token = "ghp_" + "x".repeat(36);
        nights.news().failed(Nights.SECRET, "the graph is '" + token + "'");
        assertThat(nights.board.read())
                .singleElement()
                .isInstanceOfSatisfying(Notice.AuditFailed.class, failed -> assertThat(
                                failed.trouble().toString())
                        .contains("[a token]")
                        .doesNotContain(token));
    }

    @Test
    void doesNotSayThatATroubleIsOverOfWhichNobodyHeard() {
        var nights = Nights.of("web");
        nights.night();
        nights.board.breakDown();
        nights.night("down");
        nights.board.repair();
        assertThat(nights.nights(2)).containsExactly("-", "-");
    }

    @Test
    void saysThatATroubleIsOverThoughAnotherWasNeverTold() {
        var nights = Nights.of("web", "api").unreadable("web");
        nights.night();
        nights.board.breakDown();
        nights.night("down");
        nights.board.repair();
        nights.present("web");
        assertThat(nights.night()).containsExactly("audits-work");
    }

    @Test
    void tellsAnAuditOnceHoweverOftenItIsAsked() {
        var nights = Nights.of("web").missing("web");
        var first = nights.audit();
        nights.tell(first);
        nights.time.move(Duration.ofDays(1));
        nights.present("web");
        nights.tell(nights.audit());
        nights.tell(first);
        assertThat(nights.board.kinds()).containsExactly("findings", "recovered");
    }

    @Test
    void postsOnceWhenTwoTellAtOnce() {
        var nights = Nights.of("web", "api").missing("web");
        var scheduled = nights.audit();
        nights.time.move(Duration.ofSeconds(30));
        var byHand = nights.audit();
        nights.board.whilePosting(() -> nights.tell(byHand));
        nights.tell(scheduled);
        assertThat(nights.board.kinds()).containsExactly("findings");

        nights.time.move(Duration.ofDays(1));
        assertThat(nights.night()).isEmpty();
    }

    @Test
    void goesOnAfterATellerThatDied() {
        var nights = Nights.of("web").missing("web");
        var audit = nights.audit();
        nights.board.whilePosting(() -> {
            throw new StackOverflowError("dies");
        });
        assertThatThrownBy(() -> nights.tell(audit)).isInstanceOf(StackOverflowError.class);

        nights.tell(audit);
        assertThat(nights.board.kinds()).isEmpty();
        nights.time.move(Duration.ofMinutes(5));
        nights.tell(audit);
        assertThat(nights.board.kinds()).containsExactly("findings");
    }

    @Test
    void remembersNothingWhileThereIsNoBoard() {
        var nights = Nights.of("web").missing("web");
        nights.board.close();
        assertThat(nights.nights(3)).containsExactly("-", "-", "-");
        assertThat(nights.night("down")).isEmpty();
        assertThat(nights.store.ofAudits(Nights.SECRET)).isEmpty();
        nights.board.reopen();
        assertThat(nights.night()).containsExactly("findings");
    }

    private static List<String> where(List<OpenFinding> findings) {
        return findings.stream()
                .map(finding -> finding.repository().map(Object::toString).orElse("-"))
                .toList();
    }
}
