package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.github.ApplicationClock;
import io.github.ccatobs.pat.sandbox.RateLimits;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import io.github.ccatobs.pat.store.StoreProducer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A GitHub for commands that run in this process, a store of their own, and limits that do not make tests wait. */
public final class LocalGitHub implements QuarkusTestResourceLifecycleManager {

    private static final Path HOME = home();
    private static final Path STATE = HOME.resolve("state");

    private static SandboxGitHub running = open();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        settings.put("GITHUB_API_URL", running.url().toString());
        settings.put("GITHUB_GRAPHQL_URL", "");
        settings.put("ccat.pat.owners", "ccatobs,Villages");
        settings.put("ccat.pat.store.path", STATE.toString());
        settings.put("ccat.pat.github.writes-per-minute", "100000");
        settings.put("ccat.pat.github.writes-per-hour", "100000");
        settings.put("ccat.pat.github.points-per-minute", "1000000");
        settings.put("ccat.pat.github.timeout", "1h");
        settings.put("ccat.pat.rotation.settle", "PT2S");
        return settings;
    }

    /** Tests of one account do in a minute what people do in hours, and try many wrong tokens. */
    private static SandboxGitHub open() {
        var published = RateLimits.published();
        return SandboxGitHub.start(ApplicationClock.shared())
                .limitedTo(new RateLimits(
                        published.requestsPerHour(),
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        published.concurrent(),
                        Integer.MAX_VALUE,
                        published.queryPointsPerHour()));
    }

    /** The GitHub that is called. */
    public static SandboxGitHub gitHub() {
        return running;
    }

    /**
     * Empties the store, as if the application had just opened it for the first time: it reads the whole file each time, so
     * what other tests left there would slow down every command of this one.
     */
    static void emptyStore() {
        try {
            Path empty = HOME.resolve("empty");
            if (Files.notExists(empty)) {
                StoreProducer.inDirectory(empty).close();
            }
            if (Files.exists(STATE.resolve("store.mv"))) {
                for (String file : List.of("store.version", "store.mv")) {
                    Files.copy(empty.resolve(file), STATE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a store that cannot be read, until it is emptied. */
    static void spoilStore() {
        try {
            Files.writeString(STATE.resolve("store.mv"), "spoilt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("ccat-pat-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        running.close();
        running = open();
    }
}
