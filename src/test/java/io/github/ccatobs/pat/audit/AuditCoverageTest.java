package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.BaselineSource.HandedOut;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut.HandedOutToken;
import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.audit.ShadowScanResult.Environments;
import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.audit.ShadowScanResult.Sweep;
import io.github.ccatobs.pat.audit.TokenRules.VaultToken;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.EnvironmentName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings around repositories stay open until an audit has read the place again and seen that they are resolved. */
class AuditCoverageTest {

    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName OTHER = RepositoryName.parse("acme/other");
    private static final Instant FIRST = Instant.parse("2026-11-22T03:00:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofDays(1));
    private static final Observation PRESENT = new Observation.Present(FIRST.minus(Duration.ofDays(1)));
    private static final Observation ABSENT = new Observation.Absent();
    private static final Observation.Unreadable BLIND = new Observation.Unreadable(Cause.LIMITED, "a limit");
    private static final AuditPolicy STANDARDS = new AuditPolicy(Duration.ofMinutes(2), Duration.ofDays(180), Map.of());

    @ParameterizedTest(name = "{0}, organisation {1}, environments {2}: {3}")
    @CsvSource({
        "ORGANIZATION_SECRET, unasked, unasked, stays",
        "ORGANIZATION_SECRET, unreadable, absent, stays",
        "ORGANIZATION_SECRET, absent, unreadable, over",
        "ORGANIZATION_SECRET, absent, unlistable, over",
        "ORGANIZATION_SECRET, present, unreadable, seen",
        "ENVIRONMENT_SECRET, unasked, unasked, stays",
        "ENVIRONMENT_SECRET, absent, unlistable, stays",
        "ENVIRONMENT_SECRET, absent, unreadable, stays",
        "ENVIRONMENT_SECRET, unreadable, absent, over",
        "ENVIRONMENT_SECRET, unreadable, none, over",
        "ENVIRONMENT_SECRET, absent, present, seen",
        "MISSING, unreadable, unlistable, over",
    })
    void endsWhatItSawEnd(FindingKind kind, String organization, String environments, String fate) {
        var shadowScan = organization.equals("unasked")
                ? ShadowScanResult.unseen()
                : new ShadowScanResult(
                        Optional.of(Map.of(WEB, new Shadows(seen(organization), environments(environments)))),
                        Optional.empty());

        assertThat(fate(kind, WEB, audit(PRESENT, shadowScan))).isEqualTo(fate);
    }

    @ParameterizedTest
    @CsvSource({"ORGANIZATION_SECRET", "ENVIRONMENT_SECRET", "MISSING", "OLD"})
    void endsNothingInARepositoryThatCouldNotBeRead(FindingKind kind) {
        assertThat(fate(kind, WEB, audit(BLIND, new ShadowScanResult(Optional.of(Map.of()), Optional.empty()))))
                .isEqualTo("stays");
    }

    @ParameterizedTest
    @CsvSource({"ORGANIZATION_SECRET", "ENVIRONMENT_SECRET", "MISSING"})
    void endsWhatWasInARepositoryThatTheGraphLostSince(FindingKind kind) {
        assertThat(fate(kind, OTHER, audit(PRESENT, new ShadowScanResult(Optional.of(Map.of()), Optional.empty()))))
                .isEqualTo("over");
    }

    @ParameterizedTest(name = "an unlisted one, {0}: {1}")
    @CsvSource({
        "unswept, stays",
        "refused, stays",
        "unreadable, stays",
        "absent, over",
        "gone, over",
        "present, seen",
    })
    void endsAStrayThatItSawEnd(String what, String fate) {
        assertThat(fate(
                        FindingKind.UNLISTED,
                        OTHER,
                        audit(PRESENT, new ShadowScanResult(Optional.empty(), sweep(what)))))
                .isEqualTo(fate);
    }

    /** The rotation knows an end that is far away; what the vault's version says may be nearer. */
    @ParameterizedTest(name = "{0} while the vault is {1}: {2}")
    @CsvSource({
        "EXPIRED, silent, stays",
        "EXPIRING, silent, stays",
        "VAULT_TOKEN_REJECTED, silent, stays",
        "VAULT_TOKEN_NOT_ROTATED, silent, stays",
        "VAULT_TOKEN_UNUSABLE, silent, stays",
        "EXPIRED, unanswered, stays",
        "VAULT_TOKEN_REJECTED, unanswered, stays",
        "EXPIRED, well, over",
        "EXPIRING, well, over",
        "VAULT_TOKEN_REJECTED, well, over",
        "VAULT_TOKEN_NOT_ROTATED, well, over",
        "VAULT_TOKEN_UNUSABLE, well, over",
        "EXPIRED, none, over",
        "VAULT_TOKEN_REJECTED, none, over",
        "CREDENTIAL_EXPIRED, silent, over",
    })
    void endsWhatAVaultSaidOnlyWhenItSaysOtherwise(FindingKind kind, String vault, String fate) {
        var token = Fingerprint.of(SecretValue.of("token-of-the-coverage"));
        var far = new TokenExpiry.At(SECOND.plus(Duration.ofDays(300)));
        var inspection = new TokenRules(
                        vault(vault, token, far),
                        new HandedOut.Known(Optional.of(new HandedOutToken(token, far, FIRST)), Optional.empty()),
                        Optional.of(Fingerprint.of(SecretValue.of("credential-of-the-coverage"))),
                        TestTokens.credentialEnding(far),
                        SECOND)
                .inspect(0);
        var audit = new Audit(
                new SecretName("GH_PAT"),
                SECOND,
                List.of(RepositoryState.of(WEB, PRESENT)),
                TestTokens.credentialEnding(far),
                Optional.empty(),
                inspection,
                ShadowScanResult.unseen(),
                SECOND);

        assertThat(fate(kind, Optional.empty(), audit)).isEqualTo(fate);
    }

    private static VaultToken vault(String what, Fingerprint token, TokenExpiry end) {
        return switch (what) {
            case "silent" -> new VaultToken.ReadFailed("Secrets Manager answers 500");
            case "unanswered" ->
                new VaultToken.Unanswered(
                        new CurrentTokenName("the vault", Optional.of("0001")), token, "GitHub answers 502");
            case "none" -> new VaultToken.NoVault();
            default ->
                new VaultToken.Valid(
                        new CurrentTokenName("the vault", Optional.of("0001")), token, Optional.of("robot"), end);
        };
    }

    @Test
    void endsAStrayThatTheGraphListsNow() {
        assertThat(fate(FindingKind.UNLISTED, WEB, audit(BLIND, ShadowScanResult.unseen())))
                .isEqualTo("over");

        var renamed = new RepositoryState(WEB, PRESENT, Optional.of(false), Optional.of(OTHER));
        assertThat(fate(FindingKind.UNLISTED, OTHER, audit(renamed, ShadowScanResult.unseen())))
                .isEqualTo("over");
    }

    /** {@code seen}, {@code stays} or {@code over}. */
    private static String fate(FindingKind kind, RepositoryName repository, Audit audit) {
        return fate(kind, Optional.of(repository), audit);
    }

    private static String fate(FindingKind kind, Optional<RepositoryName> repository, Audit audit) {
        var earlier = new OpenFinding(kind, repository, FIRST, "as it was", true);
        var change = FindingDiff.follow(
                List.of(earlier),
                audit,
                FindingRules.judge(audit, RotationBaseline.empty(), STANDARDS, List.of())
                        .findings());
        assertThat(change.opened())
                .filteredOn(finding -> finding.kind() == kind)
                .isEmpty();
        if (change.recovered().contains(earlier)) {
            return "over";
        }
        var open = change.open().stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
        assertThat(open.since()).isEqualTo(FIRST);
        assertThat(open.detail().equals("as it was")).isNotEqualTo(open.confirmed());
        return open.confirmed() ? "seen" : "stays";
    }

    private static Audit audit(Observation ours, ShadowScanResult shadowScan) {
        return audit(RepositoryState.of(WEB, ours), shadowScan);
    }

    private static Audit audit(RepositoryState state, ShadowScanResult shadowScan) {
        return new Audit(
                new SecretName("GH_PAT"),
                SECOND,
                List.of(state),
                TestTokens.unknownCredential(),
                Optional.empty(),
                TokenInspection.none(),
                shadowScan,
                SECOND);
    }

    private static Optional<Sweep> sweep(String what) {
        return switch (what) {
            case "unswept" -> Optional.empty();
            case "refused" -> Optional.of(new Sweep.SweepRefused("acme", BLIND));
            case "gone" -> Optional.of(new Sweep.Done("acme", List.of()));
            default -> Optional.of(new Sweep.Done("acme", List.of(RepositoryState.of(OTHER, seen(what)))));
        };
    }

    private static Environments environments(String what) {
        return switch (what) {
            case "unlistable" -> new Environments.Unlistable(BLIND);
            case "none" -> new Environments.Listed(Map.of());
            default ->
                new Environments.Listed(
                        Map.of(new EnvironmentName("dev"), ABSENT, new EnvironmentName("prod"), seen(what)));
        };
    }

    private static Observation seen(String what) {
        return switch (what) {
            case "present" -> PRESENT;
            case "absent" -> ABSENT;
            default -> BLIND;
        };
    }
}
