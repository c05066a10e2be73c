package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.RequestListener;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.rotation.RotationRequest.RotationOptions;
import io.github.ccatobs.pat.rotation.Rotator.RotationRun;
import io.github.ccatobs.pat.sandbox.MutableInstantSource;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import io.github.ccatobs.pat.token.ReceivedToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A GitHub with a few repositories that hold an old token, and time that passes only while a thread sleeps. */
final class RotationFixture implements AutoCloseable {

    static final SecretName SECRET = new SecretName("GH_PAT");
    static final String OLD = "the-old-token";
    static final String NEW = "the-new-token";
    static final String WRITER = "the-writer";
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final MutableInstantSource time = new MutableInstantSource(START);
    final Clock clock = time.withZone(ZoneOffset.UTC);
    final SandboxGitHub gitHub = SandboxGitHub.start(clock);
    final Map<RepositoryName, SandboxRepository> repositories = new LinkedHashMap<>();
    RotationStore store = new InMemoryRotationStore();
    private final SplittableRandom random = new SplittableRandom(7);
    private TestSettings settings = TestSettings.defaults();
    private Duration budget = Duration.ofMinutes(15);
    private Duration answer = Duration.ZERO;

    static RotationFixture of(int size) {
        var fixture = new RotationFixture();
        IntStream.rangeClosed(1, size)
                .mapToObj("acme/r%03d"::formatted)
                .forEach(name -> fixture.repositories.put(
                        RepositoryName.parse(name),
                        fixture.gitHub
                                .hasRepository(name)
                                .withSecret("GH_PAT", OLD, START.minus(Duration.ofDays(100)))));
        fixture.gitHub.hasToken(NEW).of("bot").withScopes("repo", "workflow");
        fixture.gitHub.hasToken(WRITER).of("writer").withScopes("repo", "workflow");
        fixture.gitHub.hasToken(OLD).of("bot").withScopes("repo", "workflow");
        return fixture;
    }

    RotationFixture oneAtATime() {
        settings = settings.withInFlight(1, 1);
        return this;
    }

    RotationFixture withoutABoundOnWrites() {
        settings = settings.withInFlight(settings.inFlight(), Integer.MAX_VALUE);
        return this;
    }

    /** Each call of clients moves the clock by {@code duration}; for one call at a time, for those at once would add up. */
    RotationFixture answeringAfter(Duration duration) {
        answer = duration;
        return this;
    }

    /** A rotation, its plan after the look at the repositories, and how long the rest took. */
    record TimedRotation(RotationEstimate plan, RotationReport report, Duration took) {}

    /** Looks at every repository, plans the writes, and writes. */
    TimedRotation rotateWithAPlan() {
        var connector = connector();
        var clients = tokenItself(connector, request());
        var rotator = rotator();
        var looked = rotator.preflight(names(), names(), LedgerVerification.empty(), clients);
        var plan =
                RotationEstimate.ofTheWrites(names().size(), 0, clients.writer().forecast());
        var began = clock.instant();
        var report = rotator.rotate(
                new RotationRun(request(), clients, store, new StopSignal(), RotationListener.silent()),
                LedgerVerification.empty(),
                looked);
        return new TimedRotation(plan, report, Duration.between(began, clock.instant()));
    }

    RotationFixture waitingAtMost(Duration most) {
        budget = most;
        return this;
    }

    /** The rotation, with what was said of those that the ledger calls done. */
    List<String> rotateAndHear() {
        List<String> heard = new ArrayList<>();
        var connector = connector();
        var listener = new RotationListener() {
            @Override
            public void checked(LedgerVerification holding) {
                heard.addAll(holding.lines());
            }

            @Override
            public void warned(String warning) {
                heard.add("warning: " + warning);
            }
        };
        rotator()
                .rotate(new RotationRun(
                        request(), tokenItself(connector, request()), store, new StopSignal(), listener));
        return heard;
    }

    RotationReport rotate() {
        return rotate(request());
    }

    RotationReport rotate(RotationRequest request) {
        return rotate(request, new StopSignal());
    }

    RotationReport rotate(RotationRequest request, StopSignal stopSignal) {
        var connector = connector();
        return rotator()
                .rotate(new RotationRun(
                        request, tokenItself(connector, request), store, stopSignal, RotationListener.silent()));
    }

