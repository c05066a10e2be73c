package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.RotationBaseline.RememberedTime;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules for a repository, the token and the graph, case by case. */
class DriftRuleTest {

    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName API = RepositoryName.parse("acme/api");
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Duration SETTLE = Duration.ofMinutes(2);
    private static final Duration MAX_AGE = Duration.ofDays(180);
    private static final AuditPolicy STANDARDS = new AuditPolicy(SETTLE, MAX_AGE, Map.of());

    @ParameterizedTest(name = "written {0}, rotation began {1}, our write {2}: {3}")
    @CsvSource({
        "2026-11-20T12:00:00Z, 2026-11-20T11:59:00Z, 2026-11-20T12:00:01Z, ''",
        "2026-11-20T11:57:00Z, 2026-11-20T11:59:00Z, , ''", // GitHub's clock is two minutes behind
        "2026-11-20T11:56:59Z, 2026-11-20T11:59:00Z, , stale",
        "2026-11-20T11:56:59Z, , , ''",
        "2026-11-20T12:02:01Z, , 2026-11-20T12:00:01Z, ''",
        "2026-11-20T12:02:02Z, , 2026-11-20T12:00:01Z, overwritten",
        "2026-11-20T12:02:02Z, 2026-11-20T11:59:00Z, 2026-11-20T12:00:01Z, overwritten",
        "2026-11-20T11:00:00Z, 2026-11-20T11:59:00Z, 2026-11-20T10:00:00Z, stale", // also overwritten
        "2026-11-20T11:58:00Z, 2026-11-20T11:50:00Z, 2026-11-20T12:00:01Z, stale", // our write was undone
        "2026-11-20T11:58:01Z, 2026-11-20T11:50:00Z, 2026-11-20T12:00:01Z, ''",
        "2026-11-01T00:00:00Z, , 2026-11-23T02:58:00Z, stale",
        "2026-11-01T00:00:00Z, , 2026-11-23T02:58:01Z, ''", // it may still come to show
        "2026-05-27T03:00:00Z, , , ''", // 180 days ago
        "2026-05-27T02:59:59Z, , , old",
        "2026-01-01T00:00:00Z, 2026-11-20T11:59:00Z, , stale", // also old
        "2026-11-25T00:00:00Z, , , ''" // from the future
    })
    void judgesATime(Instant updatedAt, Instant began, Instant ours, String kind) {
        var baseline = new RotationBaseline(
                ours == null ? Map.of() : Map.of(WEB, RememberedTime.byGitHubClock(ours)),
                Optional.ofNullable(began).map(RememberedTime::byGitHubClock));
        List<Finding> found = judge(List.of(present(WEB, updatedAt)), baseline, STANDARDS);
        assertThat(found.stream().map(finding -> finding.kind().toString()).toList())
                .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
    }

    @Test
    void doesNotSayWhoWroteAfterAWriteThatGitHubDidNotConfirm() {
        var ours = RememberedTime.byGitHubClock(NOW.minusSeconds(9_000));
        assertThat(overwritten(ours)).contains("but not by ccat-pat, whose last write was");
        assertThat(overwritten(ours.unconfirmed()))
                .contains("by another, or by ccat-pat if GitHub dates it otherwise")
                .doesNotContain("not by ccat-pat");
    }

    private static String overwritten(RememberedTime ours) {
        var baseline = new RotationBaseline(Map.of(WEB, ours), Optional.empty());
        return judge(List.of(present(WEB, NOW.minusSeconds(60))), baseline, STANDARDS)
                .getFirst()
                .detail();
    }

