package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingRulesTest {

    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName SITE = RepositoryName.parse("acme/site");
    private static final Observation PRESENT = new Observation.Present(Instant.parse("2026-02-21T22:17:45Z"));

    @Test
    void saysNothingOfAPresentSecret() {
        assertThat(judge(PRESENT)).isEmpty();
    }

    @Test
    void saysThatAnAbsentSecretIsMissing() {
        assertThat(judge(new Observation.Absent())).containsExactly(new Finding.Missing(WEB));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "FORBIDDEN"})
    void passesOnWhyARepositoryIsOutOfReach(Cause cause) {
        assertThat(judge(new Observation.Unreadable(cause, "because")))
                .containsExactly(new Finding.Unreachable(WEB, "because"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIMITED", "UNAVAILABLE"})
    void doesNotBlameTheRepositoryForALimitOrAnOutage(Cause cause) {
        assertThat(judge(new Observation.Unreadable(cause, "because"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void neverCallsUnreadableMissing(Cause cause) {
        assertThat(judge(new Observation.Unreadable(cause, "because")))
                .noneMatch(finding -> finding instanceof Finding.Missing);
    }

    @Test
    void notesEverythingAboutOneRepositoryInOrder() {
        var archivedAndRenamed =
                new RepositoryState(WEB, new Observation.Absent(), Optional.of(true), Optional.of(SITE));
        var fine = new RepositoryState(SITE, PRESENT, Optional.of(false), Optional.empty());

        assertThat(FindingRules.judge(List.of(fine, archivedAndRenamed)))
                .containsExactly(new Finding.Missing(WEB), new Finding.Archived(WEB), new Finding.Renamed(WEB, SITE));
    }

    @ParameterizedTest
    @ValueSource(ints = {-24, -1, 0, 1, 24})
    void judgesTheEndsOfTokensByGitHubsClock(int hoursAhead) {
        var ours = Instant.parse("2026-11-23T12:00:00Z");
        var theirs = ours.plus(Duration.ofHours(hoursAhead));
        var soon = theirs.plusSeconds(60);
        var past = theirs.minusSeconds(60);

        assertThat(FindingRules.judge(audit(soon, soon, ours, theirs)))
                .containsExactly(
                        new Finding.Expiring(soon, 1), new Finding.CredentialExpiring("GITHUB_TOKEN", soon, 1));
        assertThat(FindingRules.judge(audit(past, past, ours, theirs)))
                .containsExactly(new Finding.Expired(past), new Finding.CredentialExpired("GITHUB_TOKEN", past));
    }

    private static Audit audit(Instant token, Instant credential, Instant ours, Instant theirs) {
        return new Audit(
                        new SecretName("GH_PAT"),
                        ours,
                        List.of(),
                        TestTokens.credentialEnding(new TokenExpiry.At(credential)),
                        Optional.empty())
                .datedByGitHub(theirs)
                .with(TestTokens.ending(new TokenExpiry.At(token)));
    }

    private static List<Finding> judge(Observation seen) {
        return FindingRules.judge(List.of(RepositoryState.of(WEB, seen)));
    }
}
