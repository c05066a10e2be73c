package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuotedTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", "''"),
                Arguments.of("web", "'web'"),
                Arguments.of("it's", "'it's'"),
                Arguments.of("π ☃ \uD83D\uDE80", "'π ☃ \uD83D\uDE80'"),
                Arguments.of("a\r\nb\tc", "'a\\u{d}\\u{a}b\\u{9}c'"),
                Arguments.of("\u001B[31mred", "'\\u{1b}[31mred'"),
                Arguments.of("\u009B31m", "'\\u{9b}31m'"),
                Arguments.of("\u202Egnp.exe", "'\\u{202e}gnp.exe'"),
                Arguments.of("a\u2028b\u2029c", "'a\\u{2028}b\\u{2029}c'"),
                Arguments.of("\uFEFFx\u200B", "'\\u{feff}x\\u{200b}'"),
                Arguments.of("\uD83D", "'\\u{d83d}'"),
                Arguments.of("\uE000", "'\\u{e000}'"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void showsWhatATerminalWouldObeyAsItsCode(String text, String quoted) {
        assertThat(QuotedText.of(text)).isEqualTo(quoted);
    }

    @Test
    void keepsSixtyCharactersAndSaysWhenThereWereMore() {
        assertThat(QuotedText.of("a".repeat(60))).isEqualTo("'" + "a".repeat(60) + "'");
        assertThat(QuotedText.of("a".repeat(61))).isEqualTo("'" + "a".repeat(60) + "…'");
        assertThat(QuotedText.of("\uD83D\uDE80".repeat(61))).isEqualTo("'" + "\uD83D\uDE80".repeat(60) + "…'");
    }

    @Property
    void anyTextStaysOnOneShortLine(@ForAll String text) {
        assertThat(QuotedText.of(text))
                .startsWith("'")
                .endsWith("'")
                .hasSizeLessThanOrEqualTo(60 * "\\u{10ffff}".length() + 3)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    }
}
