package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static List<Finding> judge(Observation seen) {
        return FindingRules.judge(List.of(RepositoryState.of(WEB, seen)));
    }
}
