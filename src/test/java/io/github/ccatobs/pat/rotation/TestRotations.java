package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.sandbox.MutableInstantSource;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import io.github.ccatobs.pat.token.SecretReader;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;

/** Rotations of {@code GH_PAT} in a few repositories of {@code acme}, with a vault and a clock that a test moves. */
public final class TestRotations implements AutoCloseable {

    private final RotationFixture fixture;
    private final RotationServiceFixture service;

    private TestRotations(int size, Path directory) {
        this.fixture = RotationFixture.of(size);
        this.service = new RotationServiceFixture(fixture, directory);
    }

    /** Of {@code size} repositories; the graph that lists them is in {@code directory}. */
    public static TestRotations of(int size, Path directory) {
        return new TestRotations(size, directory);
    }

    /** The secret. */
    public SecretName secret() {
        return RotationFixture.SECRET;
    }

    /** The GitHub, which lives by the same clock. */
    public SandboxGitHub gitHub() {
        return fixture.gitHub;
    }

    /** The time, which passes only while something sleeps or a test moves it. */
    public MutableInstantSource time() {
        return fixture.time;
    }

    /** The same as a clock. */
    public Clock clock() {
        return fixture.clock;
    }

    /** The records of rotations. */
    public RotationStore store() {
        return fixture.store;
    }

    /** The maximums that GitHub told. */
    public LifetimeLimitStore lifetimeLimits() {
        return service.lifetimeLimits;
    }

    /** The file of the graph. */
    public Path graph() {
        return service.graph;
    }

    /** The token's versions; none ever waits. */
    public SecretReader vault() {
        return TestSecretReader.ofTokens(version -> {
            if (version.equals(TokenVersion.PENDING)) {
                throw new TokenSourceException.TokenNotFoundException("no version waits");
            }
            return service.vault.at(version);
        });
    }

    /** The settings that all of it has. */
    public <T> T settings(Class<T> type) {
        return service.settings(type);
    }

    /** Clients as another process has them. */
    public GitHubClientFactory clients() {
        return TestClientFactories.connector(settings(GitHubSettings.class), fixture.clock, fixture.time::sleep);
    }

    /** The rotator under these settings. */
    public Rotator rotator() {
        return new Rotator(
                settings(RotationSettings.class),
                settings(GitHubSettings.class),
                fixture.clock,
                fixture.time::sleep,
                new SplittableRandom(7));
    }

    /** Stores {@code token} as the current version, and hands it out as an event does; gives the end of that. */
    public RotationHeader rotate(String token) {
        service.vault.put(token);
        return service.runToTheEnd(service.begin().rotation().head().id(), Duration.ofMinutes(15))
                .getLast();
    }

    /** How many repositories hold {@code token} in truth. */
    public int holding(String token) {
        return fixture.holding(token).size();
    }

    @Override
    public void close() {
        fixture.close();
    }
}
