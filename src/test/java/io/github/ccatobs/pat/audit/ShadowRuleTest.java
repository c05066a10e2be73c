package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.audit.ShadowScanResult.Environments;
import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.audit.ShadowScanResult.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.EnvironmentName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules for secrets around the repository's, case by case. */
class ShadowRuleTest {

    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName STRAY = RepositoryName.parse("acme/stray");
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Instant WRITTEN = Instant.parse("2026-11-20T12:00:00Z");
    private static final AuditPolicy STANDARDS = new AuditPolicy(Duration.ofMinutes(2), Duration.ofDays(180), Map.of());

    @ParameterizedTest(name = "ours {0}, of the organisation {1}, of environments {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "present    | absent     | ''                                  | ''",
                "present    | present    | ''                                  | organization-secret",
                "absent     | present    | ''                                  | missing organization-secret",
                "absent     | absent     | prod=present                        | missing environment-secret",
                "present    | present    | prod=present                        | environment-secret organization-secret",
                "present    | absent     | prod=absent                         | ''",
                "present    | absent     | prod=absent dev=present             | environment-secret",
                "present    | unreadable | prod=unreadable                     | ''",
                "present    | unreadable | prod=unreadable dev=present         | environment-secret",
                "present    | absent     | unlistable                          | ''",
                "present    | present    | unlistable                          | organization-secret",
            })
    void judgesWhatIsAround(String ours, String shared, String environments, String kinds) {
        var found = judge(seen(ours), new Shadows(seen(shared), environments(environments)), STANDARDS);

        assertThat(found.stream().map(finding -> finding.kind().toString()))
                .isEqualTo(Stream.of(kinds.split(" "))
                        .filter(kind -> !kind.isEmpty())
                        .toList());
        assertThat(found)
                .filteredOn(finding -> finding.kind() != FindingKind.MISSING)
                .noneMatch(finding -> finding.kind().isUrgent());
    }

    @Test
    void saysWhetherRunsUseTheOrganisationsOrOurs() {
        var shared = new Shadows(new Observation.Present(WRITTEN), new Environments.Listed(Map.of()));

        assertThat(details(judge(new Observation.Absent(), shared, STANDARDS)))
                .contains("runs use the organisation's secret of the same name, written 2026-11-20T12:00:00Z");
        assertThat(details(judge(new Observation.Present(WRITTEN), shared, STANDARDS)))
                .containsExactly("hides the organisation's secret of the same name, written 2026-11-20T12:00:00Z");
    }

    @Test
    void namesEnvironmentsInOrderHoweverTheyAreCalled() {
        var shadows = new Shadows(
                new Observation.Absent(), environments("prod/eu=present ../x=present a\u202eb=present idle=absent"));

        assertThat(details(judge(new Observation.Present(WRITTEN), shadows, STANDARDS)))
                .containsExactly("jobs of these environments use a secret of their own:"
                        + " '../x' (written 2026-11-20T12:00:00Z), 'a\\u{202e}b' (written 2026-11-20T12:00:00Z),"
                        + " 'prod/eu' (written 2026-11-20T12:00:00Z)");
    }

    @Test
    void namesAFewOfManyEnvironments() {
        var shadows = new Shadows(
                new Observation.Absent(),
                environments("e1=present e2=present e3=present e4=present e5=present e6=present e7=present"));

        assertThat(details(judge(new Observation.Present(WRITTEN), shadows, STANDARDS)))
                .singleElement()
                .asString()
                .contains("'e5' (written ")
                .endsWith(") and 2 more")
                .doesNotContain("e6");
    }

    @ParameterizedTest(name = "a repository outside the graph: {0}, archived {1}: {2}")
    @CsvSource({
        "present, false, 'holds the secret though the graph does not list it, written 2026-11-20T12:00:00Z'",
        "present, true, 'holds the secret though the graph does not list it, written 2026-11-20T12:00:00Z; archived'",
        "absent, false, ",
        "unreadable, false, ",
    })
    void judgesWhatTheGraphDoesNotList(String what, boolean archived, String detail) {
        var stray = new RepositoryState(STRAY, seen(what), Optional.of(archived), Optional.empty());
        var found = judge(audit(
                new Observation.Present(WRITTEN),
                new ShadowScanResult(Optional.empty(), Optional.of(new Sweep.Done("acme", List.of(stray))))));

        assertThat(found)
                .extracting(Finding::kind)
                .isEqualTo(detail == null ? List.of() : List.of(FindingKind.UNLISTED));
        assertThat(details(found)).isEqualTo(Stream.ofNullable(detail).toList());
    }

    @Test
    void leavesAloneWhatSomebodyAccepted() {
        var accepted = new Waiver("on purpose", LocalDate.parse("2026-11-23"));
        var policy =
                new AuditPolicy(Duration.ofMinutes(2), Duration.ofDays(180), Map.of(WEB, accepted, STRAY, accepted));
        var stray = RepositoryState.of(STRAY, new Observation.Present(WRITTEN));
        var shadowScan = new ShadowScanResult(
                Optional.of(Map.of(WEB, new Shadows(new Observation.Present(WRITTEN), environments("prod=present")))),
                Optional.of(new Sweep.Done("acme", List.of(stray))));

        assertThat(FindingRules.judge(
                                audit(new Observation.Present(WRITTEN), shadowScan),
                                RotationBaseline.empty(),
                                policy,
                                List.of())
                        .findings())
                .isEmpty();
    }

    @Test
    void notesOnceWhatCouldNotBeLookedAtAndWhy() {
        var blind = new Shadows(seen("unreadable"), environments("prod=unreadable dev=present"));
        var shadowScan = new ShadowScanResult(
                Optional.of(Map.of(WEB, blind)),
                Optional.of(new Sweep.Done(
                        "acme",
                        List.of(
                                RepositoryState.of(STRAY, seen("unreadable")),
                                RepositoryState.of(RepositoryName.parse("acme/fine"), seen("absent"))))));

        assertThat(audit(new Observation.Absent(), shadowScan).notes())
                .containsExactly(
                        "secrets of the organisation could not be checked in 1 of 1 repositories, e.g. acme/web: no right",
                        "secrets of environments could not be checked in 1 of 1 repositories, e.g. acme/web:"
                                + " environment 'prod': no right",
                        "1 of 2 repositories of acme outside the graph could not be read, e.g. acme/stray: no right");
    }

    @Test
    void notesThatNoListWasGiven() {
        var shadowScan = new ShadowScanResult(
                Optional.of(Map.of(WEB, new Shadows(seen("absent"), environments("unlistable")))),
                Optional.of(new Sweep.SweepRefused("acme", unreadable())));

        assertThat(audit(new Observation.Absent(), shadowScan).notes())
                .containsExactly(
                        "secrets of environments could not be checked in 1 of 1 repositories, e.g. acme/web: no right",
                        "the repositories of acme could not be listed: no right");
    }

    @Test
    void notesNothingWhenAllWasSeenOrNobodyAsked() {
        var all = new ShadowScanResult(
                Optional.of(Map.of(WEB, new Shadows(seen("absent"), environments("prod=absent")))),
                Optional.of(new Sweep.Done("acme", List.of())));

        assertThat(audit(new Observation.Absent(), all).notes()).isEmpty();
        assertThat(audit(new Observation.Absent(), ShadowScanResult.unseen()).notes())
                .isEmpty();
        assertThat(audit(new Observation.Absent(), all).isComplete()).isTrue();
    }

    private static List<Finding> judge(Observation ours, Shadows shadows, AuditPolicy policy) {
        return FindingRules.judge(
                        audit(ours, new ShadowScanResult(Optional.of(Map.of(WEB, shadows)), Optional.empty())),
                        RotationBaseline.empty(),
                        policy,
                        List.of())
                .findings();
    }

    private static List<Finding> judge(Audit audit) {
        return FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of())
                .findings();
    }

    private static List<String> details(List<Finding> found) {
        return found.stream().map(Finding::detail).toList();
    }

    private static Audit audit(Observation ours, ShadowScanResult shadowScan) {
        return new Audit(
                new SecretName("GH_PAT"),
                NOW,
                List.of(RepositoryState.of(WEB, ours)),
                TestTokens.unknownCredential(),
                Optional.empty(),
                TokenInspection.none(),
                shadowScan,
                NOW);
    }

    private static Observation seen(String what) {
        return switch (what) {
            case "present" -> new Observation.Present(WRITTEN);
            case "absent" -> new Observation.Absent();
            default -> unreadable();
        };
    }

    private static Observation.Unreadable unreadable() {
        return new Observation.Unreadable(Cause.FORBIDDEN, "no right");
    }

    /** Either {@code unlistable}, or names and what was seen in each: {@code prod=present dev=absent}. */
    private static Environments environments(String text) {
        if (text.equals("unlistable")) {
            return new Environments.Unlistable(unreadable());
        }
        Map<EnvironmentName, Observation> seen = new LinkedHashMap<>();
        Stream.of(text.split(" ")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            var parts = List.of(pair.split("=", 2));
            seen.put(new EnvironmentName(parts.getFirst()), seen(parts.getLast()));
        });
        return new Environments.Listed(seen);
    }
}