    @ParameterizedTest(name = "our writes as {0} and {1}: {2}")
    @CsvSource({
        "2026-11-01T00:00:00Z, 2026-11-20T12:00:01Z, ''",
        "2026-11-20T12:00:01Z, 2026-11-01T00:00:00Z, ''",
        "2026-11-01T00:00:00Z, 2026-11-02T00:00:00Z, overwritten",
        ", 2026-11-20T12:00:01Z, ''",
        ", 2026-11-01T00:00:00Z, overwritten",
    })
    void takesTheLastOfOurWritesUnderAnyNameOfTheRepository(Instant asOne, Instant asOther, String kind) {
        var ours = new HashMap<RepositoryName, RememberedTime>();
        Optional.ofNullable(asOne).ifPresent(at -> ours.put(WEB, RememberedTime.byGitHubClock(at)));
        ours.put(API, RememberedTime.byGitHubClock(asOther));
        var written = new Observation.Present(Instant.parse("2026-11-20T12:01:00Z"));

        for (var state : List.of(
                RepositoryState.of(WEB, written).listedAs(List.of(API)),
                new RepositoryState(WEB, written, Optional.of(false), Optional.of(API)))) {
            assertThat(judge(List.of(state), new RotationBaseline(ours, Optional.empty()), STANDARDS).stream()
                            .map(finding -> finding.kind().toString())
                            .filter("overwritten"::equals)
                            .toList())
                    .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
        }
    }

    @Test
    void saysWhatWasSeenAndWhatWasExpected() {
        var began = Instant.parse("2026-11-20T11:59:00.123Z");
        var stale = judge(
                List.of(present(WEB, Instant.parse("2026-11-01T00:00:00Z"))),
                new RotationBaseline(Map.of(), Optional.of(RememberedTime.byGitHubClock(began))),
                STANDARDS);
        assertThat(stale).singleElement().satisfies(finding -> assertThat(finding.detail())
                .isEqualTo("written 2026-11-01T00:00:00Z, before the last rotation began 2026-11-20T11:59:00Z"));
    }

    @Test
    void saysThatGitHubNoLongerShowsOurWrite() {
        var written = Instant.parse("2026-11-01T00:00:00Z");
        var ours = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(judge(
                        List.of(present(WEB, written)),
                        new RotationBaseline(
                                Map.of(WEB, RememberedTime.byGitHubClock(ours)),
                                Optional.of(RememberedTime.byGitHubClock(written))),
                        STANDARDS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.detail())
                        .isEqualTo("written 2026-11-01T00:00:00Z, and GitHub does not show ccat-pat's write of"
                                + " 2026-11-20T12:00:00Z"));
        assertThat(judge(
                        List.of(present(WEB, written)),
                        new RotationBaseline(Map.of(WEB, RememberedTime.byLocalClock(ours)), Optional.empty()),
                        STANDARDS))
                .isEmpty();
    }

    @Test
    void saysThatAnOlderVersionRecordedNoTimeOfGitHubs() {
        var ours = RememberedTime.byLocalClock(Instant.parse("2026-11-20T12:00:00Z"));
        var found = judge(
                List.of(present(WEB, Instant.parse("2026-11-20T12:30:00Z"))),
                new RotationBaseline(Map.of(WEB, ours), Optional.empty()),
                STANDARDS);
        assertThat(found).singleElement().satisfies(finding -> assertThat(finding.detail())
                .endsWith("whose last write was 2026-11-20T12:00:00Z, by the clock of the machine that wrote, which may"
                        + " be off"));
    }

    @Test
    void countsTheAgeOfASecretByGitHubsClock() {
        var audit = audit(List.of(present(WEB, NOW.minus(MAX_AGE).plusSeconds(300))), new TokenExpiry.Unknown());
        assertThat(FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of())
                        .findings())
                .isEmpty();
        assertThat(FindingRules.judge(
                                audit.datedByGitHub(NOW.plusSeconds(600)),
                                RotationBaseline.empty(),
                                STANDARDS,
                                List.of())
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(FindingKind.OLD);
    }

