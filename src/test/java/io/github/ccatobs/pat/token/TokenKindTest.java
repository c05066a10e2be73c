package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKindTest {

    @ParameterizedTest
    @CsvSource({
        "ghp_abc, CLASSIC, classic personal access token",
        "ghp_, CLASSIC, classic personal access token",
        "github_pat_11AB_cd, FINE_GRAINED, fine-grained personal access token",
        "gho_abc, OAUTH, OAuth access token",
        "ghu_abc, APP_USER, GitHub App user token",
        "ghs_7_a.b.c, APP_INSTALLATION, GitHub App installation token",
        "ghr_abc, REFRESH, GitHub App refresh token",
        "GHP_abc, UNKNOWN, token of an unknown kind",
        "ghp-abc, UNKNOWN, token of an unknown kind",
        "ghp, UNKNOWN, token of an unknown kind",
        "xghp_abc, UNKNOWN, token of an unknown kind",
        "github_pa_abc, UNKNOWN, token of an unknown kind",
        "ghx_abc, UNKNOWN, token of an unknown kind",
        "'', UNKNOWN, token of an unknown kind",
    })
    void isToldByThePrefix(String token, TokenKind kind, String words) {
        assertThat(TokenKind.of(token)).isEqualTo(kind).hasToString(words);
        assertThat(token.startsWith(kind.prefix())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", "gh", "ghp", "ghs", "github", "github_pat"})
    void knowsAPieceOfAPrefix(String text) {
        assertThat(TokenKind.isPieceOfAPrefix(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghp_", "github_pat_", "ghx", "abc", "h"})
    void takesNothingElseForAPiece(String text) {
        assertThat(TokenKind.isPieceOfAPrefix(text)).isFalse();
    }
}
