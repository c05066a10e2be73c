package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.AuditRequest.AuditScope;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.KnownRetirable;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.OldTokenState;
import io.github.ccatobs.pat.audit.OldTokenFollowUp.OldTokenStatus;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenMetadata;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.graph.GraphLoader;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.GraphSource;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.CredentialResolver.MissingCredentialException;
import io.github.ccatobs.pat.token.TokenLifetime;
import io.github.ccatobs.pat.token.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Audits, the same way for a command, the schedule, a call and a function: reads the graph and its repositories, judges
 * what it saw, keeps the result and tells people what changed.
 */
@ApplicationScoped
public class AuditService {

    private static final Logger LOG = Logger.getLogger(AuditService.class);

    /** Long enough that a notification that failed on one night is sent on a later one. */
    private static final Duration REVOKED_IS_SHOWN = Duration.ofDays(7);

    /** Of an accepted exception: it stands in each report and message. */
    private static final int LONGEST_REASON = 500;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final AuditSettings settings;
    private final ActionsSecretSettings secretSettings;
    private final GraphSettings graphSettings;
    private final GraphLoader graphs;
    private final GitHubClientFactory clients;
    private final CredentialResolver credentials;
    private final BaselineSource baselines;
    private final AuditHistory history;
    private final AuditNotifier notifier;
    private final InMemoryStoreFallback fallback;
    private final TokenLifetime lifetime;
    private final OldTokenFollowUp oldToken;
    private final Clock clock;
    private final Auditor auditor;
    private final TokenInspector inspector;
    private final ShadowScanner scanner;

    AuditService(
            AuditSettings settings,
            ActionsSecretSettings secretSettings,
            GraphSettings graphSettings,
            GraphLoader graphs,
            GitHubClientFactory clients,
            CredentialResolver credentials,
            BaselineSource baselines,
            AuditHistory history,
            AuditNotifier notifier,
            InMemoryStoreFallback fallback,
            TokenLifetime lifetime,
            OldTokenFollowUp oldToken,
            TokenSettings tokenSettings,
            Clock clock) {
        this.settings = settings;
        this.secretSettings = secretSettings;
        this.graphSettings = graphSettings;
        this.graphs = graphs;
        this.clients = clients;
        this.credentials = credentials;
        this.baselines = baselines;
        this.history = history;
        this.notifier = notifier;
        this.fallback = fallback;
        this.lifetime = lifetime;
        this.oldToken = oldToken;
        this.clock = clock;
        this.auditor = new Auditor(clock);
        this.inspector = new TokenInspector(clients, baselines, tokenSettings);
        this.scanner = new ShadowScanner(graphSettings);
    }

    /** One pass over the repositories, the whole graph that lists them, and the requests that the pass took. */
    private record AuditPass(Audit audit, DependencyGraph graph, long calls, TokenMetadata credential) {}

    /** A pass as the rules judge it, beside what was open before it. */
    private record JudgedPass(
            Audit audit,
            FindingRules.Judged judged,
            List<OpenFinding> before,
            List<String> notes,
            List<String> knownNotes,
            long calls) {

        /** What the last audit said of the old token, if that was that it can be revoked. */
        Optional<KnownRetirable> retirable() {
            return before.stream()
                    .filter(finding -> finding.kind() == FindingKind.RETIRABLE)
                    .map(finding -> new KnownRetirable(finding.since(), finding.isRevocationRefused()))
                    .findFirst();
        }
    }

    /** The secret that an unattended audit looks for. */
    public SecretName secret() {
        return new SecretName(secretSettings.secret());
    }

    /** How far the settings let an audit look around. */
    public AuditScope scope() {
        return new AuditScope(settings.shadows(), settings.sweep());
    }

