package io.github.ccatobs.pat.entrypoint.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineWrapperTest {

    @Test
    void breaksBetweenWordsAndHangsTheRest() {
        assertThat(LineWrapper.wrap("  missing acme/web: the secret is not there (new)", 30))
                .containsExactly("  missing acme/web: the secret", "    is not there (new)");
        assertThat(LineWrapper.wrap("漢字漢字漢字 漢字漢字漢字", 20)).containsExactly("漢字漢字漢字", "  漢字漢字漢字");
    }

    @Test
    void leavesAWordThatIsLongerAndEveryLineOfUnknownWidth() {
        String url = "https://example.org/a/very/long/address";
        assertThat(LineWrapper.wrap("see " + url + " now", 20)).containsExactly("see", "  " + url, "  now");
        assertThat(LineWrapper.wrap("a ".repeat(200), 0)).containsExactly("a ".repeat(200));
    }

    @Test
    void breaksAnotherWordThatIsLonger() {
        assertThat(LineWrapper.wrap("GET /repos/acme/web/actions/secrets 200", 20))
                .containsExactly("GET", "  /repos/acme/web/ac", "  tions/secrets 200");
    }

    @Test
    void aCommandStaysOneForTheShell() {
        assertThat(LineWrapper.wrap("  ccat pat rotate --graph 'a b c d' --secret GH_PAT", 30))
                .containsExactly("  ccat pat rotate --graph \\", "    'a b c d' --secret GH_PAT");
        assertThat(LineWrapper.wrap("  A=b ./ccat pat status --repo acme/one", 30))
                .isEqualTo(List.of("  A=b ./ccat pat status \\", "    --repo acme/one"));
    }

    @ParameterizedTest
    @CsvSource({
        "abc,3",
        "é,1",
        "e\u0301,1",
        "漢字,4",
        "한글,4",
        "ｗ,2",
        "✓,1",
        "…,1",
        "🚀,2",
        "🇩🇪,2",
        "カ,2",
        "ｶ,1",
        "─,1",
        "'',0"
    })
    void countsColumnsAsATerminalDoes(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void cutsAtAColumnAndNeverInsideACharacter() {
        assertThat(DisplayWidth.cut("漢字漢字", 6)).isEqualTo("漢字…");
        assertThat(DisplayWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
        assertThat(DisplayWidth.cutInside("organization", 7)).isEqualTo("org…ion");
        assertThat(DisplayWidth.cutInside("🚀🚀🚀🚀", 5)).isEqualTo("🚀…🚀");
    }

    @Test
    void theMovingLineEndsBeforeTheTerminalDoes() {
        var bytes = new java.io.ByteArrayOutputStream();
        var terminal = new Terminal(
                java.io.InputStream.nullInputStream(),
                new java.io.PrintStream(bytes),
                new java.io.PrintStream(bytes),
                java.util.Set.of(Terminal.Channel.ERR),
                java.util.Map.of(),
                ControllingTerminal.none(),
                new WindowSize(20),
                "ccat");
        new ProgressOutput(terminal).say("[####----] 1/2  acme/repository: updated");
        assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K[####----] 1/2  ac…");
    }

    /** Another thread may move the line at any time. */
    @Test
    void aLineInPlaceOfTheMovingOneIsWrittenInOnePiece() {
        var pieces = new java.util.ArrayList<String>();
        var recording = new java.io.OutputStream() {
            @Override
            public void write(int one) {
                throw new AssertionError("one byte is no line");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                pieces.add(new String(bytes, from, length, java.nio.charset.StandardCharsets.UTF_8));
            }
        };
        var terminal = new Terminal(
                java.io.InputStream.nullInputStream(),
                new java.io.PrintStream(recording),
                new java.io.PrintStream(recording),
                java.util.Set.of(Terminal.Channel.ERR),
                java.util.Map.of(),
                ControllingTerminal.none(),
                new WindowSize(30),
                "ccat");
        ProgressOutput.printInPlace(terminal, "GET /repos/acme/web/\u001b[2J 200");
        assertThat(pieces).containsExactly("\r\u001b[KGET /repos/acme/web/\\u{1b}[2J\n  200\n");
    }

    @ParameterizedTest
    @CsvSource({
        "./ccat,run './ccat pat status' now",
        "ccat,run 'ccat pat status' now",
        "/opt/x/ccat,run '/opt/x/ccat pat status' now"
    })
    void aPrintedCommandIsTheOneThatWasTyped(String typed, String expected) {
        var bytes = new java.io.ByteArrayOutputStream();
        var stream = new SafePrintStream(bytes, () -> 0, typed);
        stream.println("run 'ccat pat status' now");
        stream.println("run './ccat pat status' now");
        stream.println("ccat pat: an error of ccat-pat; " + typed + " pat rotate");
        assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(expected + "\n" + expected + "\nccat pat: an error of ccat-pat; " + typed + " pat rotate\n");
    }
}
