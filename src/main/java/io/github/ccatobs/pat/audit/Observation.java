package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.Optional;

/** GitHub's answer about the secret in one repository. */
public sealed interface Observation {

    /** The repository holds the secret, last written at {@code updatedAt} by GitHub's clock. */
    record Present(Instant updatedAt) implements Observation {}

    /** GitHub listed all secrets of the repository, and this one is not among them. */
    record Absent() implements Observation {}

    /**
     * GitHub gave no list, so nothing is known; this is never the same as {@link Absent}.
     *
     * @param cause the kind of reason
     * @param reason the same in words, for a person
     */
    record Unreadable(Cause cause, String reason) implements Observation {}

    /**
     * The repository belongs to another owner, as {@code today}. It is out of scope, so it is not reported whether it
     * holds the secret.
     */
    record TransferredAway(RepositoryName today) implements Observation {}

    /** Why nothing is known, in words; empty when something is. */
    default Optional<String> whyUnknown() {
        return this instanceof Unreadable unreadable ? Optional.of(unreadable.reason()) : Optional.empty();
    }

    /** Why nothing is known. */
    enum Cause {
        /** There is no such repository, or the credential may not see it. */
        UNREACHABLE,
        /** The credential sees the repository but may not list its secrets, or a policy or block keeps it from that. */
        FORBIDDEN,
        /** A rate limit did not end in time. */
        LIMITED,
        /** GitHub gave no usable answer. */
        UNAVAILABLE
    }
}
