package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.seal.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps rotations, their outcomes and the ledger. Once a method returns, its change survives the death of the
 * process. Fingerprints are stored, never a token.
 *
 * <p>The writer holds the lease; a write under a lease that another holder has followed fails with {@link
 * LeaseLostException} and changes nothing. Moments are kept to the millisecond at least. Names of repositories are compared
 * without regard to case.
 */
public interface RotationStore extends AutoCloseable {

    /** How many of the newest rotations are looked through for one of a kind. */
    int SEARCH_LIMIT = 100;

    /**
     * Takes the lease of {@code secret} for {@code length}, with a fence higher than any before, unless another holder has
     * it: it was neither given back nor has it expired at {@code now}. A holder of the same name is another holder. Where
     * the store can see that the holder's process has ended, its lease counts no longer.
     *
     * @throws LeaseHeldException naming who holds it and since when
     */
    Lease acquire(SecretName secret, String holder, Instant now, Duration length);

    /**
     * Does {@code work} under the lease of {@code secret}, which is not renewed, and gives it back.
     *
     * @throws LeaseHeldException when another rotation holds it
     */
    default <T> T underLease(SecretName secret, String holder, Instant now, Duration length, Function<Lease, T> work) {
        var lease = acquire(secret, holder, now, length);
        try {
            return work.apply(lease);
        } finally {
            release(lease);
        }
    }

    /** The lease that keeps others from taking one at {@code now}; empty when {@link #acquire} would give one. */
    Optional<Lease> held(SecretName secret, Instant now);

    /**
     * Prolongs the lease to {@code length} after {@code now}, also one that has expired meanwhile.
     *
     * @throws LeaseLostException when another has taken it, or it was given back
     */
    Lease renew(Lease lease, Instant now, Duration length);

    /** Gives the lease back so that the next holder need not wait; does nothing when another has taken it. */
    void release(Lease lease);

    /**
     * Creates the rotation or replaces its head. Outcomes of repositories it does not know yet become pending, in the
     * order given and after those it has; outcomes it has are kept. Dying half way leaves a rotation that was there
     * with some of the new repositories pending, and of one that was not there nothing that can be found.
     *
     * @throws LeaseLostException when another has taken the lease
     */
    void save(RotationHeader head, List<RepositoryName> repositories, Lease lease);

    /**
     * The same, and keeps of those that become pending the {@code keys} to seal with, as far as the store has a place for them: a
     * later run of the rotation need not ask for them.
     *
     * @throws LeaseLostException when another has taken the lease
     */
    default void save(
            RotationHeader head, List<RepositoryName> repositories, Map<RepositoryName, PublicKey> keys, Lease lease) {
        save(head, repositories, lease);
    }

    /** The kept keys of those repositories of the rotation that no outcome was recorded of since. */
    default Map<RepositoryName, PublicKey> keys(RotationId id) {
        return Map.of();
    }

    /**
     * Records one repository's outcome; of {@code head} only the id, the secret and the fingerprint count. An outcome
     * that is {@link Outcome.Updated} also becomes the repository's entry in the ledger and a write of {@link
     * #writesSince}; the same moment recorded again (it is merely verified) stays one write. All of it or nothing.
     *
     * @throws LeaseLostException when another has taken the lease
     * @throws IllegalArgumentException when the rotation or the repository in it was never saved
     */
    void record(RotationHeader head, RepositoryName repository, Outcome outcome, Lease lease);

    /** The rotation with its outcomes in order of work. */
    Optional<Rotation> find(RotationId id);

    /** The newest rotation that hands out this token as this secret. */
    Optional<Rotation> find(SecretName secret, Fingerprint fingerprint);

    /** The newest rotations of all secrets, at most {@code most}, newest first. */
    List<RotationHeader> newest(int most);

    /** The rotation of {@code secret} that began last of those that are complete, among the last hundred. */
    default Optional<RotationHeader> lastComplete(SecretName secret) {
        return complete(secret).max(RotationHeader.BY_START);
    }

    /**
     * The rotation of {@code secret} whose run was completed last, among the last hundred: its token is the current one. It
     * is not the one that began last when an earlier token was put back.
     */
    default Optional<RotationHeader> lastFinished(SecretName secret) {
        return complete(secret).max(RotationHeader.BY_END);
    }

