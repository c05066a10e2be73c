package io.github.ccatobs.pat.entrypoint.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.FormatCheck;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TokenSourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token from a pipe. */
class PromptTokenSourceTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"a-token", "a-token\n", "a-token\r\n"})
    void takesOneLine(String given) {
        assertThat(receive(given))
                .isEqualTo(new ReceivedToken(SecretValue.of("a-token"), "standard input", Optional.empty()));
    }

    @Test
    void asksNothingOfAPipe() {
        receive("a-token\n");

        assertThat(said.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void saysThatNothingCame(String given) {
        assertThatThrownBy(() -> receive(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no token given: expected the new GH_PAT on one line, at the prompt or on standard input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-token\nanother", "a-token\n\n", "\na-token", " a-token", "a\u0000b", "a-token\n\r\n"})
    void leavesItToTheChecksToRefuseMoreThanOneLine(String given) {
        assertThat(FormatCheck.check(receive(given).value()).isRefused()).isTrue();
    }

    @Test
    void takesTheLargestSecretThereIs() {
        String largest = "a".repeat(48 * 1024);

        assertThat(receive(largest + "\r\n").value()).isEqualTo(SecretValue.of(largest));
    }

    @Test
    void readsNoMoreThanItTakesToKnowThatItIsTooMuch() {
        var in = new ByteArrayInputStream("a".repeat(1_000_000).getBytes(UTF_8));

        var token = new PromptTokenSource(err(), in, Optional.empty(), "new GH_PAT", "GH_PAT token").receive();

        assertThat(FormatCheck.check(token.value()).isRefused()).isTrue();
        assertThat(in.available()).isGreaterThan(1_000_000 - 49 * 1024);
    }

    @Test
    void saysThatStandardInputCannotBeRead() {
        var nowhere = new PipedInputStream();

        assertThatThrownBy(() ->
                        new PromptTokenSource(err(), nowhere, Optional.empty(), "new GH_PAT", "GH_PAT token").receive())
                .isInstanceOf(TokenSourceException.TokenSourceUnavailableException.class)
                .hasMessage(
                        "standard input cannot be read; give the token with --token-from, or type it at the prompt");
    }

    private ReceivedToken receive(String given) {
        var in = new ByteArrayInputStream(given.getBytes(UTF_8));
        return new PromptTokenSource(err(), in, Optional.empty(), "new GH_PAT", "GH_PAT token").receive();
    }

    private PrintStream err() {
        return new PrintStream(said, true, UTF_8);
    }
}
