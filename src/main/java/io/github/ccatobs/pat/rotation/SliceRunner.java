package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.FailureEffects;
import io.github.ccatobs.pat.domain.FailureEffects.RotationEffect;
import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.rotation.RotationPreparation.PreparedRotation;
import io.github.ccatobs.pat.rotation.RotationPreparation.RotationAccess;
import io.github.ccatobs.pat.rotation.RotationPreparation.RotationOrder;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.RotationService.CheckedToken;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.TokenValidation.CheckOutcome;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Runs one slice of a rotation: gets its token again, checks it on the first slice, and writes until the time is over. */
@ApplicationScoped
class SliceRunner {

    private static final Logger LOG = Logger.getLogger(SliceRunner.class);

    /** When the vault or GitHub does not answer: at first soon again, then after a tenth of the time it has taken so far. */
    private static final Duration SOONEST = Duration.ofMinutes(1);

    private static final Duration LATEST = Duration.ofMinutes(15);
    private static final int PART = 10;

    private final RotationPreparation preparation;
    private final Rotator rotator;
    private final SecretReader secretReader;
    private final GraphSettings graphSettings;
    private final RotationStore store;
    private final RotationSettings settings;
    private final Clock clock;

    SliceRunner(
            RotationPreparation preparation,
            Rotator rotator,
            SecretReader secretReader,
            GraphSettings graphSettings,
            RotationStore store,
            RotationSettings settings,
            Clock clock) {
        this.preparation = preparation;
        this.rotator = rotator;
        this.secretReader = secretReader;
        this.graphSettings = graphSettings;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Logs lost writes and warnings. */
    private record RotationLog(RotationId id) implements RotationListener {

        @Override
        public void checked(LedgerVerification holding) {
            holding.lines().forEach(line -> LOG.warnf("rotation %s: %s", id, line.strip()));
        }

        @Override
        public void warned(String warning) {
            LOG.warnf("rotation %s: %s", id, warning);
        }
    }

    /**
     * Runs {@code head} for {@code budget}, or until {@code over} holds, and gives it as it stands then.
     *
     * @throws IllegalArgumentException when its token is not from the vault
     * @throws RotationStore.StoreUnavailableException when nothing can be recorded
     */
    RotationHeader run(RotationHeader head, Duration budget, BooleanSupplier over) {
        var version = new TokenVersion.Numbered(
                head.versionId()
                        .orElseThrow(
                                () -> new IllegalArgumentException(
                                        "rotation " + head.id()
                                                + " was begun with a token that is not in Secrets Manager: run 'ccat pat rotate' with that token")));
        try {
            refuseIfLeased(head);
            return run(head, prepare(head, received(head, version), budget(budget, over)));
        } catch (FailureException | IllegalArgumentException failure) {
            return afterFailure(head, failure);
        }
    }

    private RotationHeader afterFailure(RotationHeader head, RuntimeException failure) {
        String why = FailureException.why(failure);
        return switch (FailureEffects.of(FailureKind.of(failure).orElseThrow()).rotation()) {
            case RotationEffect.LeaveAsRecorded leave -> asRecorded(head);
            case RotationEffect.WaitUntil(Instant moment) -> record(head.waiting(moment, why));
            case RotationEffect.RetryLater later -> record(later(head, why));
            case RotationEffect.GiveUp giveUp ->
                giveUp(
                        failure instanceof RotationRefusedException refused && refused.needsNewToken()
                                ? head.needingNewToken()
                                : head,
                        why);
            case RotationEffect.PassOn passOn -> throw failure;
        };
    }

    /** Ends early when there is nothing to do, before the steps that cost calls. */
    private void refuseIfLeased(RotationHeader head) {
        underLease(head, lease -> head);
    }

    /**
     * Whether GitHub says that each repository of the complete {@code rotation} that is still in the graph holds {@code
     * token}. A repository not read within {@code budget} counts as not held.
     */
    boolean isHeldEverywhere(Rotation rotation, ReceivedToken token, Duration budget) {
        try {
            var prepared = prepare(rotation.head(), token, budget(budget, () -> false));
            var request = prepared.request();
            var repositories = request.repositories().stream()
                    .filter(rotation.outcomes()::containsKey)
                    .toList();
            return rotator.holding(request, store, preparation.open(prepared).writer(), () -> !clock.instant()
                            .isBefore(prepared.budget().end()))
                    .remaining(repositories)
                    .isEmpty();
        } catch (GitHubException
                | TokenSourceException
                | SecretUnavailableException
                | IllegalArgumentException unknown) {
            LOG.warnf(
                    "cannot check whether rotation %s is still complete: %s",
                    rotation.head().id(), unknown.getMessage());
            return false;
        }
    }

    private ReceivedToken received(RotationHeader head, TokenVersion version) {
        var token = secretReader.at(version).receive();
        if (!Fingerprint.of(token.value()).equals(head.fingerprint())) {
            throw new IllegalArgumentException(
                    "Secrets Manager returned another token for " + version + " than before");
        }
        return token;
    }

    private TimeBudget budget(Duration budget, BooleanSupplier over) {
        return TimeBudget.of(budget, clock).unless(over);
    }

    /**
     * Tries {@code token} and looks at the repositories within {@code budget}, as the first slice of its rotation does. It is refused,
     * too, where GitHub rejects it while it reads the graph.
     *
     * @throws FailureException when the graph, a limit or an outage leaves the answer about the token open
     */
    CheckedToken check(SecretName secret, ReceivedToken token, Duration budget) {
        var within = budget(budget, () -> false);
        try {
            var prepared = prepare(secret, "check", false, token, within);
            return check(prepared, preparation.validate(prepared));
        } catch (GitHubException.CredentialRejectedException rejected) {
            var verdict = preparation.rejected(token, access(within)).orElseThrow(() -> rejected);
            return new CheckedToken(
                    Fingerprint.of(token.value()),
                    verdict,
                    List.of("the token is refused"),
                    Map.of(),
                    false,
                    Optional.empty());
        }
    }

    private CheckedToken check(PreparedRotation prepared, TokenValidation verdict) {
        var fingerprint = prepared.request().fingerprint();
        try {
            var review = preparation.review(prepared, verdict, RotationListener.silent());
            return new CheckedToken(
                    fingerprint,
                    verdict,
                    review.refusalsButTheLease(false, settings.force()),
                    review.obstacles(),
                    review.isWithAnotherOwner(),
                    Optional.empty());
        } catch (GitHubException e) {
            return new CheckedToken(
                    fingerprint,
                    verdict,
                    verdict.isRefused() ? List.of("the token is refused") : List.of(),
                    Map.of(),
                    verdict.isWithAnotherOwner(),
                    Optional.of("the repositories were not checked: " + e.why()));
        }
    }

    private PreparedRotation prepare(RotationHeader head, ReceivedToken token, TimeBudget budget) {
        return prepare(head.secret(), head.startedBy(), head.continueOnError(), token, budget);
    }

    private PreparedRotation prepare(
            SecretName secret, String startedBy, boolean continueOnError, ReceivedToken token, TimeBudget budget) {
        var order = new RotationOrder(
                secret,
                GraphSource.parse(graphSettings.graph()),
                DependencyGraph::repositories,
                startedBy,
                new RotationOptions(continueOnError, false, false));
        return preparation.prepare(order, () -> token, access(budget));
    }

    private static RotationAccess access(TimeBudget budget) {
        return new RotationAccess(name -> Optional.ofNullable(System.getenv(name)), budget);
    }

    private RotationHeader run(RotationHeader head, PreparedRotation prepared) {
        boolean wasChecked = wasChecked(head);
        var refusal = wasChecked ? Optional.<String>empty() : refusal(prepared);
        if (refusal.isPresent()) {
            return giveUp(head, refusal.get());
        }
        var budget = prepared.budget();
        var run = new RotationRun(
                prepared.request(),
                preparation.open(prepared),
                store,
                StopSignal.at(budget.end(), clock, budget.over()),
                new RotationLog(head.id()));
        return rotator.slice(run, wasChecked || settings.force()).rotation().head();
    }

    /** A rotation has repositories once its checks are passed; one that waits without any met an outage before. */
    private boolean wasChecked(RotationHeader head) {
        return head.state() == RotationState.WAITING
                && store.find(head.id())
                        .filter(rotation -> !rotation.outcomes().isEmpty())
                        .isPresent();
    }

    /** Why the token must not be handed out unless a person insists. */
    private Optional<String> refusal(PreparedRotation prepared) {
        var verdict = preparation.validate(prepared);
        if (verdict.isRefused()) {
            return Optional.of("the token is refused: " + reasons(verdict) + obstacles(prepared, verdict));
        }
        return verdict.isDoubtful() && !settings.force()
                ? Optional.of("the token's checks warn: " + reasons(verdict)
                        + "; ccat.pat.rotation.force, or rotate --force, accepts it" + obstacles(prepared, verdict))
                : Optional.empty();
    }

    /** The repositories that cannot be written, so that one reason names all that is to be fixed. */
    private String obstacles(PreparedRotation prepared, TokenValidation verdict) {
        List<String> warnings = new CopyOnWriteArrayList<>();
        var listener = new RotationListener() {
            @Override
            public void warned(String warning) {
                warnings.add(warning);
            }
        };
        try {
            var review = preparation.review(prepared, verdict, listener);
            if (review.look().isEmpty()) {
                return warnings.stream().map("; "::concat).collect(Collectors.joining());
            }
            var obstacles = review.obstacles();
            return obstacles.isEmpty() ? "" : "; " + RotationRefusedException.message(obstacles);
        } catch (GitHubException e) {
            return "; the repositories were not checked: " + e.why();
        }
    }

    private static String reasons(TokenValidation verdict) {
        return verdict.checks().stream()
                .map(CheckOutcome::result)
                .flatMap(result -> switch (result) {
                    case CheckResult.Pass pass -> Stream.empty();
                    case CheckResult.Accepted accepted -> Stream.empty();
                    case CheckResult.NotTried notTried -> Stream.empty();
                    case CheckResult.Warn(var reason, var next) -> Stream.of(reason + " (" + next + ")");
                    case CheckResult.Refuse(var reason, var next) -> Stream.of(reason + " (" + next + ")");
                })
                .collect(Collectors.joining("; "));
    }

    private RotationHeader later(RotationHeader head, String why) {
        var now = clock.instant();
        var part = Duration.between(head.startedAt(), now).dividedBy(PART);
        var wait = part.compareTo(SOONEST) < 0 ? SOONEST : part.compareTo(LATEST) > 0 ? LATEST : part;
        return head.waiting(now.plus(wait), why);
    }

    /** A person must fix something. A rotation that has written nothing is refused. */
    private RotationHeader giveUp(RotationHeader head, String why) {
        boolean written = store.find(head.id())
                .filter(rotation -> rotation.outcomes().values().stream()
                        .anyMatch(outcome -> outcome.written().isPresent()))
                .isPresent();
        return record(head.ended(
                written ? RotationState.STOPPED : RotationState.REFUSED,
                clock.instant(),
                Optional.empty(),
                Optional.of(why)));
    }

    /** A process that took over meanwhile records it instead. */
    private RotationHeader record(RotationHeader head) {
        try {
            return underLease(head, lease -> {
                var known = asRecorded(head);
                if (known.state() == RotationState.RUNNING || known.state() == RotationState.WAITING) {
                    store.save(head, List.of(), lease);
                    return head;
                }
                return known;
            });
        } catch (RotationStore.LeaseHeldException | RotationStore.LeaseLostException e) {
            return asRecorded(head);
        }
    }

    private RotationHeader underLease(RotationHeader head, Function<Lease, RotationHeader> work) {
        return store.underLease(head.secret(), head.startedBy(), clock.instant(), settings.lease(), work);
    }

    private RotationHeader asRecorded(RotationHeader head) {
        return store.find(head.id()).map(Rotation::head).orElse(head);
    }
}
