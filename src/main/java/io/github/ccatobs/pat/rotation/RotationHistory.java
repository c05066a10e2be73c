package io.github.ccatobs.pat.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rotations as they stand now. A run that was killed leaves its rotation recorded as running; it is interrupted from
 * the moment on at which no run holds the lease.
 */
@ApplicationScoped
public class RotationHistory {

    private static final String INTERRUPTED = StopSignal.INTERRUPTED + ": its run ended before it was finished; ";

    private final RotationStore store;
    private final RotationSettings settings;
    private final Clock clock;

    RotationHistory(RotationStore store, RotationSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A rotation as it stands now.
     *
     * @param rotation one that was interrupted is stopped, or waiting when its token is in a vault, since the service
     *     or the state machine then resumes it; its reason says so
     * @param interrupted whether the store has it as running, and no run holds the lease
     */
    public record HistoryEntry(Rotation rotation, boolean interrupted) {}

    /** The newest rotations of all secrets with their repositories, at most {@code most}, newest first. */
    public List<HistoryEntry> newest(int most) {
        return store.newest(most).stream()
                .flatMap(head -> find(head.id()).stream())
                .toList();
    }

    /** The newest rotations of all secrets without their repositories, as {@link HistoryEntry#rotation} has them. */
    public List<RotationHeader> heads(int most) {
        return store.newest(most).stream().map(this::now).toList();
    }

    /** The rotation of {@code head}, which was just read from the store, as {@link HistoryEntry#rotation} has it. */
    public RotationHeader now(RotationHeader head) {
        return isWithoutRun(head)
                ? find(head.id()).map(entry -> entry.rotation().head()).orElse(head)
                : head;
    }

    /** One rotation with its repositories. */
    public Optional<HistoryEntry> find(RotationId id) {
        return store.find(id)
                .flatMap(rotation -> isWithoutRun(rotation.head())
                        ? store.find(id).map(RotationHistory::withoutRun)
                        : Optional.of(new HistoryEntry(rotation, false)));
    }

    /** A run records its end before it gives its lease back: so {@code rotation} was read after that was seen to be free. */
    private static HistoryEntry withoutRun(Rotation rotation) {
        return rotation.head().state() == RotationState.RUNNING
                ? new HistoryEntry(new Rotation(interrupted(rotation.head()), rotation.outcomes()), true)
                : new HistoryEntry(rotation, false);
    }

    /** A rotation from a vault is entered first, and a run takes it on a little later. */
    private boolean isWithoutRun(RotationHeader head) {
        Instant now = clock.instant();
        boolean mayBegin =
                head.versionId().isPresent() && now.isBefore(head.startedAt().plus(settings.lease()));
        return head.state() == RotationState.RUNNING
                && !mayBegin
                && store.held(head.secret(), now).isEmpty();
    }

    private static RotationHeader interrupted(RotationHeader head) {
        return head.versionId().isPresent()
                ? head.interrupted(
                        RotationState.WAITING,
                        INTERRUPTED + "the service or the state machine resumes it, where one runs")
                : head.interrupted(RotationState.STOPPED, INTERRUPTED + "run 'ccat pat rotate' with the same token");
    }
}
