package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors published by CredSweeper and Datadog, in pieces, and synthetic ones computed elsewhere. */
class TokenChecksumTest {

    @ParameterizedTest
    @CsvSource({
        "zQWBuTSOoRi4A9s, pHcVY5ncnsDkxkJ, 0mLq17",
        "M7H4jxUDDWHP4kZ, 6A4dxlQYsQIWJuq, 11T4V4",
        "HEEjXavM6wKtyhA, UwDblMznMEhWyTt, 4XwY6f",
        "yk8LTIKF7M9SgRP, BFzu7nkPQBBLcAa, 2aAbrx",
        "vKdQ4XtRZOBFd16, YZEgyLKyQ8Cee4g, 2NJ0mT",
        "TESTVECTOR00000, 000000000000054, 00Cixr",
        "AAAAAAAAAAAAAAA, AAAAAAAAAAAAAAA, 0uCPlr",
        "000000000000000, 000000000000000, 2C8GjS",
        "abcdefghijklmno, pqrstuvwxyz0123, 2LolCm"
    })
    void holdsForPublishedVectors(String first, String second, String last) {
        assertThat(TokenChecksum.holds(first + second + last)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "M7H4jxUDDWHP4kZ, 6A4dxlQYsQIWJuq, 11T4V3",
        "16C7e42F292c691, 2E7710c838347Ae, 178B4a",
        "AAAAAAAAAAAAAAA, AAAAAAAAAAAAAAA, 0ucPlr",
        "AAAAAAAAAAAAAAA, AAAAAAAAAAAAAAA, AAAAAA"
    })
    void doesNotHoldForOthers(String first, String second, String last) {
        assertThat(TokenChecksum.holds(first + second + last)).isFalse();
    }

    @Test
    void isTheExpectedOneWhereTheDocumentationsExampleIsAFake() {
        assertThat(TokenChecksum.of("16C7e42F292c691" + "2E7710c838347Ae")).isEqualTo("4H2Y7G");
    }

    @Test
    void isPaddedWithZeros() {
        assertThat(TokenChecksum.of("")).isEqualTo("000000");
        assertThat(TokenChecksum.of("TESTVECTOR00000" + "000000000000054")).isEqualTo("00Cixr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00000"})
    void doesNotHoldForWhatIsTooShortToHaveOne(String text) {
        assertThat(TokenChecksum.holds(text)).isFalse();
    }

    @Property
    void anyOneOtherCharacterBreaksIt(@ForAll("thirty") String thirty, @ForAll int at, @ForAll("one") String other) {
        String right = thirty + TokenChecksum.of(thirty);
        int place = Math.floorMod(at, right.length());
        String wrong = right.substring(0, place) + other + right.substring(place + 1);

        assertThat(TokenChecksum.holds(right)).isTrue();
        assertThat(TokenChecksum.holds(wrong)).isEqualTo(wrong.equals(right));
    }

    @Property
    void twoNeighboursInTheWrongOrderBreakIt(@ForAll("thirty") String thirty, @ForAll int at) {
        String right = thirty + TokenChecksum.of(thirty);
        int place = Math.floorMod(at, thirty.length() - 1);
        String wrong =
                right.substring(0, place) + right.charAt(place + 1) + right.charAt(place) + right.substring(place + 2);

        assertThat(TokenChecksum.holds(wrong)).isEqualTo(wrong.equals(right));
    }

    @Provide
    Arbitrary<String> thirty() {
        return Tokens.lettersAndDigits(30);
    }

    @Provide
    Arbitrary<String> one() {
        return Tokens.lettersAndDigits(1);
    }
}