    private Stream<RotationHeader> complete(SecretName secret) {
        return newest(SEARCH_LIMIT).stream()
                .filter(head -> head.secret().equals(secret))
                .filter(head -> head.state() == RotationState.COMPLETE);
    }

    /** Our own last write of {@code secret} to each repository, by name. */
    List<LedgerEntry> ledger(SecretName secret);

    /** When secrets of any name were written at or after {@code moment}, which is at most two hours ago; in order. */
    List<Instant> writesSince(Instant moment);

    /** About how long a change takes until it is kept; none where that makes no difference to a plan. */
    default Duration timeOfChange() {
        return Duration.ZERO;
    }

    @Override
    void close();

    /** Another rotation is running. */
    final class LeaseHeldException extends FailureException {
        private static final long serialVersionUID = 1L;
        private final transient Lease lease;

        /** Names the holder of {@code lease}, since when, and until when at most if it has died. */
        public LeaseHeldException(Lease lease) {
            super(
                    new FailureKind.Busy(),
                    "another rotation of " + lease.secret() + " is running: " + lease.holder() + ", since "
                            + Timestamps.print(lease.since()) + "; if that run has died, its lease ends at "
                            + Timestamps.print(lease.expiresAt()));
            this.lease = lease;
        }

        /** The lease that is in the way. */
        public Lease lease() {
            return lease;
        }
    }

    /** This run lost the lease and must write nothing more. */
    final class LeaseLostException extends FailureException {
        private static final long serialVersionUID = 1L;

        /** Names the lease that was lost. */
        public LeaseLostException(Lease lease) {
            super(
                    new FailureKind.Gone(FailureKind.FailureSource.STORE),
                    "the lease on " + lease.secret() + " that " + lease.holder() + " took at "
                            + Timestamps.print(lease.since())
                            + " is lost: it expired and another rotation took it, or it was given back");
        }
    }

    /** The store cannot be opened, read or written. */
    class StoreUnavailableException extends FailureException {
        private static final long serialVersionUID = 1L;

        /** Says what is wrong and what to do. */
        public StoreUnavailableException(String message) {
            super(new FailureKind.Unavailable(FailureKind.FailureSource.STORE), message);
        }

        /** Says what is wrong and what to do, and why. */
        public StoreUnavailableException(String message, Throwable cause) {
            super(new FailureKind.Unavailable(FailureKind.FailureSource.STORE), message, cause);
        }
    }

    /**
     * Our own last write of the secret to one repository: the memory that drift is judged against.
     *
     * @param repository where
     * @param fingerprint which token
     * @param rotation in which rotation
     * @param at when GitHub had accepted it, by our own clock
     * @param gitHubAt the same by GitHub's clock; unknown of writes that an older version recorded
     * @param isConfirmed whether GitHub was seen to show it, or an older version recorded it
     */
    record LedgerEntry(
            RepositoryName repository,
            Fingerprint fingerprint,
            RotationId rotation,
            Instant at,
            Optional<Instant> gitHubAt,
            boolean isConfirmed) {

        /** The order of writes, by GitHub's clock as far as that is known. */
        public static final Comparator<LedgerEntry> BY_TIME = Comparator.comparing(LedgerEntry::writtenAt);

        /** When GitHub had accepted it, by its clock; by our own where that is unknown. */
        public Instant writtenAt() {
            return gitHubAt.orElse(at);
        }

        /** The entry of {@code written} to {@code repository}. */
        public LedgerEntry(
                RepositoryName repository, Fingerprint fingerprint, RotationId rotation, Outcome.Updated written) {
            this(repository, fingerprint, rotation, written.at(), written.gitHubAt(), written.verified());
        }

        /** A write that GitHub was seen to show. */
        public LedgerEntry(
                RepositoryName repository,
                Fingerprint fingerprint,
                RotationId rotation,
                Instant at,
                Optional<Instant> gitHubAt) {
            this(repository, fingerprint, rotation, at, gitHubAt, true);
        }

        /** The same, of which GitHub's time is unknown. */
        public LedgerEntry(RepositoryName repository, Fingerprint fingerprint, RotationId rotation, Instant at) {
            this(repository, fingerprint, rotation, at, Optional.empty());
        }
    }
}
