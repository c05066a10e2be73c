package io.github.ccatobs.pat.token;

import java.util.Objects;

/** Lent bytes as characters, for patterns to read without a copy. It prints as dots. */
final class AsciiText implements CharSequence {

    private final byte[] bytes;
    private final int start;
    private final int end;

    AsciiText(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private AsciiText(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public char charAt(int index) {
        return (char) (bytes[start + Objects.checkIndex(index, length())] & 0xff);
    }

    @Override
    public AsciiText subSequence(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        return new AsciiText(bytes, start + from, start + to);
    }

    @Override
    public String toString() {
        return "AsciiText[...]";
    }
}
