package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.ShadowScanResult.Environments;
import io.github.ccatobs.pat.audit.ShadowScanResult.Shadows;
import io.github.ccatobs.pat.github.EnvironmentName;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges secrets of the same name around that of one repository. Pure.
 *
 * @see <a href="https://docs.github.com/actions/reference/security/secrets">the nearest wins: of the
 *     environment, the repository, the organisation</a>
 */
final class ShadowRule {

    private ShadowRule() {}

    /** The findings; none about surroundings that could not be read. */
    static Stream<Finding> judge(RepositoryState state, Shadows shadows) {
        return Stream.of(ofOrganization(state, shadows.organization()), ofEnvironments(state, shadows.environments()))
                .flatMap(Optional::stream);
    }

    private static Optional<Finding> ofOrganization(RepositoryState state, Observation shared) {
        return shared instanceof Observation.Present(Instant updatedAt)
                ? Optional.of(new Finding.OrganizationSecret(
                        state.repository(), updatedAt, state.seen() instanceof Observation.Present))
                : Optional.empty();
    }

    private static Optional<Finding> ofEnvironments(RepositoryState state, Environments environments) {
        return Optional.of(holding(environments))
                .filter(holding -> !holding.isEmpty())
                .map(holding -> new Finding.EnvironmentSecret(state.repository(), holding));
    }

    private static SortedMap<EnvironmentName, Instant> holding(Environments environments) {
        SortedMap<EnvironmentName, Instant> holding = new TreeMap<>();
        if (environments instanceof Environments.Listed(var seen)) {
            seen.forEach((name, observation) -> {
                if (observation instanceof Observation.Present(Instant updatedAt)) {
                    holding.put(name, updatedAt);
                }
            });
        }
        return holding;
    }
}
