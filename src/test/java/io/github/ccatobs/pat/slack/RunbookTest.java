package io.github.ccatobs.pat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that messages lead to. */
class RunbookTest {

    @ParameterizedTest
    @CsvSource({
        "https://wiki.example.org/x, https://wiki.example.org/x#rotate-the-token",
        "' https://wiki.example.org/x?y=1 ', https://wiki.example.org/x?y=1#rotate-the-token",
        "https://wiki.example.org/x#ours, https://wiki.example.org/x#ours",
        "http://wiki.intern:8080/ü, http://wiki.intern:8080/%C3%BC#rotate-the-token",
    })
    void leadsToTheSection(String setting, String url) {
        assertThat(Runbook.parse(setting).section(Runbook.ROTATE).url()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wiki",
                "/docs/runbook.md",
                "ftp://wiki.example.org/x",
                "javascript:alert(1)",
                "https://user:pass@wiki.example.org/",
                "https://wiki.example.org/<!channel>",
                "https://wiki.example.org/a b",
                "https://",
            })
    void refusesWhatIsNoAddress(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runbook.parse(setting))
                .withMessageContaining("ccat.pat.slack.runbook-url is '" + setting + "': expected an http or https");
    }

    @ParameterizedTest
    @ValueSource(ints = {480, 100_000})
    void refusesAnAddressThatIsTooLong(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runbook.parse("https://wiki.example.org/" + "x".repeat(length)))
                .withMessageContaining("at most 500 characters");
    }
}
