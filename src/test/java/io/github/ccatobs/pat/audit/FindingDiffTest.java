package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Findings from night to night. */
class FindingDiffTest {

    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName API = RepositoryName.parse("acme/api");
    private static final Instant FIRST = Instant.parse("2026-11-23T03:00:00Z");
    private static final Observation ABSENT = new Observation.Absent();
    private static final Observation FINE = new Observation.Present(FIRST.minus(Duration.ofDays(1)));
    private static final AuditPolicy STANDARDS = new AuditPolicy(Duration.ofMinutes(2), Duration.ofDays(180), Map.of());

    private List<OpenFinding> open = List.of();
    private int night;

    @Test
    void opensOnceStaysAndRecoversOnce() {
        var first = night(ABSENT, FINE);
        assertThat(first.opened()).isEqualTo(first.open()).hasSize(1);
        assertThat(first.recovered()).isEmpty();

        var second = night(ABSENT, ABSENT);
        assertThat(second.opened()).extracting(OpenFinding::repository).containsExactly(Optional.of(API));
        assertThat(second.open()).extracting(OpenFinding::since).containsExactlyInAnyOrder(FIRST, moment(1));
        assertThat(second.recovered()).isEmpty();

        var third = night(FINE, ABSENT);
        assertThat(third.opened()).isEmpty();
        assertThat(third.recovered()).singleElement().satisfies(finding -> {
            assertThat(finding.repository()).contains(WEB);
            assertThat(finding.since()).isEqualTo(FIRST);
        });
        assertThat(night(FINE, FINE).recovered()).hasSize(1);
        var last = night(FINE, FINE);
        assertThat(last.recovered()).isEmpty();
        assertThat(last.open()).isEmpty();
    }

    @Test
    void doesNotSayThatAnythingIsOverWhereItCouldNotRead() {
        night(ABSENT, FINE);
        var blind = night(new Observation.Unreadable(Cause.UNAVAILABLE, "no answer"), FINE);
        assertThat(blind.recovered()).isEmpty();
        assertThat(blind.opened()).isEmpty();
        assertThat(blind.open()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(FindingKind.MISSING);
            assertThat(finding.confirmed()).isFalse();
            assertThat(finding.since()).isEqualTo(FIRST);
        });

        var again = night(ABSENT, FINE);
        assertThat(again.opened()).isEmpty();
        assertThat(again.open()).singleElement().satisfies(finding -> assertThat(finding.confirmed())
                .isTrue());
    }

    @Test
    void takesAnotherReasonForTheSameFinding() {
        night(new Observation.Unreadable(Cause.FORBIDDEN, "no access"), FINE);
        var second = night(new Observation.Unreadable(Cause.UNREACHABLE, "not found"), FINE);
        assertThat(second.opened()).isEmpty();
        assertThat(second.open()).singleElement().satisfies(finding -> {
            assertThat(finding.detail()).isEqualTo("not found");
            assertThat(finding.since()).isEqualTo(FIRST);
        });
    }

    @Test
    void opensOncePerThresholdOfTheTokensEnd() {
        var end = FIRST.plus(Duration.ofDays(30)).plusSeconds(1);
        for (int day = 0; day < 32; day++) {
            var change = follow(new TokenExpiry.At(end), FINE, FINE);
            boolean isTold = List.of(1, 17, 24, 28, 30, 31).contains(day);
            assertThat(change.opened()).as("night %d", day).hasSize(isTold ? 1 : 0);
        }
        assertThat(open).extracting(OpenFinding::kind).containsExactly(FindingKind.EXPIRED);
    }

    /** The vault has one current version, so what was said of another one is over, also where GitHub did not answer. */
    @Test
    void forgetsWhatItSaidOfAnEarlierVersionOfTheVault() {
        var audit =
                new Audit(new SecretName("GH_PAT"), FIRST, List.of(), TestTokens.unknownCredential(), Optional.empty());
        for (var kind : List.of(
                FindingKind.VAULT_TOKEN_REJECTED,
                FindingKind.VAULT_TOKEN_UNUSABLE,
                FindingKind.VAULT_TOKEN_NOT_ROTATED)) {
            var earlier = new OpenFinding(kind, Optional.empty(), FIRST, "version 2 is current in the vault", true);
            var change = FindingDiff.follow(
                    List.of(earlier),
                    audit,
                    List.of(new Finding.VaultTokenRejected("version 3 is current in the vault")));
            assertThat(change.open()).singleElement().satisfies(open -> assertThat(open.detail())
                    .startsWith("version 3"));
        }
    }

    private FindingDiff.Change night(Observation web, Observation api) {
        return follow(new TokenExpiry.Unknown(), web, api);
    }

    private FindingDiff.Change follow(TokenExpiry expiry, Observation web, Observation api) {
        var audit = new Audit(
                        new SecretName("GH_PAT"),
                        moment(night++),
                        List.of(RepositoryState.of(WEB, web), RepositoryState.of(API, api)),
                        TestTokens.unknownCredential(),
                        Optional.empty())
                .with(TestTokens.ending(expiry));
        var change = FindingDiff.follow(
                open,
                audit,
                FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of())
                        .findings());
        open = change.open();
        return change;
    }

    private static Instant moment(int night) {
        return FIRST.plus(Duration.ofDays(night));
    }
}
