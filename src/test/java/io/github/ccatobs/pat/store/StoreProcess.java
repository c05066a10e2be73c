package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.ProcessLines;
import io.github.ccatobs.pat.TestJvm;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Another JVM that uses a store; it prints a line for each thing it has done. */
final class StoreProcess implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-11-23T08:45:12.345Z");

    private static final RotationHeader HEAD = new RotationHeader(
            new RotationId("20261123-084512-k3f9"),
            RotationState.RUNNING,
            new SecretName("GH_PAT"),
            Fingerprint.of(SecretValue.of("token")),
            new TokenExpiry.Unknown(),
            Optional.empty(),
            NOW,
            "child",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    private final Process process;
    private final ProcessLines output;

    private StoreProcess(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.output = ProcessLines.of(process.getInputStream());
    }

    /** Gives up no sooner than the slowest machine needs, and asks often. */
    static ConflictRetry patient() {
        return new ConflictRetry(
                10_000,
                pause -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)),
                RandomGenerator.getDefault());
    }

    /** One that has the embedded store's file open, says so and waits until it is let go. */
    static StoreProcess holding(Path directory) throws IOException {
        return new StoreProcess(java("hold", directory.toString()));
    }

    /** The same, under a umask that takes nothing away. */
    static StoreProcess holdingUnderAnOpenUmask(Path directory) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        command.addAll(java("hold", directory.toString()));
        return new StoreProcess(command);
    }

    /** One that opens the store in a directory or table, says so, and once it is let go begins a rotation. */
    static StoreProcess rotating(String... place) throws IOException {
        return new StoreProcess(
                java(Stream.concat(Stream.of("rotate"), Stream.of(place)).toArray(String[]::new)));
    }

    /** One that records an outcome for each of {@code count} repositories and says so after each. */
    static StoreProcess recording(Path directory, int count) throws IOException {
        return new StoreProcess(java("record", directory.toString(), Integer.toString(count)));
    }

    /** The same, where no file may become longer than {@code kilobytes}; what it fails with is its last line. */
    static StoreProcess recordingWithin(Path directory, int count, int kilobytes) throws IOException {
        // The unit of bash's limit; other shells count in half kilobytes.
        var command = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash"));
        command.addAll(java("record", directory.toString(), Integer.toString(count)));
        return new StoreProcess(command);
    }

    private static List<String> java(String... arguments) {
        return TestJvm.running(StoreProcess.class, List.of(), arguments);
    }

    /** The lines that {@link #line} has not given yet, until the process ends. */
    Stream<String> lines() {
        return Stream.generate(output::next).takeWhile(Optional::isPresent).flatMap(Optional::stream);
    }

    /**
     * SIGKILL, or what is nearest to it; unlike the process's own method the handle's leaves what was printed readable.
     */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Its next line, or that there is none any more. */
    String line() {
        return output.next().orElse("(it has ended)");
    }

    /** Lets it go on. */
    void letGo() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Lets it end, and makes it when the test is interrupted. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException timedOut) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The repositories it records, in order. */
    static RepositoryName repository(int number) {
        return RepositoryName.parse("acme/repository-" + number);
    }

    public static void main(String... arguments) throws IOException {
        switch (arguments[0]) {
            case "hold" -> hold(new StateDirectory(Path.of(arguments[1])));
            case "rotate" -> rotate(open(Arrays.copyOfRange(arguments, 1, arguments.length)));
            default -> record(open(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private static RotationStore open(String... place) {
        return new TableRotationStore(
                place.length == 2
                        ? new StoreExecutor(new DynamoDbTable(
                                DynamoDbLocal.client(URI.create(place[0])), place[1], ConflictRetry.real()))
                        : new StoreExecutor(
                                EmbeddedTable.open(
                                        new StateDirectory(Path.of(place[0])), InstantSource.fixed(NOW), patient()),
                                LeaseLocks.in(Path.of(place[0]))));
    }

    private static void hold(StateDirectory directory) {
        new LockedStoreFile(directory.prepare(), patient()).change(map -> {
            say("open");
            return waitToBeLetGo();
        });
    }

    private static int waitToBeLetGo() {
        try {
            return System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rotate(RotationStore store) {
        say("open");
        waitToBeLetGo();
        try (store) {
            Lease lease = store.acquire(HEAD.secret(), "child", NOW, Duration.ofMinutes(2));
            store.save(HEAD, List.of(repository(0)), lease);
            store.record(HEAD, repository(0), new Outcome.Updated(NOW, 1, false), lease);
            say("proceeds");
            waitToBeLetGo();
        } catch (RotationStore.LeaseHeldException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private static void record(RotationStore store, int count) {
        try (store) {
            Lease lease = store.acquire(HEAD.secret(), "child", NOW, Duration.ofMinutes(2));
            store.save(
                    HEAD,
                    IntStream.range(0, count).mapToObj(StoreProcess::repository).toList(),
                    lease);
            for (int number = 0; number < count; number++) {
                var outcome = new Outcome.Updated(NOW.plusMillis(number), 1, false);
                store.record(HEAD, repository(number), outcome, lease);
                say("recorded " + number);
            }
        } catch (RotationStore.StoreUnavailableException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