    /**
     * Audits the whole graph as the settings say, with the credential of this process, unattended.
     *
     * @param longest no wait for a limit goes beyond it; a repository that could not be read in time is unreadable
     * @return the record that was kept
     * @throws RuntimeException as {@link #run(AuditRequest, AuditProgress, Consumer)} says
     */
    public AuditRecord run(Duration longest) {
        var request = new AuditRequest(
                notifyIfInvalid(this::secret),
                () -> GraphSource.parse(graphSettings.graph()),
                DependencyGraph::repositories,
                true,
                scope(),
                false,
                TimeBudget.of(longest, clock),
                name -> Optional.ofNullable(System.getenv(name)));
        return run(request, AuditProgress.silent(), audit -> audit.newNotes().forEach(LOG::warn))
                .record();
    }

    /**
     * What {@code setting} gives, where an audit cannot begin without it.
     *
     * @throws RuntimeException that of {@code setting}, after people were told
     */
    public <T> T notifyIfInvalid(Supplier<T> setting) {
        try {
            return setting.get();
        } catch (RuntimeException failure) {
            notifier.failed(secretOrDefault(), failure);
            throw failure;
        }
    }

    /** The same as {@link #secret()}, or its default where the setting is wrong, so that this keeps no message back. */
    public SecretName secretOrDefault() {
        try {
            return secret();
        } catch (IllegalArgumentException wrong) {
            return new SecretName(ActionsSecretSettings.DEFAULT);
        }
    }

    /**
     * Audits as {@code request} says, hands the result to {@code display} and then announces changes. An audit of
     * some repositories is compared with what was open in those, and neither kept nor told.
     *
     * @throws SecretUnavailableException when there is no credential, for any reason, after people were told
     * @throws RuntimeException when no audit could be made or kept, after people were told; or when it is kept, but
     *     people could not be told what changed
     */
    public AuditResult run(AuditRequest request, AuditProgress progress, Consumer<AuditResult> display) {
        var result = make(request, progress);
        display.accept(result);
        if (request.isWhole()) {
            notifier.audited(result);
        }
        return result;
    }

    /**
     * Reads the repositories that {@code request} asks for, asks about the token and looks around; judges, keeps and tells
     * nothing.
     *
     * @throws IllegalArgumentException when there is no credential or no graph, or a setting or an option is wrong
     * @throws io.github.ccatobs.pat.github.GitHubException when the credential is rejected, or GitHub says nothing usable
     */
    public Audit observe(AuditRequest request, AuditProgress progress) {
        return pass(request, progress).audit();
    }

    private AuditResult make(AuditRequest request, AuditProgress progress) {
        if (request.isAttended()) {
            fallback.allowMemory(progress::noted);
        }
        try {
            var policy = policy();
            var pass = passWithCredential(request, progress);
            var judged = judge(pass, policy);
            if (!request.isWhole()) {
                return result(judged, OldTokenStatus.of(new OldTokenState.NotTold()));
            }
            lifetime.learn(graphSettings.organization(), pass.credential(), false, clock.instant());
            return kept(judged, pass.graph(), request);
        } catch (RuntimeException failure) {
            if (request.isWhole()) {
                notifier.failed(request.secret(), failure);
            }
            throw failure;
        }
    }

    /** Keeps it before the old token is looked at, which may take as long as the audit did: one that is killed there is kept. */
    private AuditResult kept(JudgedPass pass, DependencyGraph graph, AuditRequest request) {
        var before = result(pass, OldTokenStatus.of(new OldTokenState.NotTold()));
        history.keep(before.record());
        history.keep(AuditedRepositories.of(before, graph));
        var old = oldToken.follow(request, pass.retirable());
        var result = result(pass, old);
        boolean isOther = old.calls() > 0
                || !result.record().findings().equals(before.record().findings());
        if (isOther) {
            history.amend(result.record());
        }
        return isOther ? result : before;
    }

    /**
     * Reads the graph alone; a credential is looked for only when the graph is kept on GitHub.
     *
     * @throws IllegalArgumentException when there is no graph, it cannot be read, or the credential for it is missing
     */
    public DependencyGraph graph(
            GraphSource source, Function<String, Optional<String>> environment, TimeBudget budget) {
        return graphs.load(
                source, () -> clients.connect(source.readWith(credentials.readingCredential(environment)), budget));
    }

