package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Foreign text in Markdown. */
class MarkdownTextTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            ccatobs/ops-db => ccatobs/ops\\-db
            a | b => a \\| b
            <img src=x> => \\<img src\\=x\\>
            [x](https://evil) => \\[x\\]\\(https\\://evil\\)
            @ops and #12 => @&#8203;ops and #&#8203;12
            GH-12 gh-1, ugh-1 GH-a => GH\\-&#8203;12 gh\\-&#8203;1, ugh\\-1 GH\\-a
            deadbeef 20261123 1234567890abcd => deadbe&#8203;ef 20261123 123456&#8203;7890ab&#8203;cd
            facade and facaded1s => facade and facaded1s
            ~`code` **b** __u__~ => ~\\`code\\` \\*\\*b\\*\\* \\_\\_u\\_\\_~
            &amp; $x$ => \\&amp; \\$x\\$
            """)
    void showsItAsItself(String text, String escaped) {
        assertThat(MarkdownText.escape(text)).isEqualTo(escaped);
    }

    @Property
    void staysOnOneLine(@ForAll String text) {
        assertThat(MarkdownText.escape(text).codePoints()).allMatch(PrintableText::isPrintable);
    }
}
