package io.github.ccatobs.pat;

import io.github.ccatobs.pat.LauncherFixture.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The start-up cache that {@code ./ccat} makes for the packaged jar. The first test that needs it has it made; all
 * processes that tests start from that jar use it, whichever JVM the tests run in and wherever the jar is linked to.
 */
final class StartUpCache {

    private static final Path PLACE = Path.of("target", "start-up-cache").toAbsolutePath();
    private static final int FIRST_WITH_AHEAD_OF_TIME_CACHES = 25;

    private StartUpCache() {}

    private static final class Made {
        static final Ended RUN = make();
    }

    /** How the run of {@code ./ccat --version} ended that made the cache, or found it made by tests in another JVM. */
    static Ended run() {
        return Made.RUN;
    }

    /** Its file. */
    static Path file() throws IOException {
        Ended run = run();
        try (var files = Files.list(PLACE.resolve("target"))) {
            return files.filter(file -> file.toString().endsWith(".cache"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("./ccat has made no cache: " + run));
        }
    }

    /** The options that make a JVM use it, silently as {@code ./ccat} does. */
    static List<String> options() throws IOException {
        String option = Runtime.version().feature() < FIRST_WITH_AHEAD_OF_TIME_CACHES
                ? "-XX:SharedArchiveFile="
                : "-XX:AOTCache=";
        return List.of("-Xlog:disable", option + file());
    }

    private static Ended make() {
        try {
            Files.createDirectories(PLACE);
            try (var channel = FileChannel.open(
                            PLACE.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                return LauncherFixture.in(PLACE)
                        .withThePackagedJar()
                        .with("CCAT_CACHE", "now")
                        .run("ccat", "--version");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
