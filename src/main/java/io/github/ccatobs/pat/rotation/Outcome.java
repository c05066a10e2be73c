package io.github.ccatobs.pat.rotation;

import java.time.Instant;
import java.util.Optional;

/** The outcome of one repository in a rotation. */
public sealed interface Outcome {

    /** How often a write was tried, over all runs. */
    int attempts();

    /** When GitHub accepted the token, by our own clock; empty when it did not. */
    default Optional<Instant> written() {
        return this instanceof Updated updated ? Optional.of(updated.at()) : Optional.empty();
    }

    /** When GitHub accepted or refused the token, by our own clock; empty when neither is recorded. */
    default Optional<Instant> ended() {
        return this instanceof Failed failed ? Optional.of(failed.at()) : written();
    }

    /** Nothing has been recorded: the repository holds what it held before, or a write whose answer was lost. */
    record Pending(int attempts) implements Outcome {}

    /**
     * GitHub accepted the token.
     *
     * @param at when, by our own clock
     * @param verified whether the time GitHub shows for the secret was seen to move
     * @param gitHubAt when, by GitHub's clock: as its answer was dated, and once the write was seen as it shows; unknown of
     *     writes that an older version recorded
     */
    record Updated(Instant at, int attempts, boolean verified, Optional<Instant> gitHubAt) implements Outcome {

        /** A write of which GitHub's time is unknown. */
        public Updated(Instant at, int attempts, boolean verified) {
            this(at, attempts, verified, Optional.empty());
        }

        /** The same, seen by GitHub's clock at {@code updatedAt}. */
        Updated verified(Instant updatedAt) {
            return new Updated(at, attempts, true, Optional.of(updatedAt));
        }

        /** The same, which GitHub shows at {@code updatedAt}, where that proves nothing. */
        Updated shown(Instant updatedAt) {
            return new Updated(at, attempts, verified, Optional.of(updatedAt));
        }
    }

    /**
     * GitHub refused the token for this repository, for good.
     *
     * @param at when, by our own clock
     * @param reason why, for a person; cut to 2,000 characters
     * @param isArchived whether it is because the repository is archived; earlier versions did not record it
     */
    record Failed(Instant at, int attempts, String reason, boolean isArchived) implements Outcome {

        /** Cuts a reason that is too long to keep. */
        public Failed {
            reason = ReasonText.fit(reason);
        }

        /** One of a repository that is not archived. */
        public Failed(Instant at, int attempts, String reason) {
            this(at, attempts, reason, false);
        }
    }
}