    @ParameterizedTest(name = "{0} from now: {1}")
    @CsvSource({
        "P31D, ''",
        "P30DT1S, ''",
        "P30D, within 30 days",
        "P14DT1S, within 30 days",
        "P14D, within 14 days",
        "P7D, within 7 days",
        "P3D, within 3 days",
        "P1D, within 1 day",
        "PT1S, within 1 day",
        "PT0S, expired",
        "-P1D, expired"
    })
    void tellsInTimeThatTheTokenEnds(Duration left, String words) {
        var audit = audit(List.of(), new TokenExpiry.At(NOW.plus(left)));
        List<Finding> found = FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of())
                .findings();
        if (words.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().satisfies(finding -> assertThat(finding.detail())
                    .contains(words)
                    .contains(NOW.plus(left).toString()));
        }
    }

    @Test
    void saysNothingOfATokenThatDoesNotEndOrDoesNotTell() {
        for (TokenExpiry expiry : List.of(new TokenExpiry.Never(), new TokenExpiry.Unknown())) {
            assertThat(FindingRules.judge(audit(List.of(), expiry), RotationBaseline.empty(), STANDARDS, List.of())
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    void leavesAloneWhatSomebodyAcceptedUntilItsDayHasPassed() {
        List<RepositoryState> states = List.of(RepositoryState.of(WEB, new Observation.Absent()));
        var accepted = new Waiver("moves to another team", LocalDate.parse("2026-11-23"));
        assertThat(judge(states, RotationBaseline.empty(), new AuditPolicy(SETTLE, MAX_AGE, Map.of(WEB, accepted))))
                .isEmpty();

        var ended = new Waiver("moves to another team", LocalDate.parse("2026-11-22"));
        assertThat(judge(states, RotationBaseline.empty(), new AuditPolicy(SETTLE, MAX_AGE, Map.of(WEB, ended))))
                .containsExactly(
                        new Finding.Missing(WEB),
                        new Finding.ExceptionEnded(WEB, LocalDate.parse("2026-11-22"), "moves to another team"));
    }

    @Test
    void putsTheMostUrgentFirst() {
        var longAgo = Instant.parse("2026-01-01T00:00:00Z");
        var audit = audit(
                List.of(present(WEB, longAgo), RepositoryState.of(API, new Observation.Absent())),
                new TokenExpiry.At(NOW.minusSeconds(1)));
        assertThat(FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of("graph.yml:1:1: odd"))
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(FindingKind.EXPIRED, FindingKind.MISSING, FindingKind.OLD, FindingKind.GRAPH);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource
    void namesEveryKindSoThatItCanBeReadAgain(FindingKind kind) {
        assertThat(FindingKind.parse(kind.toString())).isEqualTo(kind);
        assertThat(kind.toString()).matches("[a-z]+(-[a-z]+){0,3}");
    }

    @Test
    void acceptsOnlyWhereThereIsAFindingToHide() {
        var accepted = new Waiver("moves to another team", LocalDate.parse("2026-11-23"));
        var ended = new Waiver("has moved", LocalDate.parse("2026-11-22"));
        var fine = RepositoryName.parse("acme/fine");
        var over = RepositoryName.parse("acme/over");
        var transferred = RepositoryName.parse("acme/transferred");
        var states = List.of(
                RepositoryState.of(WEB, new Observation.Absent()),
                present(fine, NOW),
                RepositoryState.of(over, new Observation.Absent()),
                RepositoryState.of(
                        transferred, new Observation.TransferredAway(RepositoryName.parse("mallory/transferred"))));
        var policy = new AuditPolicy(
                SETTLE, MAX_AGE, Map.of(WEB, accepted, fine, accepted, over, ended, transferred, accepted));
        var judged = FindingRules.judge(
                audit(states, new TokenExpiry.Unknown()), RotationBaseline.empty(), policy, List.of());
        assertThat(judged.accepted()).isEqualTo(Map.of(WEB, accepted));
        assertThat(judged.unused())
                .containsExactly("ccat.pat.audit.accept has an exception for acme/fine, which has nothing to hide:"
                        + " remove the exception");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "acme/wep, the graph does not list: did you mean acme/web?",
        "mallory/web, the graph does not list: did you mean acme/web?",
        "acme/telescope, 'the graph does not list: correct its name, or remove the exception'",
        "acme/today, audits call acme/api: write that name",
        "acme/alias, audits call acme/api: write that name",
        "acme/former, left the graph: only ccat pat retire still looks at it",
        "acme/outside, has nothing to hide: remove the exception",
        "acme/blind, ",
        "ACME/WEB, has nothing to hide: remove the exception"
    })
    void saysOfAnExceptionThatHidesNothingWhy(String name, String why) {
        var api = new RepositoryState(
                API,
                new Observation.Present(NOW),
                Optional.of(false),
                Optional.of(RepositoryName.parse("acme/today")),
                List.of(RepositoryName.parse("acme/alias")));
        var blind = RepositoryState.of(
                RepositoryName.parse("acme/blind"), new Observation.Unreadable(Observation.Cause.LIMITED, "a limit"));
        var outside = RepositoryState.of(RepositoryName.parse("acme/outside"), new Observation.Absent());
        var sweep = new ShadowScanResult(
                Optional.empty(), Optional.of(new ShadowScanResult.Sweep.Done("acme", List.of(outside))));
        var former = RememberedTime.byGitHubClock(NOW);
        var baseline = new RotationBaseline(Map.of(RepositoryName.parse("acme/former"), former), Optional.empty());
        for (String until : List.of("2026-11-23", "2026-11-22")) {
            var waiver = new Waiver("on purpose", LocalDate.parse(until));
            boolean isEnded = !waiver.holdsOn(LocalDate.parse("2026-11-23"));
            var policy = new AuditPolicy(SETTLE, MAX_AGE, Map.of(RepositoryName.parse(name), waiver));
            var audit = audit(List.of(present(WEB, NOW), api, blind), new TokenExpiry.Never())
                    .with(sweep);
            boolean isFinding = isEnded && (name.equals("ACME/WEB") || name.equals("acme/outside"));
            assertThat(FindingRules.judge(audit, baseline, policy, List.of()).unused())
                    .isEqualTo(Optional.ofNullable(why).filter(it -> !isFinding).stream()
                            .map(it -> "ccat.pat.audit.accept has an exception for " + name + ", which " + it
                                    + (isEnded ? "; it ended with 2026-11-22" : ""))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // days of life, days left: the threshold
        "30, 29, 0",
        "30, 14, 0",
        "30, 7, 7",
        "90, 30, 30",
        "366, 30, 30",
        "7, 3, 0",
        "7, 1, 1",
        "2, 1, 1",
        "1, 1, 1",
        "1, -1, -1",
    })
    void warnsOfNoThresholdLongerThanAThirdOfTheTokensLifeButOfTheLastDay(int life, int left, int threshold) {
        var end = NOW.plus(Duration.ofDays(left));
        var known = TestTokens.ending(new TokenExpiry.At(end));
        var token = new TokenInspection(
                known.status(),
                Optional.of(end.minus(Duration.ofDays(life)).plusSeconds(3_600)),
                false,
                List.of(),
                true,
                List.of(),
                1);
        assertThat(ExpiryReminderRule.ofToken(token, NOW))
                .isEqualTo(
                        threshold == 0
                                ? Optional.empty()
                                : Optional.of(
                                        threshold < 0
                                                ? new Finding.Expired(end)
                                                : new Finding.Expiring(end, threshold)));
    }

    @Test
    void tellsTheEndOfTheCredentialByItselfUnlessItIsTheToken() {
        var end = NOW.plus(Duration.ofDays(6));
        var audit = audit(List.of(), new TokenExpiry.Never());
        var reading = new Audit(
                        audit.secret(),
                        NOW,
                        List.of(),
                        TestTokens.credentialEnding(new TokenExpiry.At(end)),
                        Optional.empty())
                .with(audit.token());
        assertThat(FindingRules.judge(reading)).containsExactly(new Finding.CredentialExpiring("GITHUB_TOKEN", end, 7));
        var same = new TokenInspection(
                TestTokens.ending(new TokenExpiry.At(end)).status(),
                Optional.empty(),
                true,
                List.of(),
                true,
                List.of(),
                0);
        assertThat(FindingRules.judge(reading.with(same))).containsExactly(new Finding.Expiring(end, 7));
    }

    private static List<Finding> judge(List<RepositoryState> states, RotationBaseline baseline, AuditPolicy policy) {
        return FindingRules.judge(audit(states, new TokenExpiry.Unknown()), baseline, policy, List.of())
                .findings();
    }

    private static RepositoryState present(RepositoryName repository, Instant updatedAt) {
        return RepositoryState.of(repository, new Observation.Present(updatedAt));
    }

    private static Audit audit(List<RepositoryState> states, TokenExpiry expiry) {
        return new Audit(new SecretName("GH_PAT"), NOW, states, TestTokens.unknownCredential(), Optional.empty())
                .with(TestTokens.ending(expiry));
    }
}
