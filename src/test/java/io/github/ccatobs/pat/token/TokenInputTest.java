package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenInputTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("a", "a"),
                Arguments.of("a\n", "a"),
                Arguments.of("a\r\n", "a"),
                Arguments.of("a\n\n", "a\n"),
                Arguments.of("a\r\n\r\n", "a\r\n"),
                Arguments.of("a\n\r", "a\n\r"),
                Arguments.of("a\r", "a\r"),
                Arguments.of("a ", "a "),
                Arguments.of(" a\n", " a"),
                Arguments.of("\na\n", "\na"),
                Arguments.of("a\nb\n", "a\nb"),
                Arguments.of("\r\r\n", "\r"),
                Arguments.of("é\n", "é"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void takesOneLineEndingOffAndNothingElse(String given, String left) {
        assertThat(TokenInput.trimmed(given)).contains(SecretValue.of(left));
        assertThat(TokenInput.trimmed(given.getBytes(StandardCharsets.UTF_8))).contains(SecretValue.of(left));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void saysWhenNothingIsLeft(String given) {
        assertThat(TokenInput.trimmed(given)).isEmpty();
        assertThat(TokenInput.trimmed(given.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Property
    void isTheSameWithAndWithoutALineEnding(@ForAll @Size(max = 9) byte[] given, @ForAll boolean windows) {
        String line = new String(given, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]+\\z", "");

        assertThat(TokenInput.trimmed(line + (windows ? "\r\n" : "\n"))).isEqualTo(TokenInput.trimmed(line));
    }

    @Test
    void leavesTheGivenBytesToTheCaller() {
        byte[] given = "a\n".getBytes(StandardCharsets.UTF_8);

        assertThat(TokenInput.trimmed(given)).isPresent();
        assertThat(given).isEqualTo(new byte[] {'a', '\n'});
    }

    @Test
    void refusesHalfACharacter() {
        assertThatThrownBy(() -> TokenInput.trimmed("hush\uD83D\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not Unicode text")
                .hasMessageNotContaining("hush");
    }
}
