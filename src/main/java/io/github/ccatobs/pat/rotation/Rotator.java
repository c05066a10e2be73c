package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryAliases;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.rotation.Preflight.PreflightLimitedException;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.rotation.StopSignal.StopReason;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Hands one token to every repository: looks at all of them, takes the lease, writes the canary and then the rest,
 * records, verifies, and says how it stands. Run again with the same token it does only what is left.
 *
 * <p>A run may die at any moment. Recorded outcomes are done; at most the writes under way then are repeated.
 */
@ApplicationScoped
public class Rotator {

    static final Duration WINDOW_OF_WRITES = Duration.ofHours(1);
    /** A lease is renewed, durably, three times in its length. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_SLICE = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final RotationSettings settings;
    private final GitHubSettings gitHubSettings;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Sealer sealer = new Sealer();

    Rotator(
            RotationSettings settings,
            GitHubSettings gitHubSettings,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.settings = checked(settings);
        this.gitHubSettings = gitHubSettings;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Runs the rotation until every repository holds the token, something fails, a limit outlasts the writer's time
     * budget, or the run is stopped.
     *
     * @throws RotationRefusedException when a repository cannot be written; nothing was written
     * @throws RotationStore.LeaseHeldException when another rotation of the secret runs; nothing was written
     * @throws RotationStore.LeaseLostException when another rotation took over; it knows what this one recorded
     * @throws GitHubException when GitHub could not be asked before the first write
     */
    public RotationReport rotate(RotationRun run) {
        return rotate(run, holding(run.request(), run.store(), run.clients().writer()));
    }

    /**
     * Runs one slice of the rotation as {@link #rotate(RotationRun)} runs all of it, with the same exceptions, but does not
     * ask GitHub again for what the slice before has seen.
     *
     * @param mayBeWithAnotherOwner whether it goes on where another owner holds the token, as one that was begun before does
     */
    RotationReport slice(RotationRun run, boolean mayBeWithAnotherOwner) {
        var lifecycle = lifecycle(run.store());
        var written = lifecycle.written(run.request());
        var seen = lifecycle.seenBefore(run.request(), written);
        var holding = check(run.clients().writer(), run.request().secret()).read(written, seen, () -> false);
        if (!mayBeWithAnotherOwner && holding.isWithAnotherOwner()) {
            throw new RotationRefusedException(holding.withAnotherOwner(), true);
        }
        return rotate(run, holding);
    }

    private RotationReport rotate(RotationRun run, LedgerVerification holding) {
        run.listener().checked(holding);
        var unknown = without(
                lifecycle(run.store()).lookedAt(run.request()),
                holding.remaining(run.request().repositories()));
        run.listener().preflight(unknown.size());
        var looked = preflight(run, unknown, holding);
        looked.aliases().warnings().forEach(run.listener()::warned);
        return rotate(run, holding, looked);
    }

    /**
     * Runs the rotation as above after an earlier check of the repositories, e.g. the one that a person was
     * shown.
     *
     * @param holding what {@link #holding} has given
     */
    public RotationReport rotate(RotationRun run, LedgerVerification holding, PreflightReport looked) {
        sealer.ready();
        run.clients()
                .writer()
                .rememberWrites(run.store().writesSince(clock.instant().minus(WINDOW_OF_WRITES)));
        boolean anyDone = run.request().repositories().stream().anyMatch(repository -> !looked.isAbout(repository));
        var preflight =
                looked.orRefuse(run.request().options().continueOnError(), anyDone, holding.isWithAnotherOwner());
        return distribute(run.without(preflight.aliases()), holding, preflight);
    }

    /** Under the lease, which a revocation of the token needs too, GitHub is asked once more whether it accepts the token. */
    private RotationReport distribute(RotationRun run, LedgerVerification holding, PreflightReport preflight) {
        var request = run.request();
        var lifecycle = lifecycle(run.store());
        try (var lease = new LeaseRenewer(run, clock, settings.lease())) {
            run.clients().asToken().account();
            var already = already(lifecycle.written(request), holding);
            already.removeAll(preflight.obstacles().keySet());
            var expiry = run.clients().asToken().tokenMetadata().expiry();
            var plan = run.plan()
                    .or(() -> lifecycle.planOfWaiting(request))
                    .orElseGet(() -> plan(run, already, preflight.obstacles()));
            var rotation =
                    lifecycle.open(request, expiry, plan, gitHubTime(run), already, preflight.keys(), lease.current());
            run.listener()
                    .started(rotation, already.size(), request.repositories().size());
            var recorder = new OutcomeRecorder(run, lease, rotation, clock);
            preflight
                    .obstacles()
                    .forEach((repository, reason) -> recorder.obstructed(
                            repository, reason, preflight.archived().contains(repository)));
            var verifier = write(run, recorder, already, holding, preflight);
            int others = othersWithoutToken(run);
            var why = end(run, recorder, verifier, others);
            boolean isWithAnotherOwner = verifier.transferred().isPresent() || holding.isWithAnotherOwner();
            var head = isWithAnotherOwner ? rotation.head().needingNewToken() : rotation.head();
            var end = lifecycle.close(head, why, recorder.isEverywhere(), gitHubTime(run));
            return new RotationReport(recorder.close(end), already, holding);
        }
    }