    /** An audit without a credential has failed; unlike another command's, that is not a mistake of its caller. */
    private AuditPass passWithCredential(AuditRequest request, AuditProgress progress) {
        try {
            return pass(request, progress);
        } catch (MissingCredentialException missing) {
            throw new SecretUnavailableException(String.valueOf(missing.getMessage()));
        }
    }

    private AuditPass pass(AuditRequest request, AuditProgress progress) {
        var source = request.graph().get();
        var reader = credentials.reader(request.environment());
        var loaders = new ArrayList<GitHubClient>();
        var graph = graphs.load(source, () -> {
            loaders.add(clients.connect(source.readWith(reader.credential()), request.budget()));
            return loaders.getLast();
        });
        var repositories = request.repositories().apply(graph);
        var scope = AppScope.toAudit(
                request.scope().sweep() ? List.of() : repositories,
                request.scope().shadows());
        var gitHub = clients.connect(reader.credential().within(scope), request.budget());
        graph.warnings().forEach(warning -> progress.warned(warning.toString()));
        graph.excluded().forEach(excluded -> progress.noted(excluded.toString()));
        var own = inspector.inspect(auditor.audit(repositories, request.secret(), gitHub, progress), reader);
        var audit = scanner.scan(own, graph.repositories(), request.scope(), gitHub, progress);
        return new AuditPass(
                audit,
                graph,
                gitHub.calls() + loaders.stream().mapToLong(GitHubClient::calls).sum(),
                gitHub.tokenMetadata());
    }

    /**
     * The policy of an unattended audit, by the settings.
     *
     * @throws IllegalArgumentException when a setting is wrong
     */
    public AuditPolicy policy() {
        if (settings.maxAge().isZero()) {
            throw new IllegalArgumentException(
                    "ccat.pat.audit.max-age is " + settings.maxAge() + ": expected more than nothing, e.g. P180D");
        }
        return new AuditPolicy(baselines.settle(), settings.maxAge(), accepted());
    }

    /**
     * The repositories that may be as they are, by the settings.
     *
     * @throws IllegalArgumentException when a setting is wrong
     */
    public Map<RepositoryName, Waiver> accepted() {
        var waivers = new HashMap<RepositoryName, Waiver>();
        settings.accept().forEach((label, accepted) -> {
            var repository = acceptedRepository(accepted.repository().orElse(label));
            if (waivers.put(repository, waiver(repository, accepted)) != null) {
                throw new IllegalArgumentException("two exceptions under ccat.pat.audit.accept are for " + repository
                        + ": expected one for each repository");
            }
        });
        return waivers;
    }

