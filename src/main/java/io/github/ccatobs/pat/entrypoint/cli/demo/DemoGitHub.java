package io.github.ccatobs.pat.entrypoint.cli.demo;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.github.TokenCredential;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.sandbox.SandboxRepository;
import io.github.ccatobs.pat.sandbox.SandboxRun;
import io.github.ccatobs.pat.token.ReceivedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The GitHub that the demo talks to: six repositories, two without the secret and one out of sight. */
public final class DemoGitHub implements AutoCloseable {

    /** A credential of the sandbox alone; no GitHub has ever given it out. */
    public static final String CREDENTIAL = "demo-credential-of-the-sandbox";

    /**
     * The token that the demo hands out: the shape of a fine-grained one, of words that no GitHub would have thrown.
     */
    public static final String NEW_TOKEN =
            "github_pat_" + "Sandbox".repeat(3) + "1_" + "NoGitHubGaveThisOut".repeat(3) + "11";

    /** Another credential of the sandbox, which reads every repository and writes none. */
    static final String READER = "demo-reader-of-the-sandbox";

    /** The token that it replaces, of the same shape. */
    public static final String OLD_TOKEN =
            "github_pat_" + "Sandbox".repeat(3) + "0_" + "NoGitHubGaveThisOut".repeat(3) + "00";

    private static final Duration EXPIRY_OF_THE_OLD = Duration.ofDays(14).plusHours(1);
    private static final Duration EXPIRY = Duration.ofDays(53).plusHours(1);
    private static final Duration EXPIRY_OF_THE_NEW = Duration.ofDays(90).plusHours(1);
    private static final Duration EXPIRY_OF_THE_READER = Duration.ofDays(199).plusHours(1);
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final int REFUSED = 4;
    private static final int RUN_REPOSITORY_INDEX = 1;
    private static final Duration AGE_OF_THE_RUN = Duration.ofHours(1);
    private static final Duration AGE = Duration.ofDays(275);

    private final SandboxGitHub sandbox;
    private final List<SandboxRepository> sandboxRepositories = new ArrayList<>();
    private Optional<SandboxRun> queued = Optional.empty();

    private DemoGitHub(SandboxGitHub sandbox) {
        this.sandbox = sandbox;
    }

    /** Starts the sandbox with the graph's repositories as the story needs them. */
    static DemoGitHub forScript(DependencyGraph graph, SecretName secret, InstantSource clock) {
        var gitHub = new DemoGitHub(SandboxGitHub.start(clock));
        var rotated = clock.instant().minus(AGE).truncatedTo(ChronoUnit.SECONDS);
        graph.repositories().forEach(name -> gitHub.populate(name.toString(), secret, rotated));
        gitHub.addTokens(clock);
        return gitHub;
    }

    /** Starts the sandbox with every repository of the graph in order. */
    static DemoGitHub allPresent(DependencyGraph graph, SecretName secret, InstantSource clock) {
        var gitHub = new DemoGitHub(SandboxGitHub.start(clock));
        var rotated = clock.instant().minus(AGE).truncatedTo(ChronoUnit.SECONDS);
        graph.repositories()
                .forEach(name -> gitHub.add(name.toString()).withSecret(secret.toString(), OLD_TOKEN, rotated));
        gitHub.addTokens(clock);
        return gitHub;
    }

    /** Keeps the graph where a team keeps it: in the orchestrator's repository. */
    void keepsTheGraph(String file) {
        sandboxRepositories.getFirst().withFile("ci/dependency-graph.yml", file);
    }

    /** Takes {@code latency} for each answer. */
    void takes(Duration latency) {
        sandbox.takes(latency);
    }

    /** Answers every request, however many there are. */
    void removeLimits() {
        sandbox.limitedTo(RateLimits.none());
    }

    /** Lets GitHub's clock run ahead of this machine's, or behind with a negative duration. */
    void runsAheadBy(Duration ahead) {
        sandbox.runsAheadBy(ahead);
    }

    ApiUrl url() {
        return ApiUrl.parse(sandbox.url().toString());
    }

