package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClock;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.Parallel;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.github.WriteReceipt;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.rotation.StopSignal.StopReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Reads back what was written. GitHub shows only when a secret was written, and shows it late, so a repository is
 * looked at at once and then again with growing pauses until the settle window ends.
 *
 * @see <a href="https://github.com/integrations/terraform-provider-github/issues/810">reads that lag writes</a>
 */
final class WriteVerifier {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final RotationRun run;
    private final GitHubClient gitHub;
    private final OutcomeRecorder recorder;
    private final Duration settle;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Map<RepositoryName, UnseenWrite> unseen = new ConcurrentHashMap<>();
    private final Map<RepositoryName, RepositoryName> transferred = new ConcurrentHashMap<>();
    private final AtomicBoolean hasWarnedOfClocks = new AtomicBoolean();
    /** Those of {@link #unseen} that may show their write, if GitHub dates secrets apart from its answers. */
    private final Set<RepositoryName> inDoubt = ConcurrentHashMap.newKeySet();
    /** When the last write was sent, as {@link System#nanoTime} counts, that has told how GitHub dates it and those before. */
    private volatile Optional<Long> toldAt = Optional.empty();
    /** By how much GitHub dates secrets later than its answers, once a write has proven that it does. */
    private volatile Optional<Duration> datedApart = Optional.empty();
    /** How long the pauses were to last: the time since a write counts as no less, whatever {@link System#nanoTime} says. */
    private volatile Duration slept = Duration.ZERO;