    private RotationEstimate plan(RotationRun run, Set<RepositoryName> already, Map<RepositoryName, String> obstacles) {
        int left = without(obstacles.keySet(), without(already, run.request().repositories()))
                .size();
        return RotationEstimate.ofTheWrites(
                left, othersToAsk(run.request(), run.store()), run.clients().forecast(run.store()));
    }

    private Optional<Instant> gitHubTime(RotationRun run) {
        return run.clients().asToken().gitHubClock().atIfKnown(clock.instant());
    }

    private RotationLifecycle lifecycle(RotationStore store) {
        return new RotationLifecycle(store, clock, random, settings.settle());
    }

    /** Another run may have written since GitHub was asked: so both must say it. */
    private static Set<RepositoryName> already(List<LedgerEntry> written, LedgerVerification holding) {
        var holders = holding.holding();
        return written.stream()
                .map(LedgerEntry::repository)
                .filter(holders::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** How many repositories of the rotation that {@code request} does not ask for are asked after its own writes. */
    int othersToAsk(RotationRequest request, RotationStore store) {
        return lifecycle(store).others(request).written().size();
    }

    /** How many repositories of the rotation that are not asked for now do not hold the token, or may not. */
    private int othersWithoutToken(RotationRun run) {
        var others = lifecycle(run.store()).others(run.request());
        try {
            var holding = holding(
                    run.request().secret(), others.written(), run.clients().writer());
            return others.names().size() - holding.holding().size();
        } catch (GitHubException e) {
            return others.names().size();
        }
    }

    /**
     * Checks its settings, as making one does.
     *
     * @throws IllegalArgumentException when one is wrong
     */
    void checkSettings() {
        var unused = checked(settings);
    }

    /** Begins with what a rotation needs besides GitHub, while other things are still to be settled. */
    public void preload() {
        sealer.begin();
    }

    /**
     * Asks GitHub about those repositories of {@code request} that the ledger calls done, with one call each; writes
     * nothing.
     *
     * @throws GitHubException when the credential is rejected, or a limit leaves the answer open
     */
    public LedgerVerification holding(RotationRequest request, RotationStore store, GitHubClient reader) {
        return holding(request, store, reader, () -> false);
    }

    /** The same, but once {@code over} holds, what was not read yet counts as unreadable. */
    LedgerVerification holding(
            RotationRequest request, RotationStore store, GitHubClient reader, BooleanSupplier over) {
        return check(reader, request.secret()).read(lifecycle(store).written(request), over);
    }

    /**
     * Asks GitHub about each of {@code entries}, with one call each; writes nothing.
     *
     * @throws GitHubException when the credential is rejected, or a limit leaves the answer open
     */
    public LedgerVerification holding(SecretName secret, List<LedgerEntry> entries, GitHubClient reader) {
        return check(reader, secret).read(entries, () -> false);
    }

    private LedgerVerifier check(GitHubClient reader, SecretName secret) {
        return new LedgerVerifier(reader, secret, settings.settle(), clock.instant());
    }

    /**
     * Looks at {@code repositories} of {@code all} as a rotation would before its first write; writes nothing.
     *
     * @param holding what {@link #holding} has given
     * @throws GitHubException when a credential is rejected, or a limit leaves the answer open
     */
    public PreflightReport preflight(
            List<RepositoryName> repositories,
            List<RepositoryName> all,
            LedgerVerification holding,
            RotationClients clients) {
        try {
            return new Preflight(clients, sealer).inspect(repositories, all, holding);
        } catch (PreflightLimitedException limited) {
            throw limited.limit();
        }
    }

    /** The next slice begins with those that a limit has kept this one from seeing. */
    private PreflightReport preflight(RotationRun run, List<RepositoryName> repositories, LedgerVerification holding) {
        try {
            return new Preflight(run.clients(), sealer)
                    .inspect(repositories, run.request().repositories(), holding);
        } catch (PreflightLimitedException limited) {
            lifecycle(run.store()).recordChecked(run.request(), limited.ready(), settings.lease());
            throw limited.limit();
        }
    }

    /** Checks settings whose mistakes would otherwise show only after the first write. */
    private static RotationSettings checked(RotationSettings settings) {
        expect("settle", settings.settle(), Duration.ZERO, "0 s to 1 day");
        expect("lease", settings.lease(), SHORTEST_LEASE, "1 s to 1 day");
        expect("slice", settings.slice(), SHORTEST_SLICE, "1 s to 1 day");
        return settings;
    }

    private static void expect(String key, Duration value, Duration least, String expected) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("ccat.pat.rotation." + key + " is " + value + ": expected " + expected);
        }
    }

