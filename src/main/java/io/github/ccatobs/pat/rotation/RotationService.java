package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Rotations: those that a person runs, and those that a call or an event begins with a version of the token in the vault,
 * which run in slices and are found again after a crash. The token of the latter comes from the vault alone, each time anew.
 */
@ApplicationScoped
public class RotationService {

    private static final Logger LOG = Logger.getLogger(RotationService.class);

    /** Two that begin the same at once: one enters it, which takes a moment, the other finds it entered. */
    private static final int LOOKS = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** The caller waits for it: an HTTP call has half a minute. A slice reads the repositories that are left by then. */
    private static final Duration LOOK_AT_GITHUB = Duration.ofSeconds(10);

    private final ActionsSecretSettings secretSettings;
    private final SecretName secret;
    private final SecretReader secretReader;
    private final RotationStore store;
    private final RotationSettings settings;
    private final SliceRunner runner;
    private final Rotator rotator;
    private final RotationNotifier notifier;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    RotationService(
            ActionsSecretSettings secretSettings,
            SecretReader secretReader,
            RotationStore store,
            RotationSettings settings,
            SliceRunner runner,
            Rotator rotator,
            RotationNotifier notifier,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.secretSettings = secretSettings;
        this.secret = new SecretName(secretSettings.secret());
        this.secretReader = secretReader;
        this.store = store;
        this.settings = settings;
        this.runner = runner;
        this.rotator = rotator;
        this.notifier = notifier;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** The same for another GitHub: it records in {@code other} and tells no one. */
    public RotationService withStore(RotationStore other) {
        return new RotationService(
                secretSettings,
                secretReader,
                other,
                settings,
                runner,
                rotator,
                RotationNotifier.silent(),
                clock,
                sleeper,
                random);
    }

    /**
     * The rotation that a call to begin found or created.
     *
     * @param rotation as it stands now
     * @param isNew whether there was none of this token before
     * @param mustRun whether there is something left to do, so that its slices must run
     */
    public record StartResult(Rotation rotation, boolean isNew, boolean mustRun) {}

    /**
     * A token of the vault that was tried.
     *
     * @param fingerprint by which rotations and audits know it
     * @param refusals why a rotation of it would end before its first write, a part of a sentence each
     * @param obstacles why each repository that cannot be written cannot
     * @param isWithAnotherOwner whether another owner holds it, as GitHub shows or a rotation recorded
     * @param unchecked why the repositories could not be looked at; what is wrong with them is not known then
     */
    public record CheckedToken(
            Fingerprint fingerprint,
            TokenValidation validation,
            List<String> refusals,
            Map<RepositoryName, String> obstacles,
            boolean isWithAnotherOwner,
            Optional<String> unchecked) {

        /** Copies, keeping the order. */
        public CheckedToken {
            refusals = List.copyOf(refusals);
            obstacles = Collections.unmodifiableMap(new LinkedHashMap<>(obstacles));
        }
    }

    /**
     * Tries the token that the vault has under {@code version}, and looks at every repository, as a rotation does before its first
     * write; writes nothing to GitHub and enters no rotation. The store keeps what GitHub's answers tell of the longest life of a token.
     *
     * @throws TokenSourceException when the vault does not give the token
     * @throws IllegalArgumentException when it is not configured which secret of the vault is the token
     * @throws io.github.ccatobs.pat.domain.FailureException when the graph, a limit or an outage leaves the answer open
     */
    public CheckedToken check(TokenVersion version) {
        var token = secretReader.at(version).receive();
        return runner.check(secret, token, LOOK_AT_GITHUB);
    }

    /**
     * Enters the rotation of the token that the vault has under {@code version}; writes nothing to GitHub. One of the
     * same token that runs or waits is found as it is, and so is a complete one while GitHub says that its repositories
     * hold the token; else, as one that has stopped, it is entered again. A version that is asked for by its number, as
     * events do, must still be the current one.
     *
     * @param startedBy who asks, for the record
     * @throws RotationStore.LeaseHeldException when another rotation runs
     * @throws TokenSourceException when the vault does not give the token
     * @throws IllegalArgumentException when it is not configured which secret of the vault is the token
     */
    public StartResult begin(TokenVersion version, boolean continueOnError, String startedBy) {
        var token = secretReader.at(version).receive();
        var entry = new RotationLifecycle.RotationEntry(
                secret,
                Fingerprint.of(token.value()),
                new TokenExpiry.Unknown(),
                versionOf(token),
                // One that is asked for by its number must be the current one.
                TokenVersion.label(version).or(() -> Optional.of(TokenVersion.CURRENT)),
                startedBy,
                continueOnError,
                Optional.empty(),
                Optional.empty());
        boolean lost = store.find(secret, entry.fingerprint())
                .filter(known -> isComplete(known.head()) && isCurrent(version, token))
                .filter(known -> !runner.isHeldEverywhere(known, token, LOOK_AT_GITHUB))
                .isPresent();
        for (int look = 1; ; look++) {
            var standing = store.find(secret, entry.fingerprint())
                    .filter(known -> isInEffect(known, lost) || isFinishedFor(known, version));
            if (standing.isPresent()) {
                return found(standing.get());
            }
            requireCurrentVersion(version, token);
            try {
                return store.underLease(
                        secret, startedBy, clock.instant(), settings.lease(), lease -> enter(entry, lost, lease));
            } catch (RotationStore.LeaseHeldException held) {
                if (look == LOOKS) {
                    throw held;
                }
                sleeper.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /**
     * Begins or continues the rotation of a token that a person has, and tells people of its start and of its end. Who
     * cannot be told is said to {@code listener}.
     *
     * @param review what a look at the repositories has found, among them some that can be written
     * @param plan what the person was told that it takes
     * @throws RotationRefusedException when a repository cannot be written; nothing was written
     * @throws RotationStore.LeaseHeldException when another rotation of the secret runs; nothing was written
     * @throws RotationStore.LeaseLostException when another rotation took over; it knows what this one recorded
     */
    public RotationReport rotate(
            RotationRequest request,
            RotationReview review,
            RotationEstimate plan,
            StopSignal stopSignal,
            RotationListener listener) {
        var look = review.look().orElseThrow();
        try (var notifying = new NotifyingListener(
                rotation -> notifier.started(rotation).ifPresent(listener::warned),
                () -> notifier.catchUp(request.secret()).ifPresent(listener::warned),
                listener)) {
            var run = new RotationRun(
                    request, look.clients(), store, stopSignal, notifying, Optional.of(plan.from(clock.instant())));
            return rotator.rotate(run, review.holding(), look.preflight());
        }
    }

    /**
     * Records that another owner holds the token of {@code request}, which was refused for that: so it is doubted from now on, also
     * when the graph no longer lists the repository. While another rotation runs, or without the store, nothing is recorded.
     */
    public void recordTransfer(RotationRequest request) {
        try {
            store.underLease(request.secret(), request.startedBy(), clock.instant(), settings.lease(), lease -> {
                var head = store.find(request.secret(), request.fingerprint()).map(Rotation::head);
                head.ifPresent(known -> store.save(known.needingNewToken(), List.of(), lease));
                return head;
            });
        } catch (RotationStore.LeaseHeldException
                | RotationStore.LeaseLostException
                | RotationStore.StoreUnavailableException notNow) {
            LOG.debugf("that another owner holds the token is not recorded: %s", notNow.getMessage());
        }
    }

    /** Tells people what they were not told yet of the rotations; that they cannot be told is logged. */
    public void catchUp() {
        notifier.catchUp(secret).ifPresent(LOG::error);
    }

    /**
     * Runs the rotation for one slice, unless it has ended, waits for later, or another process runs it; what goes wrong
     * becomes its state and reason. People are told how it stands, when that is news.
     *
     * @return how it stands then: when it is waiting, another slice may resume it at its moment
     * @throws IllegalArgumentException when there is no such rotation, or its token is not in Secrets Manager
     * @throws RotationStore.StoreUnavailableException when nothing can be recorded
     */
    public RotationHeader slice(RotationId id, Duration budget) {
        return slice(id, budget, () -> false);
    }

    /**
     * The same, but once {@code over} holds the slice ends early: writes under way finish and are recorded, and the
     * rotation is left waiting for nothing.
     */
    public RotationHeader slice(RotationId id, Duration budget, BooleanSupplier over) {
        catchUp();
        var head = runSlice(id, budget, over);
        catchUp();
        return head;
    }

    private RotationHeader runSlice(RotationId id, Duration budget, BooleanSupplier over) {
        var head = head(id);
        if (!isUnderWay(head)
                || head.waitUntil().filter(clock.instant()::isBefore).isPresent()) {
            return head;
        }
        return runner.run(head, budget, over);
    }

    /** The lease of a rotation of {@code any} secret that runs now. */
    public Optional<Lease> held(SecretName any) {
        return store.held(any, clock.instant());
    }

    /** The rotations to resume now: their wait is over, or the process that ran them may have died. */
    public List<RotationHeader> due() {
        Instant now = clock.instant();
        return store.newest(RotationStore.SEARCH_LIMIT).stream()
                .filter(head -> head.secret().equals(secret))
                .filter(RotationService::isUnderWay)
                .filter(head -> head.versionId().isPresent())
                .filter(head -> head.waitUntil().filter(now::isBefore).isEmpty())
                .toList();
    }

    /** The rotation as it is recorded. */
    public Optional<Rotation> find(RotationId id) {
        return store.find(id);
    }

    private RotationHeader head(RotationId id) {
        return find(id).map(Rotation::head)
                .orElseThrow(() -> new IllegalArgumentException("there is no rotation " + id));
    }

    private StartResult enter(RotationLifecycle.RotationEntry entry, boolean lost, Lease lease) {
        var known = store.find(secret, entry.fingerprint());
        if (known.filter(it -> isInEffect(it, lost)).isPresent()) {
            return found(known.get());
        }
        var head =
                new RotationLifecycle(store, clock, random, settings.settle()).enter(entry, List.of(), Map.of(), lease);
        return new StartResult(store.find(head.id()).orElseThrow(), known.isEmpty(), true);
    }

    private static StartResult found(Rotation rotation) {
        return new StartResult(rotation, false, isUnderWay(rotation.head()));
    }

    /** Events come late and twice: one that names a version must not bring back what another token has superseded. */
    private static boolean isFinishedFor(Rotation known, TokenVersion version) {
        return version instanceof TokenVersion.Numbered && known.head().state() == RotationState.SUPERSEDED;
    }

    private void requireCurrentVersion(TokenVersion version, ReceivedToken token) {
        if (!isCurrent(version, token)) {
            throw new TokenSourceException.UnusableTokenException(
                    version + " is no longer current and was not distributed; to"
                            + " distribute it anyway, request it by its stage, e.g. AWSPREVIOUS");
        }
    }

    /** One that is asked for by its stage need not be. */
    private boolean isCurrent(TokenVersion version, ReceivedToken token) {
        return !(version instanceof TokenVersion.Numbered)
                || secretReader.at(TokenVersion.CURRENT).confirm(token);
    }

    private static Optional<String> versionOf(ReceivedToken token) {
        if (token.versionId().isEmpty()) {
            throw new IllegalStateException("a vault gives every token with its version");
        }
        return token.versionId();
    }

    /** Whether it is to be left as it is; {@code lost} is whether a complete one is so no longer. */
    private static boolean isInEffect(Rotation rotation, boolean lost) {
        return (isComplete(rotation.head()) && !lost) || isUnderWay(rotation.head());
    }

    /** With nothing left to do; a token that another owner holds is not to be handed out as it is. */
    private static boolean isComplete(RotationHeader head) {
        return head.state() == RotationState.COMPLETE && !head.needsNewToken();
    }

    private static boolean isUnderWay(RotationHeader head) {
        return switch (head.state()) {
            case RUNNING, WAITING -> true;
            case COMPLETE, STOPPED, REFUSED, SUPERSEDED -> false;
        };
    }
}
