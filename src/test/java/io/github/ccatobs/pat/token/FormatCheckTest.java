package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import io.github.ccatobs.pat.token.FormatCheck.TokenFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormatCheckTest {

    private static final String THIRTY = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5";
    private static final String CLASSIC = Tokens.of(TokenKind.CLASSIC, THIRTY);
    private static final String FINE_GRAINED = "github_pat_" + "1".repeat(22) + "_" + "Ab".repeat(29) + "c";
    private static final String COPY_AGAIN =
            "copy the whole token again; GitHub shows it only once, so generate a new one if that page is gone";
    private static final String ALONE = "copy the token again, alone and on one line";
    private static final String ITSELF = "give the token itself, without quotation marks, a name before it or JSON"
            + " around it; ccat.pat.token.json-key picks a member out of the JSON of ccat.pat.token.secret-id";
    private static final String ONCE = "paste the token once, with nothing before or after it";
    private static final String FORCE = "make sure this is the token you mean; --force accepts it";
    private static final String USE_ANOTHER =
            "generate a personal access token in the developer settings of your account, and use that";
    private static final String MORE = "this is more than a token: it has a character that no token has";

    static Stream<Arguments> tokens() {
        return Stream.of(
                Arguments.of(
                        CLASSIC,
                        List.of(new Pass("format and checksum are right for its kind, classic personal access token"))),
                Arguments.of(
                        FINE_GRAINED,
                        List.of(new Pass(
                                "the format is right for its kind, fine-grained personal access token, which has no public"
                                        + " checksum"))),
                Arguments.of(
                        FINE_GRAINED + "d",
                        List.of(new Warn(
                                "its format is not the one that fine-grained personal access tokens have had so far",
                                FORCE))),
                Arguments.of(
                        Tokens.of(TokenKind.OAUTH, THIRTY),
                        List.of(
                                new Pass("format and checksum are right for its kind, OAuth access token"),
                                new Warn(
                                        "it is an OAuth access token and ends when its app is no longer authorized",
                                        FORCE))),
                Arguments.of(
                        Tokens.of(TokenKind.APP_USER, THIRTY),
                        List.of(
                                new Pass("it may be a GitHub App user token"),
                                new Warn(
                                        "it is a GitHub App user token, which as a rule lives for eight hours",
                                        FORCE))),
                Arguments.of(
                        "ghu_" + THIRTY + "000000",
                        List.of(
                                new Warn("the checksum of the token is wrong", COPY_AGAIN),
                                new Warn(
                                        "it is a GitHub App user token, which as a rule lives for eight hours",
                                        FORCE))),
                Arguments.of(
                        "ghu_7_" + "e30.".repeat(99) + "-_",
                        List.of(
                                new Pass("it may be a GitHub App user token"),
                                new Warn(
                                        "it is a GitHub App user token, which as a rule lives for eight hours",
                                        FORCE))),
                Arguments.of(
                        "0123456789abcdef".repeat(2) + "01234567",
                        List.of(new Warn(
                                "the token starts with none of the prefixes that GitHub's tokens have had since 2021",
                                FORCE))));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("tokens")
    void letsATokenPassOrWarns(String token, List<CheckResult> results) {
        TokenFormat shape = FormatCheck.check(SecretValue.of(token));

        assertThat(shape.results()).isEqualTo(results);
        assertThat(shape.isRefused()).isFalse();
    }

    static Stream<Arguments> wrongTokens() {
        String half = CLASSIC.substring(0, 20);
        return Stream.of(
                Arguments.of(
                        CLASSIC.substring(0, 39),
                        "the token looks truncated: classic personal access tokens have 40 characters, this one has 39",
                        COPY_AGAIN),
                Arguments.of(
                        "ghp_",
                        "the token looks truncated: classic personal access tokens have 40 characters, this one has 4",
                        COPY_AGAIN),
                Arguments.of(
                        CLASSIC + CLASSIC,
                        "the token is too long: classic personal access tokens have 40 characters, this one has 80",
                        ONCE),
                Arguments.of(
                        CLASSIC.substring(0, 39) + "_",
                        "the token has characters other than letters and digits after ghp_, which no classic personal access token has",
                        COPY_AGAIN),
                Arguments.of(
                        "ghp_" + "0" + CLASSIC.substring(5),
                        "the checksum of the token is wrong: a character is wrong or out of place",
                        COPY_AGAIN),
                Arguments.of(
                        "gho_" + THIRTY + "000000",
                        "the checksum of the token is wrong: a character is wrong or out of place",
                        COPY_AGAIN),
                Arguments.of(
                        FINE_GRAINED.substring(0, 92),
                        "the token looks truncated: fine-grained personal access tokens have 93 characters, this one has"
                                + " 92",
                        COPY_AGAIN),
                Arguments.of(FINE_GRAINED + FINE_GRAINED, "the token was pasted twice", ONCE),
                Arguments.of(
                        "ghu_" + THIRTY,
                        "the token looks truncated: GitHub App user tokens have at least 40 characters, this one has 34",
                        COPY_AGAIN),
                Arguments.of(
                        Tokens.of(TokenKind.APP_INSTALLATION, THIRTY),
                        "it is a GitHub App installation token, which lives for one hour",
                        USE_ANOTHER),
                Arguments.of(
                        "ghr_" + "0".repeat(72),
                        "it is a GitHub App refresh token, which no workflow can call GitHub with",
                        USE_ANOTHER),
                Arguments.of(
                        "github_p",
                        "the token looks truncated: it ends within the prefix of a GitHub token",
                        COPY_AGAIN),
                Arguments.of(half + " " + CLASSIC.substring(20), "character 21 of the token is whitespace", ALONE),
                Arguments.of(half + "\n" + CLASSIC.substring(20), "character 21 of the token is whitespace", ALONE),
                Arguments.of(CLASSIC + "\r", "character 41 of the token is whitespace", ALONE),
                Arguments.of(" " + CLASSIC, "character 1 of the token is whitespace", ALONE),
                Arguments.of(" ", "character 1 of the token is whitespace", ALONE),
                Arguments.of("\u001B[200~" + CLASSIC, "character 1 of the token is a control character", ALONE),
                Arguments.of(half + "\u0000", "character 21 of the token is a control character", ALONE),
                Arguments.of(half + "\u007F", "character 21 of the token is a control character", ALONE),
                Arguments.of("\uFEFF" + CLASSIC, "character 1 of the token is not ASCII", ALONE),
                Arguments.of(half + "\u00A0" + half, "character 21 of the token is not ASCII", ALONE),
                Arguments.of("ghp_\u0410" + half, "character 5 of the token is not ASCII", ALONE),
                Arguments.of("\"" + CLASSIC + "\"", MORE, ITSELF),
                Arguments.of("{\"GH_PAT\":\"" + CLASSIC + "\"}", MORE, ITSELF),
                Arguments.of("GH_PAT=" + CLASSIC, MORE, ITSELF),
                Arguments.of("token:" + CLASSIC, MORE, ITSELF),
                Arguments.of("***", MORE, ITSELF),
                Arguments.of(
                        "a".repeat(48 * 1024 + 1),
                        "the token has more than 48 KB, the most that GitHub keeps in a secret",
                        "give the token alone, not a file around it"));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("wrongTokens")
    void refusesWhatCannotBeRight(String token, String reason, String nextAction) {
        TokenFormat shape = FormatCheck.check(SecretValue.of(token));

        assertThat(shape.results()).contains(new Refuse(reason, nextAction));
        assertThat(shape.isRefused()).isTrue();
    }

    @Test
    void takesTheLargestSecretThereIs() {
        assertThat(FormatCheck.check(SecretValue.of("a".repeat(48 * 1024))).isRefused())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"x, UNKNOWN", "ghp_x, CLASSIC", "ghs_x, APP_INSTALLATION", "'github_pat_ x', FINE_GRAINED"})
    void namesTheKindEvenOfWhatItRefuses(String token, TokenKind kind) {
        assertThat(FormatCheck.check(SecretValue.of(token)).kind()).isEqualTo(kind);
    }

    @Property
    void everyRightClassicTokenPasses(@ForAll("classic") String token) {
        assertThat(FormatCheck.check(SecretValue.of(token)).results())
                .singleElement()
                .isInstanceOf(Pass.class);
    }

    @Property
    void everyTruncatedTokenIsRefused(@ForAll("right") String token, @ForAll int at) {
        String piece = token.substring(0, 1 + Math.floorMod(at, token.length() - 1));

        assertThat(FormatCheck.check(SecretValue.of(piece)).isRefused()).isTrue();
    }

    @Property
    void everyMistypedClassicTokenIsRefused(
            @ForAll("classic") String token, @ForAll int at, @ForAll("one") String typed) {
        int place = 4 + Math.floorMod(at, 36);
        String other = token.substring(0, place) + typed + token.substring(place + 1);

        assertThat(FormatCheck.check(SecretValue.of(other)).isRefused()).isEqualTo(!other.equals(token));
    }

    @Property
    void noResultHoldsSixCharactersOfTheToken(@ForAll("anything") String token) {
        String secret = token.substring(TokenKind.of(token).prefix().length());
        TokenFormat shape = FormatCheck.check(SecretValue.of(token));

        assertThat(shape.results()).isNotEmpty();
        for (int i = 0; i + 6 <= secret.length(); i++) {
            assertThat(shape.toString()).doesNotContain(secret.substring(i, i + 6));
        }
    }

    @Provide
    Arbitrary<String> classic() {
        return Tokens.classic();
    }

    @Provide
    Arbitrary<String> one() {
        return Tokens.lettersAndDigits(1);
    }

    @Provide
    Arbitrary<String> right() {
        return Arbitraries.oneOf(Tokens.classic(), Tokens.fineGrained());
    }

    /**
     * Tokens of every kind, right and with mischief in them. Capitals and digits only, so that none of them can hold a
     * word of a message by chance.
     */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<TokenKind> kind = Arbitraries.of(TokenKind.class);
        Arbitrary<String> mischief = Arbitraries.of("", " ", "\n", "\"", "é", "_", ".", "\u0000", "=", "ghp_");
        return Arbitraries.oneOf(
                Combinators.combine(kind, capitals(30, 30)).as(Tokens::of),
                capitals(82, 82).map(text -> "github_pat_" + text.substring(0, 22) + "_" + text.substring(23)),
                Combinators.combine(kind, capitals(1, 50), mischief, capitals(1, 50))
                        .as((one, two, three, four) -> one.prefix() + two + three + four));
    }

    private static Arbitrary<String> capitals(int shortest, int longest) {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .numeric()
                .ofMinLength(shortest)
                .ofMaxLength(longest);
    }
}
