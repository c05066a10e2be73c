package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.rotation.StopSignal.StopReason;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Opens and closes rotations in the store: a token's own is continued, others that are unfinished are superseded. */
final class RotationLifecycle {

    private static final Logger LOG = Logger.getLogger(RotationLifecycle.class);

    /** A slice that begins so long after it may is not sure to be the next one of the same execution. */
    private static final Duration CONTINUED_WITHIN = Duration.ofMinutes(15);

    private final RotationStore store;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration settle;

    /** {@code settle} is how long GitHub's reads may lag writes. */
    RotationLifecycle(RotationStore store, Clock clock, RandomGenerator random, Duration settle) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.settle = settle;
    }

    /**
     * The last writes to those repositories of {@code request} that this token was written to last, as far as we know: no
     * rotation of another token had the repository under way afterwards. Such a one may have written without a record: it
     * died, or lost GitHub's answer. Where it began long after our write and ended a while ago, GitHub's times tell the two
     * writes apart. Whether the repository still holds the token is for GitHub to say.
     */
    List<LedgerEntry> written(RotationRequest request) {
        return request.options().all() ? List.of() : written(request, request.repositories()::contains);
    }

    private List<LedgerEntry> written(RotationRequest request, Predicate<RepositoryName> counts) {
        var fingerprint = request.fingerprint();
        List<LedgerEntry> written = store.ledger(request.secret()).stream()
                .filter(entry -> entry.fingerprint().equals(fingerprint))
                .filter(entry -> counts.test(entry.repository()))
                .toList();
        List<Rotation> later = written.isEmpty() ? List.of() : later(request.secret(), fingerprint, written);
        return written.stream()
                .filter(entry -> later.stream().noneMatch(rotation -> mayHaveWritten(rotation, entry)))
                .toList();
    }

    /**
     * The repositories that an earlier slice of the same rotation has looked at: one that waits has passed its preflight,
     * and continues without another.
     */
    Set<RepositoryName> lookedAt(RotationRequest request) {
        return store.find(request.secret(), request.fingerprint())
                .filter(rotation -> rotation.head().state() == RotationState.WAITING)
                .map(rotation -> rotation.outcomes().keySet())
                .orElse(Set.of());
    }

    /**
     * Which of {@code written} an earlier slice of the same rotation has seen on GitHub, each with the time that it saw; a
     * slice that begins when its wait is over need not ask again. Empty for a run that begins otherwise or later, as after
     * the death of the one before, and when a repository is new to the rotation: it may be another name of one that holds
     * the token.
     */
    Map<RepositoryName, Instant> seenBefore(RotationRequest request, List<LedgerEntry> written) {
        return store.find(request.secret(), request.fingerprint())
                .filter(rotation -> isContinued(rotation.head()))
                .map(Rotation::outcomes)
                .filter(outcomes -> outcomes.keySet().containsAll(request.repositories()))
                .map(outcomes -> seen(outcomes, written))
                .orElse(Map.of());
    }

    private boolean isContinued(RotationHeader head) {
        return head.state() == RotationState.WAITING
                && head.waitUntil()
                        .filter(until -> clock.instant().isBefore(until.plus(CONTINUED_WITHIN)))
                        .isPresent();
    }

    private static Map<RepositoryName, Instant> seen(Map<RepositoryName, Outcome> outcomes, List<LedgerEntry> written) {
        Map<RepositoryName, Instant> seen = new HashMap<>();
        for (var entry : written) {
            if (outcomes.get(entry.repository()) instanceof Outcome.Updated updated
                    && updated.verified()
                    && updated.at().equals(entry.at())) {
                updated.gitHubAt().ifPresent(shown -> seen.put(entry.repository(), shown));
            }
        }
        return seen;
    }

    /**
     * Keeps, for the next slice of a rotation that is under way, which of its repositories were looked at, with their
     * {@code keys}. While another holds the lease it keeps nothing, and the next slice looks again.
     */
    void recordChecked(RotationRequest request, Map<RepositoryName, PublicKey> keys, Duration lease) {
        try {
            store.underLease(request.secret(), request.startedBy(), clock.instant(), lease, held -> {
                var head = store.find(request.secret(), request.fingerprint())
                        .map(Rotation::head)
                        .filter(known ->
                                known.state() == RotationState.RUNNING || known.state() == RotationState.WAITING);
                head.ifPresent(underWay -> store.save(underWay, List.copyOf(keys.keySet()), keys, held));
                return head;
            });
        } catch (RotationStore.LeaseHeldException other) {
            LOG.debugf("the lease is held, so what was looked at is not kept: %s", other.why());
        }
    }

    /** The rotations of other tokens that had not ended when the first of {@code written} was. */
    private List<Rotation> later(SecretName secret, Fingerprint fingerprint, List<LedgerEntry> written) {
        return ofOtherTokens(secret, fingerprint)
                .filter(head -> written.stream().anyMatch(entry -> isUnderWayAfter(head, entry)))
                .flatMap(head -> store.find(head.id()).stream())
                .toList();
    }

    private boolean mayHaveWritten(Rotation rotation, LedgerEntry entry) {
        return isUnderWayAfter(rotation.head(), entry)
                && rotation.outcomes().containsKey(entry.repository())
                && !isDistinguishable(rotation.head(), entry);
    }

    private boolean isDistinguishable(RotationHeader later, LedgerEntry entry) {
        return entry.writtenAt().plus(settle).isBefore(later.start())
                && later.finishedAt()
                        .filter(end -> end.plus(settle).isBefore(clock.instant()))
                        .isPresent();
    }

    /**
     * By our own clock, which tells moments of one second apart. Where {@code head} was dated by another than {@code entry} was,
     * as on another machine, by GitHub's too; what that cannot tell apart counts as under way.
     */
    private static boolean isUnderWayAfter(RotationHeader head, LedgerEntry entry) {
        return head.finishedAt()
                .map(end -> end.isAfter(entry.at())
                        || (!isSameClock(
                                        Duration.between(end, head.end()),
                                        Duration.between(entry.at(), entry.writtenAt()))
                                && !head.end().plus(WriteProof.TOLERANCE).isBefore(entry.writtenAt())))
                .orElse(true);
    }

    /** Whether two offsets of GitHub's clock, each from the clock of a machine, may be from the same clock. */
    private static boolean isSameClock(Duration offset, Duration otherOffset) {
        return offset.minus(otherOffset).abs().compareTo(WriteProof.TOLERANCE) <= 0;
    }

    /**
     * Begins or continues the token's rotation; what does not hold the token is pending again.
     *
     * @param gitHubTime what time it is by GitHub's clock, as far as that is known
     */
    Rotation open(
            RotationRequest request,
            TokenExpiry expiry,
            RotationEstimate plan,
            Optional<Instant> gitHubTime,
            Set<RepositoryName> already,
            Map<RepositoryName, PublicKey> keys,
            Lease lease) {
        var head = enter(
                new RotationEntry(
                        request.secret(),
                        request.fingerprint(),
                        expiry,
                        request.token().versionId(),
                        request.token().stage(),
                        request.startedBy(),
                        request.options().continueOnError(),
                        Optional.of(plan),
                        gitHubTime),
                request.repositories(),
                keys,
                lease);
        Map<RepositoryName, Outcome> before =
                store.find(head.id()).map(Rotation::outcomes).orElse(Map.of());
        var outcomes = outcomes(request.repositories(), before, already);
        if (!request.options().all()) {
            reopen(head, before, outcomes, lease);
        }
        return new Rotation(head, outcomes);
    }

    /** Corrects records that say "updated" where the token no longer is, before the next run believes them. */
    private void reopen(
            RotationHeader head, Map<RepositoryName, Outcome> before, Map<RepositoryName, Outcome> now, Lease lease) {
        now.forEach((repository, outcome) -> {
            if (outcome instanceof Outcome.Pending && before.get(repository) instanceof Outcome.Updated) {
                store.record(head, repository, outcome, lease);
            }
        });
    }

    /**
     * The first record of a rotation.
     *
     * @param plan empty until it is known what is left to write
     * @param gitHubTime when its first run begins, by GitHub's clock; empty before that
     */
    record RotationEntry(
            SecretName secret,
            Fingerprint fingerprint,
            TokenExpiry tokenExpiry,
            Optional<String> versionId,
            Optional<TokenVersion.Staged> stage,
            String startedBy,
            boolean continueOnError,
            Optional<RotationEstimate> plan,
            Optional<Instant> gitHubTime) {}

    /** Enters the token's rotation as under way, the one there was or a new one; other unfinished ones are superseded. */
    RotationHeader enter(
            RotationEntry entry, List<RepositoryName> repositories, Map<RepositoryName, PublicKey> keys, Lease lease) {
        supersedeOthers(entry, lease);
        var head = store.find(entry.secret(), entry.fingerprint())
                .map(known -> known.head()
                        .running(entry.versionId(), entry.stage(), entry.continueOnError())
                        .withTokenExpiry(entry.tokenExpiry())
                        .withGitHubStart(entry.gitHubTime().filter(now -> isNew(known))))
                .orElseGet(() -> first(entry))
                .withPlan(entry.plan());
        store.save(head, repositories, keys, lease);
        return head;
    }

    /** The plan of the rotation of {@code request}, which continues it, where it waits. */
    Optional<RotationEstimate> planOfWaiting(RotationRequest request) {
        return store.find(request.secret(), request.fingerprint())
                .map(Rotation::head)
                .filter(head -> head.state() == RotationState.WAITING)
                .flatMap(RotationHeader::plan);
    }

    /** Whether neither a write nor a beginning by GitHub's clock is recorded yet. */
    private static boolean isNew(Rotation known) {
        return known.head().gitHubStartedAt().isEmpty()
                && known.outcomes().values().stream().noneMatch(Outcome.Updated.class::isInstance);
    }

    /**
     * Those repositories of a rotation that a request of a part of the graph does not ask for.
     *
     * @param written the last writes to them, as {@link #written(RotationRequest)} gives them; whether they hold the token is for
     *     GitHub to say
     */
    record OtherRepositories(Set<RepositoryName> names, List<LedgerEntry> written) {}

    /** The others than those of {@code request}; none where that asks for the whole graph. */
    OtherRepositories others(RotationRequest request) {
        if (!request.options().partial()) {
            return new OtherRepositories(Set.of(), List.of());
        }
        var requested = Set.copyOf(request.repositories());
        var names = store.find(request.secret(), request.fingerprint()).stream()
                .flatMap(rotation -> rotation.outcomes().keySet().stream())
                .filter(repository -> !requested.contains(repository))
                .collect(Collectors.toUnmodifiableSet());
        return new OtherRepositories(names, written(request, names::contains));
    }

    /** The head of a rotation that ends its run now, which is {@code gitHubTime} by GitHub's clock as far as that is known. */
    RotationHeader close(
            RotationHeader head, Optional<StopReason> stopReason, boolean complete, Optional<Instant> gitHubTime) {
        var now = clock.instant();
        return switch (stopReason.orElse(null)) {
            case StopReason.Pause(var until, var reason) -> head.waiting(until, reason);
            case StopReason.Halt(var reason) -> head.ended(RotationState.STOPPED, now, gitHubTime, Optional.of(reason));
            case StopReason.Fenced(var lost) -> throw lost;
            case null ->
                complete
                        ? head.ended(RotationState.COMPLETE, now, gitHubTime, Optional.empty())
                        : head.ended(
                                RotationState.STOPPED,
                                now,
                                gitHubTime,
                                Optional.of("some repositories could not be written"));
        };
    }

    private void supersedeOthers(RotationEntry entry, Lease lease) {
        ofOtherTokens(entry.secret(), entry.fingerprint())
                .filter(head -> isUnfinished(head.state()))
                .forEach(head -> store.save(superseded(head, entry.gitHubTime()), List.of(), lease));
    }

    private Stream<RotationHeader> ofOtherTokens(SecretName secret, Fingerprint fingerprint) {
        return store.newest(RotationStore.SEARCH_LIMIT).stream()
                .filter(head -> head.secret().equals(secret))
                .filter(head -> !head.fingerprint().equals(fingerprint));
    }

    private RotationHeader superseded(RotationHeader head, Optional<Instant> gitHubTime) {
        return head.ended(
                RotationState.SUPERSEDED,
                clock.instant(),
                gitHubTime,
                Optional.of("a rotation of another token began before it was complete"));
    }

    private RotationHeader first(RotationEntry entry) {
        var now = clock.instant();
        return new RotationHeader(
                RotationId.create(now, random),
                RotationState.RUNNING,
                entry.secret(),
                entry.fingerprint(),
                entry.tokenExpiry(),
                entry.versionId(),
                now,
                entry.startedBy(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                entry.continueOnError(),
                Optional.empty(),
                entry.gitHubTime(),
                Optional.empty(),
                entry.stage(),
                false);
    }

    private static boolean isUnfinished(RotationState state) {
        return switch (state) {
            case RUNNING, WAITING, STOPPED -> true;
            case COMPLETE, REFUSED, SUPERSEDED -> false;
        };
    }

    private static Map<RepositoryName, Outcome> outcomes(
            List<RepositoryName> repositories, Map<RepositoryName, Outcome> before, Set<RepositoryName> already) {
        Map<RepositoryName, Outcome> outcomes = new LinkedHashMap<>();
        for (RepositoryName repository : repositories) {
            var known = before.getOrDefault(repository, new Outcome.Pending(0));
            outcomes.put(repository, already.contains(repository) ? known : new Outcome.Pending(known.attempts()));
        }
        return outcomes;
    }
}
