package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.seal.SealException;
import io.github.ccatobs.pat.token.CheckOutcome;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenValidation;
import io.github.ccatobs.pat.token.TokenVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    private final SecretReader vault;
    private final CredentialResolver credentialResolver;
    private final GitHubClientFactory connector;
    private final GraphLoader graphs;
    private final GraphSettings graphSettings;
    private final TokenValidator trial;
    private final Rotator rotator;
    private final RotationStore store;
    private final RotationSettings settings;
    private final Clock clock;

    SliceRunner(
            SecretReader vault,
            CredentialResolver credentialResolver,
            GitHubClientFactory connector,
            GraphLoader graphs,
            GraphSettings graphSettings,
            TokenValidator trial,
            Rotator rotator,
            RotationStore store,
            RotationSettings settings,
            Clock clock) {
        this.vault = vault;
        this.credentialResolver = credentialResolver;
        this.connector = connector;
        this.graphs = graphs;
        this.graphSettings = graphSettings;
        this.trial = trial;
        this.rotator = rotator;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** Says in the log what GitHub no longer has of what we wrote. */
    private record LossLog(RotationId id) implements RotationListener {

        @Override
        public void checked(HoldingReport holding) {
            holding.lines().forEach(line -> LOG.warnf("rotation %s: %s", id, line.strip()));
        }
    }

    /** One slice: who writes in it, how long, and whether it is to end earlier. */
    private record SliceContext(
            RotationHeader head,
            RotationRequest request,
            DependencyGraph graph,
            Optional<Credential> writer,
            GitHubClient asToken,
            Instant end,
            BooleanSupplier over) {}

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
            makeSureNobodyRunsIt(head);
            return run(prepare(head, received(head, version), budget, over));
        } catch (RotationStore.LeaseHeldException | RotationStore.LeaseLostException somebodyElses) {
            return asRecorded(head);
        } catch (GitHubException.RateLimitedException limited) {
            return record(head.waiting(limited.until(), limited.why()));
        } catch (GitHubException.GitHubUnavailableException silent) {
            return record(later(head, silent.why()));
        } catch (TokenSourceException.TokenSourceUnavailableException | SecretUnavailableException silent) {
            return record(later(head, String.valueOf(silent.getMessage())));
        } catch (GitHubException refused) {
            return giveUp(head, refused.why());
        } catch (RotationRefusedException | TokenSourceException | SealException | IllegalArgumentException refused) {
            return giveUp(head, String.valueOf(refused.getMessage()));
        }
    }

    /** What follows costs calls, which need not be made to find out that there is nothing to do. */
    private void makeSureNobodyRunsIt(RotationHeader head) {
        ScopedLease.of(store, head.secret(), head.startedBy(), clock.instant(), settings.lease())
                .close();
    }

    /**
     * Whether GitHub says that each repository of the complete {@code rotation} that is still in the graph holds {@code
     * token}. What it does not say within {@code budget} is not held.
     */
    boolean isHeldEverywhere(Rotation rotation, SecretValue token, Duration budget) {
        try {
            var slice = prepare(rotation.head(), token, budget, () -> false);
            var reader = slice.writer()
                    .map(credential -> connect(credential, slice.end(), slice.over()))
                    .orElse(slice.asToken());
            var repositories = slice.request().repositories().stream()
                    .filter(rotation.outcomes()::containsKey)
                    .toList();
            return rotator.holding(slice.request(), store, reader, () -> !clock.instant()
                            .isBefore(slice.end()))
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

    private SecretValue received(RotationHeader head, TokenVersion version) {
        var token = vault.at(version).receive().value();
        if (!Fingerprint.of(token).equals(head.fingerprint())) {
            throw new IllegalArgumentException(
                    "Secrets Manager returned another token for " + version + " than before");
        }
        return token;
    }

    private SliceContext prepare(RotationHeader head, SecretValue token, Duration budget, BooleanSupplier over) {
        var end = clock.instant().plus(budget);
        var asToken = connect(new Credential(token, "the new token"), end, over);
        var writer = credentialResolver
                .configured(name -> Optional.ofNullable(System.getenv(name)))
                .filter(credential -> !credential.value().equals(token));
        var graph = graphs.load(GraphSource.parse(graphSettings.graph()), () -> writer.map(it -> connect(it, end, over))
                .orElse(asToken));
        var request = new RotationRequest(
                head.secret(),
                token,
                head.versionId(),
                graph.repositories(),
                head.startedBy(),
                head.continueOnError(),
                false,
                false);
        return new SliceContext(head, request, graph, writer, asToken, end, over);
    }

    private RotationHeader run(SliceContext slice) {
        var refusal = wasChecked(slice.head()) ? Optional.<String>empty() : refusal(slice);
        if (refusal.isPresent()) {
            return giveUp(slice.head(), refusal.get());
        }
        var clients = slice.writer()
                .map(credential ->
                        RotationClients.configured(connect(credential, slice.end(), slice.over()), slice.asToken()))
                .orElseGet(() -> RotationClients.tokenItself(slice.asToken()));
        return rotator.rotate(
                        slice.request(),
                        store,
                        clients,
                        StopSignal.at(slice.end(), clock, slice.over()),
                        new LossLog(slice.head().id()))
                .rotation()
                .head();
    }

    /** A rotation has repositories once its checks are passed; one that waits without any met an outage before. */
    private boolean wasChecked(RotationHeader head) {
        return head.state() == RotationState.WAITING
                && store.find(head.id())
                        .filter(rotation -> !rotation.outcomes().isEmpty())
                        .isPresent();
    }

    /** Why the token must not be handed out unless a person insists. */
    private Optional<String> refusal(SliceContext slice) {
        var verdict = trial.judge(slice.request(), slice.graph().orchestrator(), slice.writer(), slice::asToken, store);
        if (verdict.isRefused()) {
            return Optional.of("the token is refused: " + reasons(verdict));
        }
        return verdict.isDoubtful() && !settings.force()
                ? Optional.of("the token's checks warn: " + reasons(verdict)
                        + "; ccat.pat.rotation.force, or rotate --force, accepts it")
                : Optional.empty();
    }

    private static String reasons(TokenValidation verdict) {
        return verdict.checks().stream()
                .map(CheckOutcome::result)
                .flatMap(result -> switch (result) {
                    case CheckResult.Pass pass -> Stream.empty();
                    case CheckResult.Accepted accepted -> Stream.empty();
                    case CheckResult.Warn(var reason, var next) -> Stream.of(reason + " (" + next + ")");
                    case CheckResult.Refuse(var reason, var next) -> Stream.of(reason + " (" + next + ")");
                })
                .collect(Collectors.joining("; "));
    }

    private GitHubClient connect(Credential credential, Instant end, BooleanSupplier over) {
        return connector.connect(
                credential,
                TimeBudget.of(Duration.between(clock.instant(), end), clock).unless(over));
    }

    private RotationHeader later(RotationHeader head, String why) {
        var now = clock.instant();
        var part = Duration.between(head.startedAt(), now).dividedBy(PART);
        var wait = part.compareTo(SOONEST) < 0 ? SOONEST : part.compareTo(LATEST) > 0 ? LATEST : part;
        return head.waiting(now.plus(wait), why);
    }

    /** A person has to mend something. Refused is what has written nothing. */
    private RotationHeader giveUp(RotationHeader head, String why) {
        boolean written = store.find(head.id())
                .filter(rotation -> rotation.outcomes().values().stream()
                        .anyMatch(outcome -> outcome.written().isPresent()))
                .isPresent();
        return record(
                head.ended(written ? RotationState.STOPPED : RotationState.REFUSED, clock.instant(), Optional.of(why)));
    }

    /** Somebody who took over meanwhile knows better. */
    private RotationHeader record(RotationHeader head) {
        try (var lease = ScopedLease.of(store, head.secret(), head.startedBy(), clock.instant(), settings.lease())) {
            var known = asRecorded(head);
            if (known.state() == RotationState.RUNNING || known.state() == RotationState.WAITING) {
                store.save(head, List.of(), lease.lease());
                return head;
            }
            return known;
        } catch (RotationStore.LeaseHeldException | RotationStore.LeaseLostException somebodyElses) {
            return asRecorded(head);
        }
    }

    private RotationHeader asRecorded(RotationHeader head) {
        return store.find(head.id()).map(Rotation::head).orElse(head);
    }
}
