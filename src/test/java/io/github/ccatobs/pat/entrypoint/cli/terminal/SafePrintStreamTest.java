package io.github.ccatobs.pat.entrypoint.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafePrintStreamTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SafePrintStream stream = new SafePrintStream(bytes, () -> 0, "ccat");

    @Test
    void aLineStaysOneLineWhateverItHolds() {
        stream.println("a\u001b[31mb\nFORGED\r\u001b[K\u202e");
        assertThat(written()).isEqualTo("a\\u{1b}[31mb\\u{a}FORGED\\u{d}\\u{1b}[K\\u{202e}\n");
    }

    @Test
    void ourOwnSequencesPassAndNothingElse() {
        stream.print("\r\u001b[K\u001b[32m✓\u001b[0m\n\u001b[2J\u001b]0;title\u0007\u009b1m");
        assertThat(written()).isEqualTo("\r\u001b[K\u001b[32m✓\u001b[0m\n\\u{1b}[2J\\u{1b}]0;title\\u{7}\\u{9b}1m");
    }

    @Test
    void aStackTraceStaysReadable() {
        new IllegalStateException("x\u0007\ny").printStackTrace(stream);
        assertThat(written())
                .startsWith("java.lang.IllegalStateException: x\\u{7}\\u{a}y\n    at ")
                .doesNotContain("\t");
    }

    @Test
    void writesALineAndItsEndAtOnce() {
        List<String> writes = new ArrayList<>();
        var recording = new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] some, int from, int length) {
                writes.add(new String(some, from, length, StandardCharsets.UTF_8));
            }
        };
        new SafePrintStream(recording, () -> 0, "ccat").println("one line");
        assertThat(writes).containsExactly("one line\n");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** It obeys lines that begin with two colons and, anywhere in a line, the older form. */
    @Test
    void givesTheRunnerOfAWorkflowNoCommandButOurs() {
        var workflow = new SafePrintStream(bytes, () -> 0, "ccat", true);
        workflow.println("::add-mask::a");
        workflow.println("  ::stop-commands::x, a::b and ##[add-mask]c");
        workflow.print("x\n\t::error::y\n");
        workflow.printCommand("::notice::ours");
        assertThat(written()).isEqualTo("""
                \\u{3a}:add-mask::a
                  \\u{3a}:stop-commands::x, a::b and ##\\u{5b}add-mask]c
                x
                \\u{9}::error::y
                ::notice::ours
                """);
    }
}
