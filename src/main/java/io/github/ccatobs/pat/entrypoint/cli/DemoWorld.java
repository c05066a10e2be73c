package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.ApiUrl;
import io.github.ccatobs.pat.github.Credential;
import io.github.ccatobs.pat.graph.DependencyGraph;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The GitHub that the demo talks to: six repositories, two without the secret and one out of sight. */
final class DemoWorld implements AutoCloseable {

    /** A credential of the sandbox alone; no GitHub has ever given it out. */
    static final String CREDENTIAL = "demo-credential-of-the-sandbox";

    private static final String OLD_TOKEN = "demo-token-of-last-february";
    private static final Duration EXPIRY = Duration.ofDays(53);
    private static final Duration AGE = Duration.ofDays(275);

    private final SandboxGitHub sandbox;

    private DemoWorld(SandboxGitHub sandbox) {
        this.sandbox = sandbox;
    }

    /** Starts the sandbox with the graph's repositories as the story needs them. */
    static DemoWorld ofTheStory(DependencyGraph graph, SecretName secret, InstantSource clock) {
        var world = new DemoWorld(SandboxGitHub.start(clock));
        var rotated = clock.instant().minus(AGE).truncatedTo(ChronoUnit.SECONDS);
        graph.repositories().forEach(name -> world.populate(name.toString(), secret, rotated));
        world.letIn(clock);
        return world;
    }

    /** Starts the sandbox with every repository of the graph in order, each answer taking {@code latency}. */
    static DemoWorld allPresent(DependencyGraph graph, SecretName secret, Duration latency, InstantSource clock) {
        var world = new DemoWorld(SandboxGitHub.start(clock));
        var rotated = clock.instant().minus(AGE).truncatedTo(ChronoUnit.SECONDS);
        graph.repositories()
                .forEach(name ->
                        world.sandbox.hasRepository(name.toString()).withSecret(secret.toString(), OLD_TOKEN, rotated));
        world.letIn(clock);
        world.sandbox.takes(latency);
        return world;
    }

    ApiUrl url() {
        return ApiUrl.parse(sandbox.url().toString());
    }

    Credential credential() {
        return new Credential(SecretValue.of(CREDENTIAL), "the demo's credential");
    }

    private void populate(String name, SecretName secret, Instant rotated) {
        var repository = sandbox.hasRepository(name);
        switch (name) {
            case "ccatobs/ops-db-api", "ccatobs/data-transfer" -> repository.withoutSecret();
            case "ccatobs/data-center-documentation" ->
                repository.withSecret(secret.toString(), OLD_TOKEN, rotated).hiddenFrom(CREDENTIAL);
            default -> repository.withSecret(secret.toString(), OLD_TOKEN, rotated);
        }
    }

    private void letIn(InstantSource clock) {
        sandbox.hasToken(CREDENTIAL)
                .of("ccat-bot")
                .withScopes("repo", "workflow")
                .expiringAt(clock.instant().plus(EXPIRY));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
