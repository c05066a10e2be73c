package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.ActionsSecretSettings;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.github.Sleeper;
import io.github.ccatobs.pat.github.TestApps;
import io.github.ccatobs.pat.github.TestClientFactories;
import io.github.ccatobs.pat.graph.GraphSettings;
import io.github.ccatobs.pat.graph.TestGraphLoaders;
import io.github.ccatobs.pat.token.CredentialResolver;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import io.github.ccatobs.pat.token.NewTokenForm;
import io.github.ccatobs.pat.token.RequiredPermissions;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestLifetimes;
import io.github.ccatobs.pat.token.TokenSettings;
import io.github.ccatobs.pat.token.TokenVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The service of a {@link RotationFixture}: what is begun there reads its graph and its token itself. */
final class RotationServiceFixture {

    /** A token that no check minds. */
    static final String NEW = "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";

    static final String OTHER = "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";

    private static final Duration LIFE = Duration.ofDays(3650);

    final RotationFixture fixture;
    final InMemorySecretReader vault = new InMemorySecretReader();
    final LifetimeLimitStore lifetimeLimits = TestLifetimes.inMemory();
    final Path graph;
    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<String, String> properties = new HashMap<>();
    private CredentialResolver credentialResolver = TestCredentials.none(vault::at);

    RotationServiceFixture(RotationFixture fixture, Path directory) {
        this.fixture = fixture;
        this.graph = directory.resolve("graph.yml");
        for (String token : List.of(NEW, OTHER)) {
            fixture.gitHub
                    .hasToken(token)
                    .of("bot")
                    .withScopes("repo", "workflow")
                    .expiringAt(fixture.clock.instant().plus(LIFE));
        }
        writeGraph(fixture.names().stream().map(Object::toString).toList());
        set("smallrye.config.mapping.validate-unknown", "false");
        set("ccat.pat.organization", "acme");
        set("ccat.pat.orchestrator", "r001");
        set("ccat.pat.graph", graph.toString());
        set("ccat.pat.github.api-url", fixture.gitHub.url().toString());
        set("ccat.pat.github.graphql-url", "");
        // To a clock that jumps, calls under way then last as long as the jump: so few.
        set("ccat.pat.github.in-flight", "8");
        set("ccat.pat.github.writes-in-flight", "4");
        set("ccat.pat.token.secret-id", "gh-pat");
    }

    void writeGraph(List<String> repositories) {
        try {
            Files.writeString(graph, "repos:\n  - " + String.join("\n  - ", repositories) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RotationServiceFixture set(String key, String value) {
        properties.put(key, value);
        return this;
    }

    RotationServiceFixture writtenBy(String credential) {
        credentialResolver = TestCredentials.configured(credential, vault::at);
        return this;
    }

    /** The App of {@link TestApps} writes, with its key in a file. */
    RotationServiceFixture writtenByApp() {
        try {
            var file = Files.writeString(graph.resolveSibling("app.pem"), TestApps.pkcs1());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            credentialResolver = TestCredentials.app(
                    Map.of(
                            "ccat.pat.github.app.client-id",
                            TestApps.CLIENT_ID,
                            "ccat.pat.github.app.private-key",
                            file.toString()),
                    "acme",
                    vault::at);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service of another process: nothing is remembered but what the store keeps. */
    RotationService open() {
        return open(fixture.store);
    }

    RotationService open(RotationStore store) {
        var gitHub = settings(GitHubSettings.class);
        var graphs = settings(GraphSettings.class);
        var rotation = settings(RotationSettings.class);
        var clients = TestClientFactories.connector(gitHub, fixture.clock, fixture.time::sleep);
        var rotator = new Rotator(rotation, gitHub, fixture.clock, fixture.time::sleep, random);
        var preparation = new RotationPreparation(
                credentialResolver,
                clients,
                settings(TokenSettings.class),
                TestLifetimes.of(settings(TokenSettings.class), lifetimeLimits),
                TestGraphLoaders.loader(graphs, clients),
                rotator,
                store,
                fixture.clock);
        return new RotationService(
                settings(ActionsSecretSettings.class),
                vault,
                store,
                rotation,
                new SliceRunner(preparation, rotator, vault, graphs, store, rotation, fixture.clock),
                rotator,
                new SilentNotifier(),
                fixture.clock,
                Sleeper.sleeping(),
                random);
    }

    /** The address of GitHub's form for the next token, as far as this store knows the organisation's policy. */
    String formOfTheNext() {
        return NewTokenForm.of(
                        "https://github.com",
                        RotationFixture.SECRET,
                        YearMonth.from(fixture.clock.instant().atZone(ZoneOffset.UTC)),
                        "acme",
                        fixture.names().size(),
                        TestLifetimes.of(settings(TokenSettings.class), lifetimeLimits)
                                .ofNewToken("acme"),
                        RequiredPermissions.of(Optional.empty(), false))
                .address()
                .toString();
    }

    RotationService.StartResult begin() {
        return open().begin(TokenVersion.CURRENT, false, "ops");
    }

    /** Runs slices, each in a process of its own and as soon as it may, until it has ended; gives every state. */
    List<RotationHeader> runToTheEnd(RotationId id, Duration budget) {
        List<RotationHeader> heads = new ArrayList<>();
        do {
            heads.add(open().slice(id, budget));
            heads.getLast().waitUntil().ifPresent(this::waitUntil);
        } while (heads.getLast().state() == RotationState.WAITING);
        return heads;
    }

    void waitUntil(Instant moment) {
        var now = fixture.clock.instant();
        if (now.isBefore(moment)) {
            fixture.time.move(Duration.between(now, moment));
        }
    }

    <T> T settings(Class<T> type) {
        return Settings.of(type, properties);
    }

    private static final class SilentNotifier implements RotationNotifier {
        @Override
        public Optional<String> started(Rotation rotation) {
            return Optional.empty();
        }

        @Override
        public Optional<String> catchUp(SecretName secret) {
            return Optional.empty();
        }
    }
}
