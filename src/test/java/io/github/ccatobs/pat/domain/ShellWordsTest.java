package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words and the text of a command. */
class ShellWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            pass show a/b              ; pass|show|a/b
            ~  a  b\\tc\\nd ~          ; a|b|c|d
            op read 'op://v/GH PAT/x'  ; op|read|op://v/GH PAT/x
            a "b c"d'e f'              ; a|b cde f
            a "" ''                    ; a||
            ~a\\\\ b~                  ; a b
            ~"a\\\\"b\\\\$\\\\n"~      ; a"b$\\\\n
            ~'a\\\\b'~                 ; a\\\\b
            a $HOME `id` *;
            """)
    void readsWordsWithoutExpandingAny(String given, String expected) {
        String text = given.translateEscapes();
        assertThat(ShellWords.split(text))
                .isEqualTo(
                        expected == null
                                ? List.of("a", "$HOME", "`id`", "*")
                                : Arrays.asList(expected.translateEscapes().split("\\|", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'hunter2", "a \"hunter2", "a hunter2\\"})
    void refusesWhatIsNotClosedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ShellWords.split(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hunter2")
                .isNotEmpty();
    }

    @Test
    void findsNoWordInNothing() {
        assertThat(ShellWords.split(" \t\r\n")).isEmpty();
    }

    @Property(tries = 200)
    void readsWhatItQuoted(@ForAll List<String> words) {
        String text = words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
        assertThat(ShellWords.split(text)).isEqualTo(words);
    }
}
