package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of every form are left out whole, also those with dots. */
class TokenRedactorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB_TOKEN is ghp_abc123.                        | GITHUB_TOKEN is [a token].
            (ghs_123_eyJhbGciOi-_x.eyJpc3MiOi.c2lnbmF0dXJl-_x) | ([a token])
            github_pat_abc_def, again                          | [a token], again
            """)
    void leavesTheTokenOut(String message, String expected) {
        assertThat(TokenRedactor.of(message)).isEqualTo(expected);
    }
}