    RotationReport rotateWithWriter(RotationRequest request) {
        var connector = connector();
        var clients = RotationClients.configured(
                open(connector, SecretValue.of(WRITER)),
                open(connector, request.token().value()),
                true);
        return rotator().rotate(new RotationRun(request, clients, store, new StopSignal(), RotationListener.silent()));
    }

    private RotationClients tokenItself(GitHubClientFactory connector, RotationRequest request) {
        return RotationClients.tokenItself(open(connector, request.token().value()));
    }

    RotationRequest request() {
        return request(NEW);
    }

    RotationRequest request(String token) {
        return request(token, names(), RotationOptions.NONE);
    }

    RotationRequest ofTheFirst(int count) {
        return request(NEW, names().subList(0, count), RotationOptions.NONE);
    }

    RotationRequest continuing() {
        return request(NEW, names(), new RotationOptions(true, false, false));
    }

    RotationRequest rewriting() {
        return request(NEW, names(), new RotationOptions(false, true, false));
    }

    static RotationRequest request(String token, List<RepositoryName> names, RotationOptions options) {
        var received = new ReceivedToken(SecretValue.of(token), "a test", Optional.empty());
        return new RotationRequest(SECRET, received, names, "a test", options);
    }

    /** Only the {@code number}th, for a caller who knows that there are more. */
    RotationRequest only(int number) {
        return request(NEW, List.of(name(number)), new RotationOptions(false, false, true));
    }

    List<RepositoryName> names() {
        return List.copyOf(repositories.keySet());
    }

    RepositoryName name(int number) {
        return names().get(number - 1);
    }

    SandboxRepository repository(int number) {
        return Objects.requireNonNull(repositories.get(name(number)));
    }

    /** Sets our clock ahead, or back, while GitHub's goes on. */
    void setsOurClock(Duration ahead) {
        time.move(ahead);
        gitHub.runsAheadBy(ahead.negated());
    }

    /** When GitHub took our last write to each, as the ledger has it. */
    Map<RepositoryName, Instant> gitHubTimes() {
        Map<RepositoryName, Instant> times = new LinkedHashMap<>();
        store.ledger(SECRET)
                .forEach(entry -> times.put(entry.repository(), entry.gitHubAt().orElseThrow()));
        return times;
    }

    /** When GitHub says that each secret was written. */
    Map<RepositoryName, Instant> shownTimes() {
        Map<RepositoryName, Instant> times = new LinkedHashMap<>();
        repositories.forEach((name, repository) ->
                times.put(name, repository.history("GH_PAT").getLast().at().truncatedTo(ChronoUnit.SECONDS)));
        return times;
    }

    /** The repositories that hold {@code token} in truth. */
    List<RepositoryName> holding(String token) {
        return repositories.entrySet().stream()
                .filter(entry -> entry.getValue().secret("GH_PAT").equals(Optional.of(token)))
                .map(Map.Entry::getKey)
                .toList();
    }

    int writes() {
        return gitHub.count("PUT", ".*");
    }

    private GitHubClientFactory connector() {
        var connector = TestClientFactories.connector(settings, clock, time::sleep);
        connector.onCall(new RequestListener() {
            @Override
            public void answered(int status) {
                time.move(answer);
            }

            @Override
            public void unanswered() {
                time.move(answer);
            }
        });
        return connector;
    }

    private Rotator rotator() {
        return new Rotator(new QuickSettings(), settings, clock, time::sleep, random);
    }

    private GitHubClient open(GitHubClientFactory connector, SecretValue token) {
        return connector.connect(
                new TokenCredential(token, "the token"),
                TimeBudget.of(budget, clock),
                ApiUrl.parse(gitHub.url().toString()));
    }

    @Override
    public void close() {
        gitHub.close();
    }

    private record QuickSettings() implements RotationSettings {
        @Override
        public Duration slice() {
            return Duration.ofMinutes(10);
        }

        @Override
        public boolean force() {
            return false;
        }

        @Override
        public Duration settle() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration lease() {
            return Duration.ofMinutes(1);
        }
    }
}
