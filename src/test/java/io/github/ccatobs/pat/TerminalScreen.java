package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;

/**
 * The output of a process on its terminal, read by a thread of its own, and the keys that are typed there. A waiting thread can
 * be interrupted, as a test's timeout does; a read from a pipe cannot.
 */
public final class TerminalScreen {

    private final Process process;
    private final StringBuilder shown = new StringBuilder();
    private int read;
    private boolean ended;

    /** Reads what {@code process} prints, which nothing else may read. */
    public TerminalScreen(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("terminal screen").start(this::readAll);
    }

    private void readAll() {
        try (var reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                show((char) next);
            }
        } catch (IOException ignored) {
            // It shows nothing more.
        } finally {
            end();
        }
    }

    private synchronized void show(char next) {
        shown.append(next);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Waits for {@code sign} to be shown, then types {@code keys}; the terminal stays open.
     *
     * @throws AssertionError when it ends without the sign
     */
    public synchronized void type(String sign, String keys) throws IOException, InterruptedException {
        while (shown.indexOf(sign) < 0) {
            if (ended) {
                throw new AssertionError("'" + sign + "' was not shown before the end: " + shown);
            }
            wait();
        }
        read = Math.max(read, shown.indexOf(sign) + sign.length());
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for the end, and returns what was shown after the last sign that was waited for. */
    public synchronized String rest() throws InterruptedException {
        while (!ended) {
            wait();
        }
        process.waitFor();
        return shown.substring(read);
    }

    /** Everything until now. */
    public synchronized String shown() {
        return shown.toString();
    }
}
