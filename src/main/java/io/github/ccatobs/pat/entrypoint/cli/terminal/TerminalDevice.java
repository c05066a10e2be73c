package io.github.ccatobs.pat.entrypoint.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The controlling terminal as a device: {@code /dev/tty} leads to it also when stdin, stdout and stderr do not, and
 * cannot be opened by a process that has none.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/tty.4.html">tty(4)</a>
 */
record TerminalDevice(Path device) implements ControllingTerminal {

    /** Longer answers are cut; none that agrees is longer. */
    private static final int LONGEST_ANSWER = 100;

    @Override
    public boolean exists() {
        try (var in = new FileInputStream(device.toFile());
                var out = new FileOutputStream(device.toFile(), true)) {
            return in.getFD().valid() && out.getFD().valid();
        } catch (IOException ignored) {
            return false;
        }
    }

    @Override
    public Optional<String> ask(String text) {
        try (var in = new FileInputStream(device.toFile());
                var out = new FileOutputStream(device.toFile(), true)) {
            var shown = new SafePrintStream(out, () -> 0, "ccat");
            shown.print(text);
            shown.flush();
            var answer = line(in);
            if (answer.isEmpty()) {
                shown.println(); // as the key that ends a line would have
            }
            return answer;
        } catch (IOException ignored) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() < LONGEST_ANSWER) {
                line.write(next);
            }
            next = in.read();
        }
        return next < 0 ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
