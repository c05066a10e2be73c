package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.MissingPermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One part of the gate and its result.
 *
 * @param part what was looked at
 * @param result what it says
 */
public record GateOutcome(GatePart part, GateResult result) {

    /** The parts of the gate, in their order. */
    public enum GatePart {
        /** The last rotation is complete, and none is under way. */
        ROTATION,
        /** The token to retire is not the current one, and GitHub still accepts it. */
        OLD_TOKEN,
        /** The credential that reads is another. */
        CREDENTIAL,
        /** Every repository of the graph got the current token. */
        GRAPH,
        /** GitHub shows each repository as it was written. */
        REPOSITORIES,
        /** Secrets of the same name elsewhere are no older than the rotation. */
        OTHER_SECRETS,
        /** No workflow run that read the old token is unfinished. */
        RUNS,
        /** Ended runs that can be run again; information. */
        RERUNS;

        /** As in JSON: {@code other-secrets}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The result of one part. */
    public sealed interface GateResult {

        /** So many are named of what could not be read. */
        int MOST_UNKNOWN = 2;

        /** Nothing needs the old token here. */
        record Satisfied(String reason) implements GateResult {}

        /** Something to know, which is not in the way. */
        record Informed(String reason) implements GateResult {}

        /** Something needs the old token, or may. */
        record Obstructed(List<RetirementObstacle> obstacles) implements GateResult {

            /** Copies. */
            public Obstructed {
                obstacles = List.copyOf(obstacles);
            }
        }

        /** It could not be told; this is never the same as satisfied. */
        record Undecided(String reason) implements GateResult {}

        /** There is nothing to retire here, whatever the other parts say. */
        record NotRetirable(String reason) implements GateResult {}

        /**
         * Of something that was looked at in several places: what is in the way and what is unknown, a result each, or
         * {@code otherwise} when there is neither.
         */
        static List<GateResult> of(List<RetirementObstacle> obstacles, List<String> unknown, GateResult otherwise) {
            List<GateResult> results = new ArrayList<>();
            if (!obstacles.isEmpty()) {
                results.add(new Obstructed(obstacles));
            }
            if (!unknown.isEmpty()) {
                results.add(new Undecided(some(unknown)));
            }
            return results.isEmpty() ? List.of(otherwise) : List.copyOf(results);
        }

        /**
         * Names the first, and the first of each right that is missing, and counts the rest: a missing right keeps hundreds of
         * repositories unread.
         */
        private static String some(List<String> unknown) {
            var named = Stream.concat(firstOfEachRight(unknown), unknown.stream())
                    .distinct()
                    .limit(Math.max(MOST_UNKNOWN, firstOfEachRight(unknown).count()))
                    .toList();
            int more = unknown.size() - named.size();
            return String.join("; ", named) + (more > 0 ? "; and so in " + more + " more" : "");
        }

        private static Stream<String> firstOfEachRight(List<String> unknown) {
            Map<String, String> first = new LinkedHashMap<>();
            unknown.forEach(why -> MissingPermission.namedBy(why).ifPresent(right -> first.putIfAbsent(right, why)));
            return first.values().stream();
        }
    }

    /**
     * Something that needs the old token.
     *
     * @param what in words, without a full stop
     * @param repository where; empty when it is not about one
     * @param link GitHub's page for it, or where it can be looked at
     */
    public record RetirementObstacle(String what, Optional<RepositoryName> repository, Optional<String> link) {

        /** The place and what is there, in one line. */
        public String line() {
            return repository.map(name -> name + ": ").orElse("") + what;
        }
    }
}
