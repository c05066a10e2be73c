package io.github.ccatobs.pat.token;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Tokens that never existed. They are put together at run time, so that no scanner of secrets takes this source for a leak. */
final class Tokens {

    private Tokens() {}

    /** A token of the format of 2021 whose checksum holds. */
    static String of(TokenKind kind, String thirty) {
        return kind.prefix() + thirty + TokenChecksum.of(thirty);
    }

    static Arbitrary<String> classic() {
        return lettersAndDigits(30).map(thirty -> of(TokenKind.CLASSIC, thirty));
    }

    static Arbitrary<String> fineGrained() {
        return Combinators.combine(lettersAndDigits(22), lettersAndDigits(59))
                .as((first, second) -> TokenKind.FINE_GRAINED.prefix() + first + "_" + second);
    }

    static Arbitrary<String> lettersAndDigits(int length) {
        return Arbitraries.strings().alpha().numeric().ofLength(length);
    }
}