    private static Waiver waiver(RepositoryName repository, AuditSettings.WaiverSettings accepted) {
        String reason = accepted.reason();
        int length = reason.codePointCount(0, reason.length());
        if (length > LONGEST_REASON) {
            throw wrongWaiver(repository, "reason has " + length + " characters: expected at most " + LONGEST_REASON);
        }
        int year = accepted.until().getYear();
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw wrongWaiver(
                    repository,
                    "until is " + accepted.until() + ": expected a day of the years " + FIRST_YEAR + " to "
                            + LAST_YEAR);
        }
        return new Waiver(reason, accepted.until());
    }

    private static IllegalArgumentException wrongWaiver(RepositoryName repository, String problem) {
        return new IllegalArgumentException(
                "the exception for " + repository + " under ccat.pat.audit.accept: " + problem);
    }

    private RepositoryName acceptedRepository(String name) {
        try {
            return RepositoryName.parse(name, graphSettings.organization());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ccat.pat.audit.accept has an exception for " + QuotedText.of(name) + ": " + e.getMessage(), e);
        }
    }

    private JudgedPass judge(AuditPass pass, AuditPolicy policy) {
        var audit = new TokenAgeEstimator(history).estimate(pass.audit());
        boolean isOfAll = isOfAll(pass);
        var last = history.last(audit.secret());
        var judged = FindingRules.judge(audit, baselines.of(audit.secret()), policy, warnings(pass.graph()));
        var before = last.map(AuditRecord::findings).orElse(List.of()).stream()
                .filter(finding -> isOfAll || audit.isAbout(finding))
                .filter(finding -> !finding.isAccepted(judged.accepted().keySet()))
                .toList();
        var notes = Stream.concat(audit.notes().stream(), isOfAll ? judged.unused().stream() : Stream.empty())
                .toList();
        var knownNotes = last.filter(it -> isOfAll).map(AuditRecord::notes).orElse(List.of());
        return new JudgedPass(
                audit,
                judged,
                before,
                notes,
                knownNotes,
                pass.calls() + audit.token().calls());
    }

    private AuditResult result(JudgedPass pass, OldTokenStatus old) {
        var audit = pass.audit();
        var judged = pass.judged();
        var change = FindingDiff.follow(
                pass.before(), audit, withOldToken(judged.findings(), pass.before(), old.state(), audit.auditedAt()));
        var record = AuditRecord.of(
                audit,
                judged.accepted().size(),
                Duration.between(audit.auditedAt(), clock.instant()),
                pass.calls() + old.calls(),
                change.open(),
                pass.notes());
        return new AuditResult(
                audit,
                record,
                change,
                judged.accepted(),
                record.notes().stream()
                        .filter(note -> !pass.knownNotes().contains(note))
                        .toList());
    }

    /** Keeps the earlier state where this audit could not tell. */
    private static List<Finding> withOldToken(
            List<Finding> findings, List<OpenFinding> before, OldTokenState old, Instant now) {
        var known =
                before.stream().filter(finding -> finding.kind().isOfOldToken()).toList();
        Stream<Finding> today =
                switch (old) {
                    case OldTokenState.CanBeRevoked(var rotation, var refusal) ->
                        Stream.of(Finding.OldTokenFinding.retirable(rotation, refusal));
                    case OldTokenState.StillNeeded(var detail) -> Stream.of(Finding.OldTokenFinding.needed(detail));
                    case OldTokenState.Rejected(var isRevokedHere) -> rejected(known, isRevokedHere, now);
                    case OldTokenState.NothingToDo nothing -> Stream.empty();
                    case OldTokenState.NotTold notTold -> known.stream().map(AuditService::again);
                };
        return Stream.concat(findings.stream(), today).toList();
    }

    /** A finding for {@link #REVOKED_IS_SHOWN}, if an earlier audit followed the token or this one revoked it. */
    private static Stream<Finding> rejected(List<OpenFinding> known, boolean isRevokedHere, Instant now) {
        var said = known.stream()
                .filter(finding -> finding.kind() == FindingKind.OLD_TOKEN_REVOKED)
                .findFirst();
        if (said.isPresent()) {
            return said
                    .filter(finding -> finding.since().plus(REVOKED_IS_SHOWN).isAfter(now))
                    .map(AuditService::again)
                    .stream();
        }
        return isRevokedHere || !known.isEmpty()
                ? Stream.of(Finding.OldTokenFinding.revoked(isRevokedHere))
                : Stream.empty();
    }

    private static Finding again(OpenFinding known) {
        return new Finding.OldTokenFinding(known.kind(), known.detail(), known.isRevocationRefused());
    }

    /** Also when every repository was named one by one. */
    private static boolean isOfAll(AuditPass pass) {
        int listed = pass.audit().repositories().stream()
                .mapToInt(state -> 1 + state.alsoListedAs().size())
                .sum();
        return listed == pass.graph().repositories().size();
    }

    private static List<String> warnings(DependencyGraph graph) {
        return graph.warnings().stream()
                .map(Object::toString)
                .map(TokenRedactor::of)
                .toList();
    }

    /** Hears how far a pass is, from several threads. */
    @FunctionalInterface
    public interface AuditProgress {

        /** {@code done} of {@code all} repositories have been read or given up. */
        void reached(int done, int all);

        /** Something is odd in the graph, in a sentence. */
        default void warned(String warning) {}

        /** The graph leaves out a repository, in a sentence. */
        default void noted(String note) {}

        /** Hears nothing. */
        static AuditProgress silent() {
            return (done, all) -> {};
        }
    }
}
