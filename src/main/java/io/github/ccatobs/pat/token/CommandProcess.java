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

    /** Credentials that would let the command act as us. AWS's own variables stay: a command may need them to find the token. */
    private static final Set<String> CREDENTIALS =
            Set.of("GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "SLACK_WEBHOOK_URL");

    private static final String OUR_SETTINGS = "CCAT_PAT_";

    /** How a run ended. */
    enum ExitCause {
        EXITED,
        TIMED_OUT,
        OUTPUT_TOO_LARGE
    }

    /** The end of a run. It is not a record, whose parts may not be arrays, and does not print what was printed. */
    static final class ProcessResult {

        private final ExitCause cause;
        private final int exitCode;
        private final byte[] out;
        private final byte[] err;
        private final boolean isErrWhole;

        private ProcessResult(ExitCause cause, int exitCode, byte[] out, byte[] err, boolean isErrWhole) {
            this.cause = cause;
            this.exitCode = exitCode;
            this.out = out;
            this.err = err;
            this.isErrWhole = isErrWhole;
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

        /** Whether nothing of {@link #err} was left out. */
        boolean isErrWhole() {
            return isErrWhole;
        }
    }

    private final Process process;
    private final BoundedReader out;
    private final BoundedReader err;
    private final Set<ProcessHandle> processes = ConcurrentHashMap.newKeySet();

    private CommandProcess(Process process) {
        this.process = process;
        this.out = new BoundedReader(process.getInputStream(), MOST_OUT);
        this.err = new BoundedReader(process.getErrorStream(), MOST_ERR);
    }

    /**
     * Runs {@code argv} for {@code longest} at most.
     *
     * @throws IOException when it cannot be started
     * @throws InterruptedException when this thread is interrupted; the run is ended
     */
    static ProcessResult run(List<String> argv, Duration longest) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(argv).redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().keySet().removeIf(CommandProcess::isOurs);
        var running = new CommandProcess(builder.start());
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
                    return result(ExitCause.EXITED);
                }
                if (System.nanoTime() - end >= 0) {
                    destroy();
                    return result(ExitCause.TIMED_OUT);
                }
            }
        } catch (InterruptedException e) {
            destroy();
            throw e;
        }
    }

    /** The token is whole when the command has ended and no process can print any more. */
    private boolean isOver() throws InterruptedException {
        return process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                && out.isOver(POLL_INTERVAL)
                && err.isOver(POLL_INTERVAL);
    }

    private ProcessResult result(ExitCause cause) throws InterruptedException {
        return new ProcessResult(
                cause, cause == ExitCause.EXITED ? process.exitValue() : 0, out.read(), err.read(), !err.isTooMuch());
    }

    /** Ends the children before the parent, which could start them again; waits so that none is left as a zombie. */
    private void destroy() {
        process.descendants().forEach(processes::add);
        process.destroyForcibly();
        processes.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(TERMINATION_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            out.isOver(TERMINATION_WAIT);
            err.isOver(TERMINATION_WAIT);
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

        boolean isOver(Duration longest) throws InterruptedException {
            return reader.join(longest);
        }
    }
}
