package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.audit.ShadowScanResult.Sweep;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where an audit could not look, or did not. Pure. */
final class AuditCoverage {

    private final Audit audit;

    AuditCoverage(Audit audit) {
        this.audit = audit;
    }

    /** Whether {@code earlier} may still be there, because the audit did not see the place where it was. */
    boolean hides(OpenFinding earlier) {
        return earlier.repository()
                .map(repository -> hides(earlier.kind(), repository))
                .orElseGet(() -> hidesTokenFinding(earlier.kind()));
    }

    /** The token and the credential are known of by other ways than repositories. */
    private boolean hidesTokenFinding(FindingKind kind) {
        return switch (kind) {
            case EXPIRED, EXPIRING ->
                audit.token().status().isUnknown() || !audit.token().isVaultKnown();
            case CREDENTIAL_EXPIRED, CREDENTIAL_EXPIRING -> audit.credential().expiry() instanceof TokenExpiry.Unknown;
            case VAULT_TOKEN_REJECTED, VAULT_TOKEN_UNUSABLE, VAULT_TOKEN_NOT_ROTATED ->
                !audit.token().isVaultKnown();
            case NOT_GRANTED ->
                audit.token().grant().isPresent() && audit.token().compared().isEmpty();
            default -> false;
        };
    }

    private boolean hides(FindingKind kind, RepositoryName repository) {
        return switch (kind) {
            case ORGANIZATION_SECRET ->
                hidesShadow(repository, shadows -> shadows.organization().whyUnknown());
            case ENVIRONMENT_SECRET ->
                hidesShadow(repository, shadows -> shadows.environments().whyUnknown());
            case UNLISTED -> !isListed(repository) && hidesUnlisted(repository);
            case EXPIRED,
                    VAULT_TOKEN_REJECTED,
                    VAULT_TOKEN_UNUSABLE,
                    VAULT_TOKEN_NOT_ROTATED,
                    CREDENTIAL_EXPIRED,
                    CREDENTIAL_EXPIRING,
                    MISSING,
                    STALE,
                    OVERWRITTEN,
                    UNREACHABLE,
                    EXPIRING,
                    NOT_GRANTED,
                    OLD,
                    EXCEPTION_ENDED,
                    GRAPH,
                    RENAMED,
                    TRANSFERRED,
                    ARCHIVED,
                    RETIRABLE,
                    OLD_TOKEN_NEEDED,
                    OLD_TOKEN_REVOKED ->
                audited(repository).filter(AuditCoverage::isUnknown).isPresent();
        };
    }

    private boolean hidesShadow(RepositoryName repository, Function<Shadows, Optional<String>> whyUnknown) {
        var seen = audit.shadowScan().shadows().map(shadows -> shadows.get(repository));
        return audited(repository).isPresent()
                && (seen.isEmpty() || seen.flatMap(whyUnknown).isPresent());
    }

    private boolean hidesUnlisted(RepositoryName repository) {
        return audit.shadowScan()
                .sweep()
                .map(sweep -> isHiddenFrom(sweep, repository))
                .orElse(true);
    }

    /** A repository that GitHub no longer lists has no findings: GitHub does not distinguish gone from hidden. */
    private static boolean isHiddenFrom(Sweep sweep, RepositoryName repository) {
        return switch (sweep) {
            case Sweep.SweepRefused refused -> true;
            case Sweep.Done done ->
                done.outside().stream().anyMatch(state -> state.repository().equals(repository) && isUnknown(state));
        };
    }

    private Optional<RepositoryState> audited(RepositoryName repository) {
        return audit.repositories().stream()
                .filter(state -> state.repository().equals(repository))
                .findFirst();
    }

    /** By the name the graph uses, or by today's. */
    private boolean isListed(RepositoryName repository) {
        return audited(repository).isPresent()
                || audit.repositories().stream()
                        .anyMatch(state -> state.today().equals(repository)
                                || state.alsoListedAs().contains(repository));
    }

    private static boolean isUnknown(RepositoryState state) {
        return state.seen().whyUnknown().isPresent();
    }

    /** The surroundings that could not be read: where, how often and why. */
    List<String> notes() {
        return Stream.of(
                        ofShadows("secrets of the organisation", shadows -> shadows.organization()
                                .whyUnknown()),
                        ofShadows("secrets of environments", shadows -> shadows.environments()
                                .whyUnknown()),
                        audit.shadowScan().sweep().flatMap(AuditCoverage::ofSweep))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> ofShadows(String what, Function<Shadows, Optional<String>> whyUnknown) {
        return audit.shadowScan().shadows().flatMap(shadows -> {
            Map<RepositoryName, String> blind = new LinkedHashMap<>();
            audit.repositories().forEach(state -> Optional.ofNullable(shadows.get(state.repository()))
                    .flatMap(whyUnknown)
                    .ifPresent(why -> blind.put(state.repository(), why)));
            return sentence(
                    what + " could not be checked in " + blind.size() + " of " + shadows.size() + " repositories",
                    blind);
        });
    }

    private static Optional<String> ofSweep(Sweep sweep) {
        return switch (sweep) {
            case Sweep.SweepRefused(String organization, Observation.Unreadable why) ->
                Optional.of("the repositories of " + organization + " could not be listed: " + why.reason());
            case Sweep.Done(String organization, List<RepositoryState> outside) -> {
                Map<RepositoryName, String> blind = new LinkedHashMap<>();
                outside.forEach(
                        state -> state.seen().whyUnknown().ifPresent(why -> blind.put(state.repository(), why)));
                yield sentence(
                        blind.size() + " of " + outside.size() + " repositories of " + organization
                                + " outside the graph could not be read",
                        blind);
            }
        };
    }

    /** Many reasons are one as a rule, so one stands for all. */
    private static Optional<String> sentence(String what, Map<RepositoryName, String> blind) {
        return blind.entrySet().stream()
                .findFirst()
                .map(one -> what + ", e.g. " + one.getKey() + ": " + one.getValue());
    }
}