    WriteVerifier(RotationRun run, OutcomeRecorder recorder, Duration settle, Clock clock, Sleeper sleeper) {
        this.run = run;
        this.gitHub = run.clients().writer();
        this.recorder = recorder;
        this.settle = settle;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * A write that was not seen yet.
     *
     * @param sentAt when it was sent, as {@link System#nanoTime} counts, which setting a clock does not change; empty for an
     *     earlier run
     * @param sleptBefore how long the pauses before it were to last
     * @param earlier the proof of a write before it, of the same token, which was not seen either
     */
    private record UnseenWrite(
            WriteProof proof, Optional<Long> sentAt, Duration sleptBefore, Optional<WriteProof> earlier) {

        static UnseenWrite justAnswered(WriteProof proof, Duration sleptBefore, Optional<WriteProof> earlier) {
            var took =
                    Duration.between(proof.receipt().earliest(), proof.receipt().latest());
            return new UnseenWrite(proof, Optional.of(System.nanoTime() - took.toNanos()), sleptBefore, earlier);
        }
    }

    /** Remembers a write that was just answered, until {@code proof} of it shows. */
    void answered(RepositoryName repository, WriteProof proof) {
        var earlier = Optional.ofNullable(unseen.get(repository)).map(UnseenWrite::proof);
        unseen.put(repository, UnseenWrite.justAnswered(proof, slept, earlier));
    }

    /**
     * Takes up a write of an earlier run, which was not proven, with the time {@code shown} now; remembers it while it may
     * still come to show.
     */
    void resume(RepositoryName repository, Outcome.Updated written, Instant shown) {
        var gitHubClock = gitHub.gitHubClock();
        var gitHubAt = written.gitHubAt().orElseGet(() -> gitHubClock.at(written.at()));
        var proof = WriteProof.of(new WriteReceipt(gitHubAt, gitHubAt.plus(settle), isDatedReliably(written)));
        if (proof.isGivenBy(shown)) {
            recorder.record(repository, written.verified(shown));
        } else if (clock.instant().isBefore(written.at().plus(settle))) {
            unseen.put(repository, new UnseenWrite(proof, Optional.empty(), slept, Optional.empty()));
        }
    }

    /** Whether the clocks agree, or agreed when it was written, whatever became of ours since. */
    private boolean isDatedReliably(Outcome.Updated written) {
        return !gitHub.gitHubClock().isOff()
                || written.gitHubAt()
                        .map(gitHubAt ->
                                Duration.between(gitHubAt, written.at()).abs())
                        .filter(apart -> apart.compareTo(GitHubClock.TOLERATED) <= 0)
                        .isPresent();
    }

    /** Whether all that was written shows, or has had its time to. */
    boolean isSettled() {
        return unseen.isEmpty() || !clock.instant().isBefore(end());
    }

    /**
     * Why the rotation is not complete although GitHub took every write: repositories that were transferred to another owner right
     * after theirs, who holds the token now; empty without any.
     */
    Optional<StopReason> transferred() {
        return transferred.isEmpty()
                ? Optional.empty()
                : Optional.of(new StopReason.Halt(transferred.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> whyTransferred(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("; "))));
    }

    /**
     * Whether the time before its write is needed of {@code repository}: GitHub may date secrets by another clock than its answers,
     * and no write is under way that tells.
     */
    boolean needsTimeBefore(RepositoryName repository) {
        return inDoubt.contains(repository)
                || (!inDoubt.isEmpty()
                        && unseen.values().stream()
                                .allMatch(write -> write.proof().before().isEmpty()));
    }

    /**
     * The repository to write once more, of those whose writes are still in doubt at the end of the settle window; empty when none
     * is. Its time before the second write is known, so that one shows how GitHub dates them all.
     */
    Optional<RepositoryName> toRepeat() {
        return inDoubt.stream().filter(unseen::containsKey).min(Comparator.naturalOrder());
    }

    /** Looks again at what did not show its write, until all do, the window ends or the run is stopped. */
    void settle() {
        var remaining = remaining();
        for (var wait = FIRST_PAUSE; hasTimeFor(wait, remaining); wait = wait.multipliedBy(2)) {
            run.listener().settling(unseen.size());
            sleeper.sleep(wait, run.stopSignal()::isGiven);
            slept = slept.plus(wait);
            remaining = remaining.minus(wait);
            Parallel.each(List.copyOf(unseen.keySet()), repository -> {
                look(repository);
                return repository;
            });
        }
    }

    /** The settle window of the last write. */
    private Instant end() {
        return unseen.keySet().stream()
                .flatMap(repository -> recorder.outcome(repository).written().stream())
                .max(Comparator.naturalOrder())
                .orElseGet(clock::instant)
                .plus(settle);
    }

    /** How long to look again: the whole settle window when a write of this run is among them, whatever our clock does meanwhile. */
    private Duration remaining() {
        if (unseen.values().stream().anyMatch(write -> write.sentAt().isPresent())) {
            return settle;
        }
        var untilEnd = Duration.between(clock.instant(), end());
        return untilEnd.compareTo(settle) < 0 ? untilEnd : settle;
    }

    private boolean hasTimeFor(Duration wait, Duration remaining) {
        return !unseen.isEmpty() && !run.stopSignal().isGiven() && wait.compareTo(remaining) <= 0;
    }

    /** Looks once whether its write shows. */
    void look(RepositoryName repository) {
        var write = unseen.get(repository);
        if (write == null) {
            return;
        }
        try {
            var listing = gitHub.secrets(repository);
            if (listing.moved() && isTransferred(repository)) {
                return;
            }
            var shown = listing.find(run.request().secret());
            if (shown.isPresent() && recorder.outcome(repository) instanceof Outcome.Updated updated) {
                judge(repository, write, updated, shown.get(), listing.answeredAt());
            }
        } catch (GitHubException e) {
            // Not seen yet; the outcome already says that GitHub took the token.
        } catch (RotationStore.LeaseLostException lost) {
            run.stopSignal().stop(new StopReason.Fenced(lost));
        }
    }

    /** Whether another owner has it today. Then it is not looked at again, and it stops a rotation that does not continue on errors. */
    private boolean isTransferred(RepositoryName repository) {
        var today = gitHub.repository(repository).name();
        if (today.hasOwnerOf(repository)) {
            return false;
        }
        transferred.put(repository, today);
        unseen.remove(repository);
        inDoubt.remove(repository);
        if (!run.request().options().continueOnError()) {
            run.stopSignal().stop(whyTransferred(repository, today));
        }
        return true;
    }

    private static String whyTransferred(RepositoryName repository, RepositoryName today) {
        return repository + ": " + GitHubException.RepositoryTransferredException.ownership(repository, today)
                + ": it was transferred just after the token was written, and holds it; take it out of the graph,"
                + " rotate to another token, and revoke this one";
    }

    private void judge(
            RepositoryName repository,
            UnseenWrite write,
            Outcome.Updated updated,
            Instant shown,
            Optional<Instant> answeredAt) {
        if (isProven(write, shown, answeredAt)) {
            recorder.record(repository, updated.verified(shown));
            unseen.remove(repository);
            inDoubt.remove(repository);
        } else if (isDatedAsAnswered(write, updated)) {
            boolean isDatedByAnotherClock = isDatedByAnotherClock(write, shown, answeredAt);
            if (isDatedByAnotherClock) {
                recorder.record(repository, updated.shown(shown));
                warnOfClocks(repository, write, shown);
            }
            if (answeredAt
                    .filter(at -> write.proof().isInDoubt(shown, at, isDatedByAnotherClock))
                    .isPresent()) {
                inDoubt.add(repository);
                if (isTold(write)) {
                    inDoubt.remove(repository);
                }
            }
        }
    }

    private boolean isProven(UnseenWrite write, Instant shown, Optional<Instant> answeredAt) {
        if (write.proof().isGivenBy(shown)) {
            // The date of a write before, which GitHub was slow to show, says nothing of its clocks.
            if (write.earlier().filter(proof -> proof.isGivenBy(shown)).isEmpty()) {
                answeredAt
                        .flatMap(at -> write.proof().datedApart(shown, at))
                        .ifPresent(apart -> datedApart = Optional.of(apart));
                tell(write, shown);
            }
            return true;
        }
        return datedApart.filter(apart -> write.proof().isGivenBy(shown, apart)).isPresent();
    }

    /** One that was sent before and does not show yet is merely slow to show, or dated as far apart. */
    private synchronized void tell(UnseenWrite write, Instant shown) {
        if (write.proof().isAnother(shown) && !isTold(write)) {
            toldAt = write.sentAt();
            inDoubt.removeIf(repository -> Optional.ofNullable(unseen.get(repository))
                    .filter(this::isTold)
                    .isPresent());
        }
    }

    private boolean isTold(UnseenWrite write) {
        return toldAt.flatMap(told -> write.sentAt().filter(sent -> sent - told <= 0))
                .isPresent();
    }

    /** Whether no other date was shown for it yet; one that is shown later is another's write. */
    private static boolean isDatedAsAnswered(UnseenWrite write, Outcome.Updated updated) {
        return updated.gitHubAt().equals(Optional.of(write.proof().receipt().earliest()));
    }

    private boolean isDatedByAnotherClock(UnseenWrite write, Instant shown, Optional<Instant> answeredAt) {
        return write.sentAt()
                .flatMap(sent ->
                        answeredAt.filter(at -> write.proof().isDatedByAnotherClock(shown, at, since(sent, write))))
                .isPresent();
    }

    private Duration since(long sent, UnseenWrite write) {
        var real = Duration.ofNanos(System.nanoTime() - sent);
        var paused = slept.minus(write.sleptBefore());
        return real.compareTo(paused) < 0 ? paused : real;
    }

    private void warnOfClocks(RepositoryName repository, UnseenWrite write, Instant shown) {
        if (!hasWarnedOfClocks.getAndSet(true)) {
            run.listener()
                    .warned("GitHub answered our write to " + repository + " at "
                            + Timestamps.print(write.proof().receipt().latest()) + " and dates the secret "
                            + Timestamps.print(shown)
                            + ": its clock was set in between, or two of its machines disagree;"
                            + " that date alone does not verify the write, and audits compare with it");
        }
    }
}
