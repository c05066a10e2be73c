package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that turn what was seen into what a person should know. Pure: same input, same findings.
 */
public final class FindingRules {

    private FindingRules() {}

    /**
     * The rules' verdict on a whole audit.
     *
     * @param findings the most urgent first
     * @param accepted the exceptions that hide others; one of a repository that is fine hides none
     * @param unused which exceptions hide none, and why, a sentence each
     */
    public record Judged(List<Finding> findings, Map<RepositoryName, Waiver> accepted, List<String> unused) {}

    /**
     * Judges a whole audit against what is remembered. A repository that is accepted as it is has no findings, unless it
     * belongs to another owner; once that has ended, it has its findings and one more.
     *
     * @param graphWarnings what is odd in the graph file, one sentence each
     */
    public static Judged judge(Audit audit, RotationBaseline baseline, AuditPolicy policy, List<String> graphWarnings) {
        var today = LocalDate.ofInstant(audit.auditedAt(), ZoneOffset.UTC);
        Map<Boolean, List<Finding>> ofRepositories = ofRepositories(audit, baseline, policy)
                .collect(Collectors.partitioningBy(finding -> isAccepted(finding, policy, today)));
        var findings = Stream.of(
                        ofTokens(audit),
                        Objects.requireNonNull(ofRepositories.get(false)).stream(),
                        ended(audit, policy, today),
                        graphWarnings.stream().map(Finding.Graph::new))
                .<Finding>flatMap(found -> found)
                .sorted(Comparator.comparing(Finding::kind))
                .toList();
        var accepted = Objects.requireNonNull(ofRepositories.get(true)).stream()
                .flatMap(finding -> finding.where().stream())
                .distinct()
                .collect(Collectors.toMap(
                        repository -> repository,
                        repository -> Objects.requireNonNull(policy.accepted().get(repository))));
        var unused = new UnusedWaivers(audit, baseline, today).notes(policy.accepted(), accepted.keySet());
        return new Judged(findings, accepted, unused);
    }

    private static Stream<Finding> ofRepositories(Audit audit, RotationBaseline baseline, AuditPolicy policy) {
        var driftRule = new DriftRule(baseline, policy, audit.gitHubTime());
        return Stream.concat(
                audit.repositories().stream()
                        .flatMap(state -> Stream.concat(ofState(state), driftRule.judge(state).stream())),
                ofShadowScan(audit));
    }

    private static Stream<Finding> ofShadowScan(Audit audit) {
        var seen = audit.shadowScan();
        return Stream.concat(
                seen.shadows().stream().flatMap(shadows -> audit.repositories().stream()
                        .flatMap(state -> Optional.ofNullable(shadows.get(state.repository())).stream()
                                .flatMap(shadow -> ShadowRule.judge(state, shadow)))),
                seen.sweep().stream().flatMap(FindingRules::unlisted));
    }

    /** Repositories that hold the secret though the graph does not list them; nothing of those that could not be read. */
    private static Stream<Finding> unlisted(ShadowScanResult.Sweep sweep) {
        return switch (sweep) {
            case ShadowScanResult.Sweep.SweepRefused refused -> Stream.empty();
            case ShadowScanResult.Sweep.Done done ->
                done.outside().stream()
                        .flatMap(state -> state.seen() instanceof Observation.Present(Instant updatedAt)
                                ? Stream.of(new Finding.Unlisted(
                                        state.repository(),
                                        updatedAt,
                                        state.archived().orElse(false)))
                                : Stream.empty());
        };
    }

    private static boolean isAccepted(Finding finding, AuditPolicy policy, LocalDate today) {
        return finding.where()
                .filter(repository -> !(finding instanceof Finding.Transferred))
                .map(policy.accepted()::get)
                .filter(accepted -> accepted.holdsOn(today))
                .isPresent();
    }

    private static Stream<Finding> ended(Audit audit, AuditPolicy policy, LocalDate today) {
        return audit.repositories().stream()
                .map(RepositoryState::repository)
                .flatMap(repository -> Optional.ofNullable(policy.accepted().get(repository))
                        .filter(accepted -> !accepted.holdsOn(today))
                        .map(accepted -> new Finding.ExceptionEnded(repository, accepted.until(), accepted.reason()))
                        .stream());
    }

    /** Judges an audit by itself, without a baseline: each repository in order, after the token and the credential. */
    public static List<Finding> judge(Audit audit) {
        return Stream.concat(ofTokens(audit), judge(audit.repositories()).stream())
                .toList();
    }

    /** Judges each state on its own, in order. */
    static List<Finding> judge(List<RepositoryState> states) {
        return states.stream().flatMap(FindingRules::ofState).toList();
    }

    private static Stream<Finding> ofTokens(Audit audit) {
        return Stream.of(
                        ExpiryReminderRule.ofToken(audit.token(), audit.gitHubTime()).stream(),
                        ExpiryReminderRule.ofCredential(audit).stream(),
                        audit.token().drift().stream(),
                        audit.token().compared().stream()
                                .filter(grant -> !grant.isEnough())
                                .map(grant -> new Finding.NotGranted(grant.shortfall("the token"))))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> ofState(RepositoryState state) {
        return Stream.concat(
                Stream.of(secret(state), archived(state), renamed(state)).flatMap(Optional::stream),
                listedTwice(state));
    }

    private static Stream<Finding> listedTwice(RepositoryState state) {
        return new RepositoryAliases(state.alsoListedAs().stream()
                        .collect(Collectors.toMap(name -> name, name -> state.repository())))
                .warnings().stream().map(Finding.Graph::new);
    }

    private static Optional<Finding> secret(RepositoryState state) {
        return switch (state.seen()) {
            case Observation.Present present -> Optional.empty();
            case Observation.TransferredAway(var today) ->
                Optional.of(new Finding.Transferred(state.repository(), today));
            case Observation.Absent absent -> Optional.of(new Finding.Missing(state.repository()));
            case Observation.Unreadable(Cause cause, String reason)
            when isAboutTheRepository(cause) -> Optional.of(new Finding.Unreachable(state.repository(), reason));
            case Observation.Unreadable unreadable -> Optional.empty();
        };
    }

    /**
     * A limit or an outage says nothing about the repository; the audit is incomplete, and that is said of the audit.
     */
    private static boolean isAboutTheRepository(Cause cause) {
        return cause == Cause.UNREACHABLE || cause == Cause.FORBIDDEN;
    }

    private static Optional<Finding> archived(RepositoryState state) {
        return state.archived().filter(is -> is).map(is -> new Finding.Archived(state.repository()));
    }

    private static Optional<Finding> renamed(RepositoryState state) {
        return state.renamedTo().map(today -> new Finding.Renamed(state.repository(), today));
    }
}
