package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void keepsWhatCanBeRead() {
        assertThat(PrintableText.of("π ☃ \uD83D\uDE80 it's 100 %")).isEqualTo("π ☃ \uD83D\uDE80 it's 100 %");
    }

    @Test
    void showsAsCodesWhatATerminalObeysHidesOrReorders() {
        assertThat(PrintableText.of(
                        "\u001b[2J\u0007\r\n\u007f\u009b31m\u202e\u2066\u200b\u2028\u2029\ufeff\u3164\ufe0f"))
                .isEqualTo("\\u{1b}[2J\\u{7}\\u{d}\\u{a}\\u{7f}\\u{9b}31m\\u{202e}\\u{2066}\\u{200b}\\u{2028}\\u{2029}"
                        + "\\u{feff}\\u{3164}\\u{fe0f}");
    }

    @Test
    void escapesInJsonByItsOwnRules() {
        assertThat(PrintableText.ofJson("{\n  \"a\": \"\u009b\u202e\u007f\uDB40\uDC01\"\n}"))
                .isEqualTo("{\n  \"a\": \"\\u009b\\u202e\\u007f\\udb40\\udc01\"\n}");
    }

    @Property
    void anyTextStaysOnOneLine(@ForAll String text) {
        assertThat(PrintableText.of(text)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}]");
    }

    @Property
    void jsonMeansTheSame(@ForAll String text) throws JsonProcessingException {
        var json = new ObjectMapper();
        String document = PrintableText.ofJson(json.writeValueAsString(text));
        assertThat(document).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}]");
        assertThat(json.readValue(document, String.class)).isEqualTo(text);
    }
}
