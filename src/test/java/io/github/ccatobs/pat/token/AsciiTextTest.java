package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AsciiTextTest {

    @Property
    void readsLikeTheStringOfItsBytes(@ForAll byte[] bytes, @ForAll int one, @ForAll int other) {
        var text = new AsciiText(bytes);
        String string = new String(bytes, StandardCharsets.ISO_8859_1);
        int from = Math.floorMod(one, bytes.length + 1);
        int to = from + Math.floorMod(other, bytes.length + 1 - from);

        assertThat(CharSequence.compare(text, string)).isZero();
        assertThat(CharSequence.compare(text.subSequence(from, to), string.subSequence(from, to)))
                .isZero();
        assertThat(CharSequence.compare(
                        text.subSequence(from, bytes.length).subSequence(0, to - from), string.substring(from, to)))
                .isZero();
    }

    @Test
    void endsWhereItsPieceEnds() {
        AsciiText piece = new AsciiText(new byte[] {'a', 'b', 'c', 'd'}).subSequence(1, 3);

        assertThat(piece.length()).isEqualTo(2);
        assertThatThrownBy(() -> piece.charAt(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> piece.charAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> piece.subSequence(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void printsAsDots() {
        assertThat(new AsciiText(new byte[] {'a'})).hasToString("AsciiText[...]");
    }
}