    Credential credential() {
        return new TokenCredential(SecretValue.of(CREDENTIAL), "the demo's credential");
    }

    /** The credential that reads every repository. */
    Credential reader() {
        return new TokenCredential(SecretValue.of(READER), "the demo's reader");
    }

    /** The token that every repository held before. */
    ReceivedToken oldToken() {
        return new ReceivedToken(SecretValue.of(OLD_TOKEN), "the demo", Optional.empty());
    }

    /** The new token, which sees every repository. */
    SecretValue newToken() {
        return SecretValue.of(NEW_TOKEN);
    }

    /** Refuses the write of the fourth repository once, while the others take their time. */
    void refuseFourthRepository(DependencyGraph graph) {
        RepositoryName fourth = graph.repositories().get(REFUSED - 1);
        sandbox.onRequest("PUT", "/repos/" + fourth + "/.*")
                .nth(1)
                .answers(403, "{\"message\":\"Must have admin rights to Repository.\"}");
        sandbox.onRequest("PUT", ".*").takes(SLOW);
    }

    /** Lets every write pass again. */
    void clearFaults() {
        sandbox.clearFaults();
    }

    /** Has a workflow run in a repository's queue since an hour ago; gives the path at which it is cancelled. */
    String queuesARun(InstantSource clock) {
        var repository = sandboxRepositories.get(Math.min(RUN_REPOSITORY_INDEX, sandboxRepositories.size() - 1));
        var run = repository.hasRun("queued", clock.instant().minus(AGE_OF_THE_RUN));
        queued = Optional.of(run);
        return "/repos/" + repository.fullName() + "/actions/runs/" + run.id() + "/cancel";
    }

    /** Lets that run end. */
    void endsTheRun() {
        queued.ifPresent(SandboxRun::ends);
    }

    /** How many repositories hold the new token in truth: the sandbox opens the boxes it was sent. */
    long holdingTheNew(SecretName secret) {
        return sandboxRepositories.stream()
                .filter(repository -> repository.secret(secret.toString()).equals(Optional.of(NEW_TOKEN)))
                .count();
    }

    /** How many requests there were, and how many of them met a rate limit. */
    String tally() {
        return "The sandbox answered " + sandbox.requests().size() + " requests, " + sandbox.limitAnswers()
                + " of them with a rate limit.";
    }

    private void populate(String name, SecretName secret, Instant rotated) {
        var repository = add(name);
        switch (name) {
            case "ccatobs/ops-db-api", "ccatobs/data-transfer" -> repository.withoutSecret();
            case "ccatobs/data-center-documentation" ->
                repository.withSecret(secret.toString(), OLD_TOKEN, rotated).hiddenFrom(CREDENTIAL);
            default -> repository.withSecret(secret.toString(), OLD_TOKEN, rotated);
        }
    }

    private void addTokens(InstantSource clock) {
        sandbox.hasToken(CREDENTIAL)
                .of("ccat-bot")
                .withScopes("repo", "workflow")
                .expiringAt(clock.instant().plus(EXPIRY));
        sandbox.hasToken(READER)
                .of("ccat-reader")
                .fineGrained(
                        "secrets=read",
                        "actions=read",
                        "contents=read",
                        "environments=read",
                        "dependabot_secrets=read",
                        "organization_dependabot_secrets=read",
                        "organization_codespaces_secrets=read")
                .expiringAt(clock.instant().plus(EXPIRY_OF_THE_READER));
        sandbox.hasToken(OLD_TOKEN)
                .of("ccat-bot")
                .fineGrained("secrets=write", "actions=read", "contents=read")
                .expiringAt(clock.instant().plus(EXPIRY_OF_THE_OLD));
        sandbox.hasToken(NEW_TOKEN)
                .of("ccat-bot")
                .fineGrained("secrets=write", "actions=read", "contents=read")
                .expiringAt(clock.instant().plus(EXPIRY_OF_THE_NEW));
    }

    private SandboxRepository add(String name) {
        var repository = sandbox.hasRepository(name);
        sandboxRepositories.add(repository);
        return repository;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
