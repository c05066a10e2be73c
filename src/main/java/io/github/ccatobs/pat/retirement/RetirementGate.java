package io.github.ccatobs.pat.retirement;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditService;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.github.AppCredential;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.retirement.GateOutcome.GatePart;
import io.github.ccatobs.pat.retirement.GateOutcome.GateResult;
import io.github.ccatobs.pat.retirement.GateOutcome.RetirementObstacle;
import io.github.ccatobs.pat.retirement.RetirementReport.RetirementStatus;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationSettings;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.rotation.Rotator;
import io.github.ccatobs.pat.token.CheckResult;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.CredentialResolver.CurrentToken;
import io.github.ccatobs.pat.token.CredentialResolver.ReadingCredential;
import io.github.ccatobs.pat.token.FormatCheck;
import io.github.ccatobs.pat.token.GrantReader;
import io.github.ccatobs.pat.token.GrantReader.GrantList;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges whether the token of an earlier rotation is still needed. It reads, and changes nothing.
 *
 * <p>It knows no more than GitHub shows to the credential that reads: jobs outside GitHub Actions that got the token by other
 * ways than a secret of this name are not seen.
 */
@ApplicationScoped
public class RetirementGate {

    private final CredentialResolver credentials;
    private final GitHubClientFactory clients;
    private final GraphLoader graphs;
    private final AuditService audits;
    private final Rotator rotator;
    private final RotationStore store;
    private final RotationSettings settings;
    private final Clock clock;

