package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines that a process prints, read to their end by a thread of their own. A thread that waits for one can be interrupted,
 * as a test's timeout does, which a read from a pipe cannot; and waits for nothing when no more lines come.
 */
public final class ProcessLines {

    private final List<String> lines = new ArrayList<>();
    private int given;
    private boolean ended;

    /** Reads {@code stream}, which nothing else may read. */
    public static ProcessLines of(InputStream stream) {
        var lines = new ProcessLines();
        Thread.ofPlatform().daemon().name("process lines").start(() -> lines.read(stream));
        return lines;
    }

    private void read(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException ignored) {
            // It says nothing more.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * The line after the one that this gave last; empty when there are no more.
     *
     * @throws IllegalStateException when the thread is interrupted, as by a test's timeout
     */
    public synchronized Optional<String> next() {
        try {
            while (given == lines.size() && !ended) {
                wait();
            }
        } catch (InterruptedException timedOut) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted after: " + lines, timedOut);
        }
        return given == lines.size() ? Optional.empty() : Optional.of(lines.get(given++));
    }

    /** The lines until now. */
    synchronized List<String> soFar() {
        return List.copyOf(lines);
    }

    /** All lines, once the process has closed its end. */
    public synchronized List<String> all() throws InterruptedException {
        while (!ended) {
            wait();
        }
        return List.copyOf(lines);
    }

    /** Everything that {@code process} prints on its standard output, each line with its end. */
    public static String textOf(Process process) throws InterruptedException {
        return of(process.getInputStream()).all().stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Waits for a line in which {@code pattern} is found, also one that was printed before, and returns the pattern's last
     * group there.
     *
     * @throws AssertionError when the lines end without one
     */
    synchronized String waitFor(Pattern pattern) throws InterruptedException {
        for (int next = 0; ; next++) {
            while (next == lines.size() && !ended) {
                wait();
            }
            if (next == lines.size()) {
                throw new AssertionError("nothing matched " + pattern + " before the end of: " + lines);
            }
            var found = pattern.matcher(lines.get(next));
            if (found.find()) {
                return found.group(found.groupCount());
            }
        }
    }
}