    /** Writes what is left, and gives what verified it. */
    private WriteVerifier write(
            RotationRun run,
            OutcomeRecorder recorder,
            Set<RepositoryName> already,
            LedgerVerification holding,
            PreflightReport preflight) {
        var verifier = new WriteVerifier(run, recorder, settings.settle(), clock, sleeper);
        already.forEach(repository -> {
            if (recorder.outcome(repository) instanceof Outcome.Updated updated && !updated.verified()) {
                holding.shown(repository).ifPresent(shown -> verifier.resume(repository, updated, shown));
            }
        });
        var secretWriter = new SecretWriter(run, sealer, holding.times(), verifier::needsTimeBefore);
        var targets = without(
                preflight.obstacles().keySet(), without(already, run.request().repositories()));
        var fanOut = new FanOut(run, recorder, secretWriter, verifier, gitHubSettings.writesInFlight());
        var keys = keys(run, recorder.id(), targets, preflight);
        fanOut.run(targets, keys);
        verifier.settle();
        verifier.toRepeat().filter(repository -> !run.stopSignal().isGiven()).ifPresent(repository -> {
            fanOut.repeat(repository, keys);
            verifier.settle();
        });
        return verifier;
    }

    /** Those that were seen just now, before those that an earlier run has kept; GitHub says so when one is no longer current. */
    private static Map<RepositoryName, PublicKey> keys(
            RotationRun run, RotationId id, List<RepositoryName> targets, PreflightReport preflight) {
        boolean allSeen = preflight.keys().keySet().containsAll(targets);
        Map<RepositoryName, PublicKey> keys =
                new HashMap<>(allSeen ? Map.of() : run.store().keys(id));
        keys.putAll(preflight.keys());
        return keys;
    }

    /** Why the run ends before every repository of the rotation holds the token; empty when each does, or was passed over. */
    private static Optional<StopReason> end(
            RotationRun run, OutcomeRecorder recorder, WriteVerifier verifier, int others) {
        var transferred = verifier.transferred();
        boolean isDone = recorder.isEverywhere()
                && transferred.isEmpty()
                && (verifier.isSettled() || !(run.stopSignal().reason().orElse(null) instanceof StopReason.Pause));
        return isDone
                ? missing(others)
                : run.stopSignal()
                        .reason()
                        .map(first -> transferred.map(first::and).orElse(first))
                        .or(() -> transferred);
    }

    private static Optional<StopReason> missing(int others) {
        return others == 0
                ? Optional.empty()
                : Optional.of(new StopReason.Halt(Rotation.OTHERS_LEFT + others + "; run it for all of them"));
    }

    private static List<RepositoryName> without(Set<RepositoryName> already, List<RepositoryName> repositories) {
        return repositories.stream()
                .filter(repository -> !already.contains(repository))
                .toList();
    }

    /**
     * One run of a rotation.
     *
     * @param request what to write
     * @param clients who calls GitHub
     * @param store where it is recorded
     * @param stopSignal what ends it early
     * @param listener who hears of it
     * @param plan what it was said to take, counted from now; a run without one estimates it, unless it continues a rotation that
     *     waits
     */
    public record RotationRun(
            RotationRequest request,
            RotationClients clients,
            RotationStore store,
            StopSignal stopSignal,
            RotationListener listener,
            Optional<RotationEstimate> plan) {

        /** A run without a plan that was told beforehand. */
        public RotationRun(
                RotationRequest request,
                RotationClients clients,
                RotationStore store,
                StopSignal stopSignal,
                RotationListener listener) {
            this(request, clients, store, stopSignal, listener, Optional.empty());
        }

        /** The same, but each repository under one of its names. */
        RotationRun without(RepositoryAliases aliases) {
            return new RotationRun(request.without(aliases), clients, store, stopSignal, listener, plan);
        }
    }
}
