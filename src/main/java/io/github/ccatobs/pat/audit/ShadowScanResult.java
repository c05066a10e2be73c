package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.EnvironmentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Other secrets of the same name around the audited ones.
 *
 * @param shadows other secrets of the same name, for each repository whose own secrets could be read; empty when not
 *     asked for them
 * @param sweep the organisation's other repositories; empty when not asked for
 */
public record ShadowScanResult(Optional<Map<RepositoryName, Shadows>> shadows, Optional<Sweep> sweep) {

    /** Copies. */
    public ShadowScanResult {
        shadows = shadows.map(Map::copyOf);
    }

    /** Of an audit that did not look around. */
    public static ShadowScanResult unseen() {
        return new ShadowScanResult(Optional.empty(), Optional.empty());
    }

    /**
     * Secrets of the same name that reach the workflows of one repository.
     *
     * @param organization the one that the organisation shares with it
     * @param environments those of its environments
     */
    public record Shadows(Observation organization, Environments environments) {}

    /** The environments of one repository. */
    public sealed interface Environments {

        /** GitHub listed them all; what was seen in each. */
        record Listed(Map<EnvironmentName, Observation> seen) implements Environments {

            /** Copies. */
            public Listed {
                seen = Map.copyOf(seen);
            }
        }

        /** GitHub gave no list of them, so nothing is known. */
        record Unlistable(Observation.Unreadable why) implements Environments {}

        /** Why not everything is known of them, in words; empty when it is. */
        default Optional<String> whyUnknown() {
            return switch (this) {
                case Unlistable(Observation.Unreadable why) -> Optional.of(why.reason());
                case Listed(var seen) ->
                    seen.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .flatMap(one -> one.getValue().whyUnknown().stream()
                                    .map(why -> "environment " + one.getKey() + ": " + why))
                            .findFirst();
            };
        }
    }

    /** A pass over the organisation's repositories that the graph does not list. */
    public sealed interface Sweep {

        /** GitHub listed the repositories; what was seen in each that the graph does not. */
        record Done(String organization, List<RepositoryState> outside) implements Sweep {

            /** Copies. */
            public Done {
                outside = List.copyOf(outside);
            }
        }

        /** GitHub gave no list of the organisation's repositories, so nothing is known. */
        record SweepRefused(String organization, Observation.Unreadable why) implements Sweep {}
    }
}