    RetirementGate(
            CredentialResolver credentials,
            GitHubClientFactory clients,
            GraphLoader graphs,
            AuditService audits,
            Rotator rotator,
            RotationStore store,
            RotationSettings settings,
            Clock clock) {
        this.credentials = credentials;
        this.clients = clients;
        this.graphs = graphs;
        this.audits = audits;
        this.rotator = rotator;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The same for another GitHub: {@code reader} reads there, rotations are recorded in {@code other}, and the graph is {@code
     * graph}.
     */
    public RetirementGate with(
            GitHubClientFactory gitHub, Credential reader, RotationStore other, DependencyGraph graph) {
        return new RetirementGate(
                credentials.withReader(reader),
                gitHub,
                graphs.withGraph(graph),
                audits,
                rotator,
                other,
                settings,
                clock);
    }

    /**
     * The order to judge.
     *
     * @param secret the secret whose old token it is
     * @param graph where the graph is
     * @param environment where a credential may be
     * @param budget how long limits are waited for
     * @param isUnknownMeant whether a person vouches that a token that no rotation from here handed out is the old one
     */
    public record RetirementOrder(
            SecretName secret,
            Supplier<GraphSource> graph,
            Function<String, Optional<String>> environment,
            TimeBudget budget,
            boolean isUnknownMeant) {}

    /**
     * A token that passed the gate. Only the gate can make one, so a token that has not passed it, the current one among
     * them, cannot be revoked.
     */
    public static final class RetirableToken {

        private final SecretValue value;
        private final Fingerprint fingerprint;
        private final RetirementOrder order;

        private RetirableToken(SecretValue value, RetirementOrder order) {
            this.value = value;
            this.fingerprint = Fingerprint.of(value);
            this.order = order;
        }

        /** The token as a credential that names itself in messages. */
        TokenCredential credential() {
            return new TokenCredential(value, "the old token");
        }

        /** The order that it was judged for. */
        RetirementOrder order() {
            return order;
        }

        @Override
        public String toString() {
            return "RetirableToken[" + fingerprint + "]";
        }
    }

    /** The rotations of one secret in the store. */
    private record RotationsSeen(
            List<RotationHeader> ofSecret, boolean isAll, Optional<RotationHeader> current, List<LedgerEntry> ledger) {

        /** The token that rotations handed out before the current one. */
        Optional<RotationHeader> previous() {
            return current.flatMap(last -> ofSecret.stream()
                    .filter(head -> !head.fingerprint().equals(last.fingerprint()))
                    .filter(head -> head.state() != RotationState.REFUSED)
                    .max(RotationHeader.BY_END));
        }

        Optional<RotationHeader> of(Fingerprint token) {
            return ofSecret.stream()
                    .filter(head -> head.fingerprint().equals(token))
                    .findFirst();
        }

        /** Whether a rotation wrote {@code token}, or began to. */
        boolean isHandedOut(Fingerprint token) {
            return ofSecret.stream()
                            .filter(head -> head.state() != RotationState.REFUSED)
                            .anyMatch(head -> head.fingerprint().equals(token))
                    || ledger.stream().anyMatch(entry -> entry.fingerprint().equals(token));
        }
    }

    /** GitHub's answer about the old token. */
    private record OldTokenAnswer(GateResult result, Optional<String> login, TokenExpiry expiry, boolean isRejected) {

        private static OldTokenAnswer without(GateResult result) {
            return new OldTokenAnswer(result, Optional.empty(), new TokenExpiry.Unknown(), false);
        }
    }

    /**
     * Judges {@code given}.
     *
     * @throws IllegalArgumentException when there is no credential or no graph, or a setting is wrong
     * @throws GitHubException when the credential is rejected, or a limit leaves the answer open
     * @throws RotationStore.StoreUnavailableException when the store cannot be read
     */
    public RetirementReport judge(RetirementOrder order, ReceivedToken given) {
        var reader = credentials.reader(order.environment());
        var seen = rotations(order.secret());
        var old = Fingerprint.of(given.value());
        var outcomes = new ArrayList<GateOutcome>();
        outcomes.add(new GateOutcome(GatePart.ROTATION, rotation(order.secret(), seen)));
        refusal(order.secret(), given, seen, reader.token())
                .ifPresent(result -> outcomes.add(new GateOutcome(GatePart.OLD_TOKEN, result)));
        if (seen.current().isEmpty() || isRefused(outcomes)) {
            return report(
                    order,
                    seen,
                    outcomes,
                    OldTokenAnswer.without(new GateResult.Informed("it was not asked about")),
                    given,
                    List.of());
        }
        List<GitHubClient> opened = new ArrayList<>();
        var grants = grants(given, reader, order, opened);
        var asked = ask(given, seen, order, opened);
        outcomes.add(new GateOutcome(GatePart.OLD_TOKEN, asked.result()));
        if (!asked.isRejected()) {
            grants.filter(list -> asked.login().isPresent())
                    .map(list -> lastUse(list, asked, seen.current().orElseThrow()))
                    .ifPresent(result -> outcomes.add(new GateOutcome(GatePart.OLD_TOKEN, result)));
            outcomes.add(new GateOutcome(GatePart.CREDENTIAL, credential(reader, old)));
            outcomes.addAll(ofRepositories(order, reader, seen, old, opened));
        }
        return report(order, seen, outcomes, asked, given, opened);
    }

    /**
     * Asks GitHub, with one request, whether it rejects {@code old}; nothing else is looked at.
     *
     * @throws GitHubException when GitHub says nothing usable
     */
    boolean isRejected(ReceivedToken old, TimeBudget budget) {
        try {
            clients.connect(credential(old), budget).account();
            return false;
        } catch (GitHubException.CredentialRejectedException rejected) {
            return true;
        }
    }

    private static TokenCredential credential(ReceivedToken old) {
        return new TokenCredential(old.value(), "the old token");
    }

    /**
     * Judges by the store alone the token before the current one; GitHub and the vault are not asked, so it never says that the
     * token can be revoked.
     *
     * @throws RotationStore.StoreUnavailableException when the store cannot be read
     */
    public RetirementReport known(SecretName secret) {
        var seen = rotations(secret);
        List<GateOutcome> outcomes = new ArrayList<>();
        outcomes.add(new GateOutcome(GatePart.ROTATION, rotation(secret, seen)));
        if (seen.current().isPresent()) {
            outcomes.add(new GateOutcome(
                    GatePart.OLD_TOKEN,
                    seen.previous().isEmpty()
                            ? new GateResult.Informed("no earlier rotation is recorded")
                            : new GateResult.Undecided("GitHub was not asked: ccat pat retire asks")));
        }
        return new RetirementReport(
                secret,
                seen.current().map(RotationHeader::fingerprint),
                seen.previous().map(RotationHeader::fingerprint),
                Optional.empty(),
                seen.previous().map(RotationHeader::tokenExpiry).orElse(new TokenExpiry.Unknown()),
                RetirementStatus.known(outcomes, seen.previous().isPresent()),
                outcomes,
                Optional.empty(),
                0);
    }

    /**
     * The rotation that handed out the token before the current one.
     *
     * @throws RotationStore.StoreUnavailableException when the store cannot be read
     */
    Optional<RotationHeader> previous(SecretName secret) {
        return rotations(secret).previous();
    }

    private static boolean isRefused(List<GateOutcome> outcomes) {
        return outcomes.stream().map(GateOutcome::result).anyMatch(GateResult.NotRetirable.class::isInstance);
    }

    private static RetirementReport report(
            RetirementOrder order,
            RotationsSeen seen,
            List<GateOutcome> outcomes,
            OldTokenAnswer asked,
            ReceivedToken given,
            List<GitHubClient> opened) {
        var verdict = RetirementStatus.of(outcomes, asked.isRejected());
        return new RetirementReport(
                order.secret(),
                seen.current().map(RotationHeader::fingerprint),
                Optional.of(Fingerprint.of(given.value())),
                asked.login(),
                asked.expiry(),
                verdict,
                outcomes,
                verdict == RetirementStatus.SAFE
                        ? Optional.of(new RetirableToken(given.value(), order))
                        : Optional.empty(),
                opened.stream().mapToLong(GitHubClient::calls).sum());
    }

    private RotationsSeen rotations(SecretName secret) {
        var heads = store.newest(RotationStore.SEARCH_LIMIT);
        return new RotationsSeen(
                heads.stream().filter(head -> head.secret().equals(secret)).toList(),
                heads.size() < RotationStore.SEARCH_LIMIT,
                store.lastFinished(secret),
                store.ledger(secret));
    }

    private GateResult rotation(SecretName secret, RotationsSeen seen) {
        if (seen.current().isEmpty()) {
            return seen.isAll()
                    ? new GateResult.NotRetirable(
                            "no rotation of " + secret + " from here is complete, so there is no old token")
                    : new GateResult.Undecided("none of the last " + RotationStore.SEARCH_LIMIT
                            + " rotations is a complete one of " + secret);
        }
        var last = seen.current().get();
        var unfinished = seen.ofSecret().stream()
                .filter(head -> isUnfinished(head.state()))
                .map(head -> new RetirementObstacle(
                        "rotation " + head.id() + " is " + head.state().name().toLowerCase(Locale.ROOT)
                                + head.reason().map(why -> ": " + why).orElse(""),
                        Optional.empty(),
                        Optional.empty()));
        var unseen = store.find(last.id()).stream()
                .flatMap(rotation -> rotation.outcomes().entrySet().stream())
                .filter(outcome -> mayStillCome(outcome.getValue()))
                .map(outcome -> new RetirementObstacle(
                        "GitHub does not show the write yet", Optional.of(outcome.getKey()), Optional.empty()));
        var obstacles = Stream.concat(unfinished, unseen).toList();
        return obstacles.isEmpty()
                ? new GateResult.Satisfied("rotation " + last.id() + " is complete"
                        + last.finishedAt()
                                .map(at -> " since " + Timestamps.print(at))
                                .orElse(""))
                : new GateResult.Obstructed(obstacles);
    }

    private static boolean isUnfinished(RotationState state) {
        return switch (state) {
            case RUNNING, WAITING, STOPPED -> true;
            case COMPLETE, REFUSED, SUPERSEDED -> false;
        };
    }

    private boolean mayStillCome(Outcome outcome) {
        return outcome instanceof Outcome.Updated updated
                && !updated.verified()
                && clock.instant().isBefore(updated.at().plus(settings.settle()));
    }

    /** Why {@code given} must not be retired, or could not be compared; before anything is sent. */
    private Optional<GateResult> refusal(
            SecretName secret, ReceivedToken given, RotationsSeen seen, CurrentToken vault) {
        var fingerprint = Fingerprint.of(given.value());
        var unusable = FormatCheck.check(given.value()).results().stream()
                .flatMap(result -> result instanceof CheckResult.Refuse(var reason, var forANewOne)
                        ? Stream.of("this is no whole token (" + reason + "); give the old one")
                        : Stream.empty())
                .findFirst();
        if (unusable.isPresent()) {
            return unusable.map(GateResult.NotRetirable::new);
        }
        boolean isCurrent = seen.current()
                        .map(RotationHeader::fingerprint)
                        .filter(fingerprint::equals)
                        .isPresent()
                || seen.ledger().stream()
                        .max(LedgerEntry.BY_TIME)
                        .map(LedgerEntry::fingerprint)
                        .filter(fingerprint::equals)
                        .isPresent();
        if (isCurrent) {
            return Optional.of(new GateResult.NotRetirable("the given token is the current one of " + secret));
        }
        return usedElsewhere(secret, fingerprint)
                .or(() -> vault instanceof CurrentToken.Received known
                                && Fingerprint.of(known.token().value()).equals(fingerprint)
                        ? Optional.of("the given token is the current one of " + place(known))
                        : Optional.empty())
                .<GateResult>map(GateResult.NotRetirable::new)
                .or(() -> otherUse(fingerprint))
                .or(() -> vault instanceof CurrentToken.TokenUnreadable(var why)
                        ? Optional.of(
                                new GateResult.Undecided("the current token could not be compared with it: " + why))
                        : Optional.empty());
    }

    private static String place(CurrentToken.Received vault) {
        return vault.token().versionId().isPresent()
                ? "Secrets Manager"
                : vault.token().origin();
    }

    /**
     * Why {@code token} must not be revoked although it passed the gate: it has become the current one, or a rotation that may hand
     * it out has begun. The store and the places of the current token and the credential are read anew; GitHub is not asked.
     */
    Optional<String> whyNotRetirable(RetirableToken token) {
        credentials.forgetOutputs();
        var order = token.order();
        var given = new ReceivedToken(token.credential().value(), "the old token", Optional.empty());
        var seen = rotations(order.secret());
        return Optional.of(rotation(order.secret(), seen))
                .filter(result -> !(result instanceof GateResult.Satisfied))
                .or(() -> refusal(
                        order.secret(),
                        given,
                        seen,
                        credentials.reader(order.environment()).token()))
                .map(result -> switch (result) {
                    case GateResult.NotRetirable(var reason) -> reason;
                    case GateResult.Undecided(var reason) -> reason;
                    case GateResult.Satisfied(var reason) -> reason;
                    case GateResult.Informed(var reason) -> reason;
                    case GateResult.Obstructed(var obstacles) ->
                        obstacles.stream().map(RetirementObstacle::line).collect(Collectors.joining("; "));
                });
    }

    private Optional<GateResult> otherUse(Fingerprint fingerprint) {
        try {
            return credentials
                    .otherUse(fingerprint)
                    .map(use -> new GateResult.NotRetirable("the given token is " + use));
        } catch (SecretUnavailableException unreadable) {
            return Optional.of(new GateResult.Undecided(unreadable.why()));
        }
    }

    /** Where another secret has the token, is getting it, or was last given it in some repository. */
    private Optional<String> usedElsewhere(SecretName secret, Fingerprint fingerprint) {
        var others = store.newest(RotationStore.SEARCH_LIMIT).stream()
                .filter(head -> !head.secret().equals(secret))
                .collect(Collectors.groupingBy(RotationHeader::secret, LinkedHashMap::new, Collectors.toList()));
        return others.entrySet().stream()
                .flatMap(other -> use(other.getKey(), other.getValue(), fingerprint).stream())
                .findFirst();
    }

    private Optional<String> use(SecretName other, List<RotationHeader> heads, Fingerprint fingerprint) {
        boolean isCurrent = store.lastFinished(other)
                .map(RotationHeader::fingerprint)
                .filter(fingerprint::equals)
                .isPresent();
        if (isCurrent) {
            return Optional.of("the given token is the current one of " + other);
        }
        return heads.stream()
                .filter(head -> head.fingerprint().equals(fingerprint) && isUnfinished(head.state()))
                .findFirst()
                .map(head -> "rotation " + head.id() + " hands the given token out as " + other + ", and is "
                        + head.state().name().toLowerCase(Locale.ROOT))
                .or(() -> store.ledger(other).stream()
                        .filter(entry -> entry.fingerprint().equals(fingerprint))
                        .findFirst()
                        .map(entry ->
                                "the given token was the last that " + entry.repository() + " was given as " + other));
    }

    /** Whether a token that no rotation handed out can be the one before: a new one ends after the current one. */
    private static boolean endsNoLater(TokenExpiry given, RotationsSeen seen) {
        var current = seen.current().flatMap(head -> head.tokenExpiry().end());
        return given.end()
                .filter(end -> current.filter(last -> !end.isAfter(last)).isPresent())
                .isPresent();
    }

    private OldTokenAnswer ask(
            ReceivedToken given, RotationsSeen seen, RetirementOrder order, List<GitHubClient> opened) {
        var asOld = counted(clients.connect(credential(given), order.budget()), opened);
        var fingerprint = Fingerprint.of(given.value());
        boolean isHandedOut = seen.isHandedOut(fingerprint) || credentials.isPrevious(fingerprint);
        boolean isKnown = isHandedOut || order.isUnknownMeant();
        try {
            String login = asOld.account().login();
            var expiry = asOld.tokenMetadata().expiry();
            if (!isKnown && !endsNoLater(expiry, seen)) {
                return new OldTokenAnswer(
                        new GateResult.Undecided(
                                "GitHub accepts it and it belongs to " + login
                                        + ", but no rotation from here handed it out, and it does not end before the current token:"
                                        + " it may be a new token, or another than was meant; give the old one, or if you know that this is it, add --unknown-token"),
                        Optional.of(login),
                        expiry,
                        false);
            }
            return new OldTokenAnswer(
                    new GateResult.Satisfied("it is not the current token, belongs to " + login
                            + ", and GitHub accepts it"
                            + expiry.end()
                                    .map(end -> " until " + Timestamps.print(end))
                                    .orElse("")
                            + (isHandedOut ? "" : "; no rotation from here handed it out")),
                    Optional.of(login),
                    expiry,
                    false);
        } catch (GitHubException.CredentialRejectedException rejected) {
            return isKnown
                    ? new OldTokenAnswer(
                            new GateResult.Satisfied("GitHub rejects it: it was revoked, or has expired"),
                            Optional.empty(),
                            new TokenExpiry.Unknown(),
                            true)
                    : OldTokenAnswer.without(new GateResult.Undecided(
                            "GitHub rejects it, and no rotation from here handed it out: it was revoked, has expired, or"
                                    + " is another token than was meant; if you know that it is the old one, add"
                                    + " --unknown-token"));
        } catch (GitHubException unknown) {
            return OldTokenAnswer.without(
                    new GateResult.Undecided("GitHub did not say whether it accepts the old token: " + unknown.why()));
        }
    }

    private static GitHubClient counted(GitHubClient client, List<GitHubClient> opened) {
        opened.add(client);
        return client;
    }

    /** The grants of organisations, read before this token is asked about, which they count as a use of it; for Apps alone. */
    private Optional<GrantList> grants(
            ReceivedToken given, ReadingCredential reader, RetirementOrder order, List<GitHubClient> opened) {
        return reader.credential() instanceof AppCredential app
                        && FormatCheck.check(given.value()).kind() == TokenKind.FINE_GRAINED
                ? Optional.of(listed(app, order, opened))
                : Optional.empty();
    }

    private GrantList listed(AppCredential app, RetirementOrder order, List<GitHubClient> opened) {
        String organization = app.app().organization();
        var gitHub = counted(clients.connect(app.within(AppScope.toReadGrants()), order.budget()), opened);
        try {
            return new GrantReader(gitHub, clients.apiUrl().webPages()).list(organization);
        } catch (GitHubException unknown) {
            return new GrantList(organization, List.of(), Optional.of(unknown.why()));
        }
    }

    /** For information: audits ask GitHub as the old token too, so a late use need not be one of others. */
    private static GateResult lastUse(GrantList grants, OldTokenAnswer asked, RotationHeader current) {
        if (grants.whyHidden().isPresent()) {
            return new GateResult.Informed("GitHub does not say when it was last used: "
                    + grants.whyHidden().get());
        }
        var own = grants.of(asked.login(), asked.expiry());
        if (own.size() != 1) {
            return new GateResult.Informed(grants.organization() + " shows "
                    + (own.isEmpty() ? "no grant that may be its" : "several grants that may be its")
                    + ", so it is not known when it was last used");
        }
        return new GateResult.Informed(own.getFirst()
                .lastUsed()
                .map(at -> "it was last used " + Timestamps.print(at)
                        + (current.finishedAt().filter(at::isAfter).isPresent()
                                ? ", after the rotation was complete; audits of ccat-pat count too"
                                : ", before the rotation was complete"))
                .orElse("GitHub does not say when it was last used"));
    }

    private static GateResult credential(ReadingCredential reader, Fingerprint old) {
        String source = reader.credential().source();
        return reader.credential()
                        .token()
                        .map(Fingerprint::of)
                        .filter(old::equals)
                        .isPresent()
                ? new GateResult.Obstructed(List.of(new RetirementObstacle(
                        source + ", which reads, is the old token itself: set it to another credential",
                        Optional.empty(),
                        Optional.empty())))
                : new GateResult.Satisfied(source + ", which reads, is another");
    }

    private List<GateOutcome> ofRepositories(
            RetirementOrder order,
            ReadingCredential reader,
            RotationsSeen seen,
            Fingerprint old,
            List<GitHubClient> opened) {
        var source = order.graph().get();
        var graph = graphs.load(
                        source,
                        () -> counted(clients.connect(source.readWith(reader.credential()), order.budget()), opened))
                .repositories();
        var gitHub = counted(
                clients.connect(
                        reader.credential().within(AppScope.toRetire(reached(graph, seen.ledger(), old))),
                        order.budget()),
                opened);
        String webPages = clients.apiUrl().webPages();
        var current = seen.current().orElseThrow();
        var repositories = new RepositoryCheck(
                rotator, gitHub, order.secret(), current.fingerprint(), seen.ledger(), webPages, this::accepted);
        var outcomes = new ArrayList<>(repositories.look(graph, old));
        Map<RepositoryName, Instant> written = new LinkedHashMap<>();
        repositories
                .written(graph)
                .forEach(entry -> written.put(entry.repository(), RepositoryCheck.writtenAt(entry, settings.settle())));
        outcomes.addAll(new OtherSecretsCheck(gitHub, order.secret(), webPages, this::accepted)
                .look(List.copyOf(written.keySet()), began(current, seen.of(old), written)));
        outcomes.addAll(new WorkflowRunCheck(gitHub, webPages, now(gitHub)).look(written));
        return outcomes;
    }

    /** The graph, and what left it with the old token. */
    private static List<RepositoryName> reached(List<RepositoryName> graph, List<LedgerEntry> ledger, Fingerprint old) {
        return Stream.concat(
                        graph.stream(),
                        RepositoryCheck.unlisted(ledger, graph, old).stream().map(LedgerEntry::repository))
                .toList();
    }

    private Instant now(GitHubClient gitHub) {
        return gitHub.gitHubClock().at(clock.instant());
    }

    /**
     * When the rotation began, by GitHub's clock; a token that was put back has an older rotation, so then when each
     * repository was written.
     */
    private Function<RepositoryName, Instant> began(
            RotationHeader current, Optional<RotationHeader> old, Map<RepositoryName, Instant> written) {
        boolean wasPutBack = old.filter(head -> RotationHeader.BY_START.compare(head, current) > 0)
                .isPresent();
        var start =
                store.find(current.id()).flatMap(Rotation::startedByGitHubClock).orElse(current.startedAt());
        return repository -> wasPutBack ? written.getOrDefault(repository, start) : start;
    }

    private Optional<Waiver> accepted(RepositoryName repository) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Optional.ofNullable(audits.accepted().get(repository)).filter(waiver -> waiver.holdsOn(today));
    }
}
