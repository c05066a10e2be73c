package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.Connectors;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubConnector;
import io.github.ccatobs.pat.github.TestSettings;
import io.github.ccatobs.pat.github.TimeBudget;
import io.github.ccatobs.pat.sandbox.MovableClock;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A GitHub with a few repositories that hold an old token, and time that passes only when somebody waits. */
final class Town implements AutoCloseable {

    static final SecretName SECRET = new SecretName("GH_PAT");
    static final String OLD = "the-old-token";
    static final String NEW = "the-new-token";
    static final String WRITER = "the-writer";
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final MovableClock time = new MovableClock(START);
    final Clock clock = time.withZone(ZoneOffset.UTC);
    final SandboxGitHub gitHub = SandboxGitHub.start(clock);
    final Map<RepositoryName, SandboxRepository> repositories = new LinkedHashMap<>();
    RotationStore store = new InMemoryRotationStore();
    private final SplittableRandom random = new SplittableRandom(7);
    private TestSettings settings = TestSettings.defaults();
    private Duration budget = Duration.ofMinutes(15);

    static Town of(int size) {
        var town = new Town();
        IntStream.rangeClosed(1, size)
                .mapToObj("acme/r%03d"::formatted)
                .forEach(name -> town.repositories.put(
                        RepositoryName.parse(name),
                        town.gitHub.hasRepository(name).withSecret("GH_PAT", OLD, START.minus(Duration.ofDays(100)))));
        town.gitHub.hasToken(NEW).of("bot").withScopes("repo", "workflow");
        town.gitHub.hasToken(WRITER).of("writer").withScopes("repo", "workflow");
        town.gitHub.hasToken(OLD).of("bot").withScopes("repo", "workflow");
        return town;
    }

    Town oneAtATime() {
        settings = settings.withInFlight(1, 1);
        return this;
    }

    Town withoutABoundOnWrites() {
        settings = settings.withInFlight(settings.inFlight(), Integer.MAX_VALUE);
        return this;
    }

    Town waitingAtMost(Duration most) {
        budget = most;
        return this;
    }

    /** The rotation, with what was said of those that the ledger calls done. */
    List<String> rotateAndHear() {
        List<String> heard = new ArrayList<>();
        var connector = connector();
        rotator(connector)
                .rotate(
                        request(),
                        store,
                        Writers.tokenItself(open(connector, request().token())),
                        new Brake(),
                        new RotationListener() {
                            @Override
                            public void checked(HoldingReport holding) {
                                heard.addAll(holding.lines());
                            }
                        });
        return heard;
    }

    RotationReport rotate() {
        return rotate(request());
    }

    RotationReport rotate(RotationRequest request) {
        return rotate(request, new Brake());
    }

    RotationReport rotate(RotationRequest request, Brake brake) {
        var connector = connector();
        var token = open(connector, request.token());
        return rotator(connector).rotate(request, store, Writers.tokenItself(token), brake, RotationListener.silent());
    }

    RotationReport rotateWithWriter(RotationRequest request) {
        var connector = connector();
        var writers = Writers.configured(open(connector, SecretValue.of(WRITER)), open(connector, request.token()));
        return rotator(connector).rotate(request, store, writers, new Brake(), RotationListener.silent());
    }

    RotationRequest request() {
        return request(NEW);
    }

    RotationRequest request(String token) {
        return request(token, names(), false, false);
    }

    RotationRequest ofTheFirst(int count) {
        return request(NEW, names().subList(0, count), false, false);
    }

    RotationRequest continuing() {
        return request(NEW, names(), true, false);
    }

    RotationRequest rewriting() {
        return request(NEW, names(), false, true);
    }

    private static RotationRequest request(
            String token, List<RepositoryName> names, boolean continueOnError, boolean all) {
        return new RotationRequest(
                SECRET, SecretValue.of(token), Optional.empty(), names, "a test", continueOnError, all, false);
    }

    /** Only the {@code number}th, as somebody asks who knows that there are more. */
    RotationRequest only(int number) {
        return new RotationRequest(
                SECRET, SecretValue.of(NEW), Optional.empty(), List.of(name(number)), "a test", false, false, true);
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

    private GitHubConnector connector() {
        return Connectors.connector(settings, clock, time::sleep);
    }

    private Rotator rotator(GitHubConnector connector) {
        return new Rotator(new QuickSettings(), settings, connector, clock, time::sleep, random);
    }

    private GitHub open(GitHubConnector connector, SecretValue token) {
        return connector.connect(
                new Credential(token, "the token"),
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
