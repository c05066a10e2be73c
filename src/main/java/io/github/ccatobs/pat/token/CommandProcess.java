package io.github.ccatobs.pat.token;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a command without a shell: nothing on its standard input, an environment without our own credentials, its
 * output kept within bounds. A run that is not over in time, or prints too much, is ended with all processes that it
 * was seen to start; one that ends by itself may leave others behind, e.g. an agent.
 */
final class CommandProcess {

    /** The largest secret of GitHub and its line ending, and one byte more to tell that there was more. */
    private static final int MOST_OUT = 48 * 1024 + 3;

    private static final int MOST_ERR = 64 * 1024;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration TERMINATION_WAIT = Duration.ofSeconds(5);

    /** Longest wait for the rest of an output that a process left behind may hold open for ever. */
    private static final Duration OUTPUT_WAIT = Duration.ofSeconds(1);

    /** Credentials that would let the command act as us. AWS's own variables stay: a command may need them to find the token. */
    private static final Set<String> CREDENTIALS =
            Set.of("GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "SLACK_WEBHOOK_URL");

    private static final String OUR_SETTINGS = "CCAT_PAT_";
    private static final File CAT = new File("/bin/cat");

    /** How a run ended. */
    enum ExitCause {
        EXITED,
        TIMED_OUT,
        /** It ended, but a process that it started could still print. */
        OUTPUT_HELD_OPEN,
        OUTPUT_TOO_LARGE
    }

    /** The end of a run. It is not a record, whose parts may not be arrays, and does not print what was printed. */
    static final class ProcessResult {

        private final ExitCause cause;
        private final int exitCode;
        private final byte[] out;
        private final byte[] err;
        private final boolean isErrWhole;
        private final boolean isErrTooLarge;

        private ProcessResult(ExitCause cause, int exitCode, byte[] out, BoundedReader err) {
            this.cause = cause;
            this.exitCode = exitCode;
            this.out = out;
            this.isErrWhole = err.isAtEnd() && !err.isTooMuch();
            this.err = err.read();
            this.isErrTooLarge = err.isTooMuch();
        }

        ExitCause cause() {
            return cause;
        }

        /** Where it ended by itself. */
        int exitCode() {
            return exitCode;
        }

        /** Its standard output, or the beginning of too much of it: the array itself, to be wiped. */
        byte[] out() {
            return out;
        }

        /** Its standard error, or the beginning of too much of it. */
        byte[] err() {
            return err;
        }

        /** Whether nothing of {@link #err} was left out, or may still follow. */
        boolean isErrWhole() {
            return isErrWhole;
        }

        /** Whether {@link #err} is the beginning of too much. */
        boolean isErrTooLarge() {
            return isErrTooLarge;
        }
    }

    private final Process process;
    private final Process relay;
    private final BoundedReader out;
    private final BoundedReader err;
    private final Set<ProcessHandle> processes = ConcurrentHashMap.newKeySet();

    private CommandProcess(Process process, Process relay) {
        this.process = process;
        this.relay = relay;
        this.out = new BoundedReader(relay.getInputStream(), MOST_OUT);
        this.err = new BoundedReader(process.getErrorStream(), MOST_ERR);
    }

    /**
     * Runs {@code argv} for {@code longest} at most.
     *
     * @throws IOException when it cannot be started
     * @throws InterruptedException when this thread is interrupted; the run is ended
     */
    static ProcessResult run(List<String> argv, Duration longest) throws IOException, InterruptedException {
        var running = start(argv);
        var hook = new Thread(running::destroy);
        if (!isKept(Runtime.getRuntime()::addShutdownHook, hook)) {
            running.destroy();
            throw new InterruptedException("this process is ending");
        }
        try {
            return running.await(longest);
        } finally {
            isKept(Runtime.getRuntime()::removeShutdownHook, hook);
        }
    }

    /**
     * Starts {@code argv} and {@code cat}, through which its standard output comes: Java takes the end of a process for the end
     * of its output, and would take half of what is still printed for all of it.
     */
    private static CommandProcess start(List<String> argv) throws IOException {
        var command = new ProcessBuilder(argv).redirectInput(Redirect.from(new File("/dev/null")));
        var relay =
                new ProcessBuilder(CAT.canExecute() ? CAT.getPath() : CAT.getName()).redirectError(Redirect.DISCARD);
        for (var builder : List.of(command, relay)) {
            builder.environment().keySet().removeIf(CommandProcess::isOurs);
        }
        var started = ProcessBuilder.startPipeline(List.of(command, relay));
        return new CommandProcess(started.getFirst(), started.getLast());
    }

    /** Whether {@code change} could be made; a process that is ending changes its hooks no more. */
    static boolean isKept(Consumer<Thread> change, Thread hook) {
        try {
            change.accept(hook);
            return true;
        } catch (IllegalStateException isEnding) {
            return false;
        }
    }

    /** Whether {@code variable} holds a credential or a setting of ours. */
    static boolean isOurs(String variable) {
        String name = variable.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return CREDENTIALS.contains(name) || name.startsWith(OUR_SETTINGS);
    }

    private ProcessResult await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (true) {
                process.descendants().forEach(processes::add);
                if (out.isTooMuch()) {
                    destroy();
                    return result(ExitCause.OUTPUT_TOO_LARGE);
                }
                if (isOver()) {
                    return result(out.isTooMuch() ? ExitCause.OUTPUT_TOO_LARGE : ExitCause.EXITED);
                }
                if (System.nanoTime() - end >= 0) {
                    var cause = process.isAlive() ? ExitCause.TIMED_OUT : ExitCause.OUTPUT_HELD_OPEN;
                    destroy();
                    return result(cause);
                }
            }
        } catch (InterruptedException e) {
            destroy();
            throw e;
        }
    }

    /** The token is whole when the command has ended and no process can print any more; an agent may keep standard error. */
    private boolean isOver() throws InterruptedException {
        boolean isWhole = isOver(process, POLL_INTERVAL) && isOver(relay, POLL_INTERVAL) && out.isOver(POLL_INTERVAL);
        if (isWhole) {
            err.isOver(OUTPUT_WAIT);
        }
        return isWhole;
    }

    private static boolean isOver(Process process, Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ProcessResult result(ExitCause cause) {
        return new ProcessResult(cause, cause == ExitCause.EXITED ? process.exitValue() : 0, out.read(), err);
    }

    /** Ends the children before the parent, which could start them again; waits so that none is left as a zombie. */
    private void destroy() {
        process.descendants().forEach(processes::add);
        process.destroyForcibly();
        processes.forEach(ProcessHandle::destroyForcibly);
        relay.destroyForcibly();
        try {
            isOver(process, TERMINATION_WAIT);
            isOver(relay, TERMINATION_WAIT);
            out.isOver(OUTPUT_WAIT);
            err.isOver(OUTPUT_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads one stream to its end, so that the command never waits for a reader, and keeps its beginning. */
    private static final class BoundedReader {

        private static final int PIECE = 8192;

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread reader;
        private final int most;
        private volatile boolean isTooMuch;
        private volatile boolean isAtEnd;

        BoundedReader(InputStream stream, int most) {
            this.most = most;
            // A platform thread: a pipe that stays silent would hold a carrier of the virtual ones.
            this.reader = Thread.ofPlatform().daemon().name("ccat-command").start(() -> drain(stream));
        }

        private void drain(InputStream stream) {
            byte[] piece = new byte[PIECE];
            try (stream) {
                for (int length = stream.read(piece); length >= 0; length = stream.read(piece)) {
                    keep(piece, length);
                }
                isAtEnd = true;
            } catch (IOException ignored) {
                // The pipe ends with the process.
            } finally {
                Arrays.fill(piece, (byte) 0);
            }
        }

        private synchronized void keep(byte[] piece, int length) {
            int room = Math.min(length, most - kept.size());
            kept.write(piece, 0, room);
            isTooMuch |= room < length;
        }

        synchronized byte[] read() {
            return kept.toByteArray();
        }

        boolean isTooMuch() {
            return isTooMuch;
        }

        /** Whether no process can print any more. */
        boolean isAtEnd() {
            return isAtEnd;
        }

        boolean isOver(Duration longest) throws InterruptedException {
            return reader.join(longest);
        }
    }
}
