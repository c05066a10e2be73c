package io.github.ccatobs.pat.domain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recognises in any text the secrets that this process has held, so that logs can leave them out. It keeps of each its
 * length and two hashes with random factors, which change with every process: nothing that a secret could be read from.
 *
 * <p>Each {@link SecretValue} is remembered when it is made. It is recognised as it is, and with any of its bytes
 * percent-encoded as in addresses, also twice. It promises nothing of a secret that is written in another form, e.g. base64,
 * and of those shorter than eight bytes, which would be found in ordinary words.
 */
public final class KnownSecrets {

    private static final int SHORTEST = 8;
    /** An address within an address within an address. */
    private static final int MOST_DECODINGS = 2;

    private static final byte[] SHOWN = "[a secret]".getBytes(StandardCharsets.UTF_8);
    private static final Set<RollingHash> HASHES = ConcurrentHashMap.newKeySet();
    private static final List<SecretListener> LISTENERS = new CopyOnWriteArrayList<>();
    private static final long FIRST = factor();
    private static final long SECOND = factor();

    /** The kept form of one secret. */
    private record RollingHash(int length, long first, long second) {}

    /** Who is lent secrets, and those that it has had. */
    private record SecretListener(Consumer<byte[]> lender, Set<RollingHash> lent) {

        void lend(byte[] utf8) {
            lender.accept(utf8);
        }
    }

    /** The bytes of a text, decoded or not, where each begins in it, and last where the text ends. */
    private static final class TextBytes {
        private final byte[] values;
        private final int[] starts;

        private TextBytes(byte[] values, int[] starts) {
            this.values = values;
            this.starts = starts;
        }

        private static TextBytes of(byte[] utf8) {
            return new TextBytes(utf8, IntStream.rangeClosed(0, utf8.length).toArray());
        }

        private boolean isEncoded() {
            for (byte value : values) {
                if (value == '%') {
                    return true;
                }
            }
            return false;
        }

        /** The same with one level of percent-encoding less. */
        private TextBytes decoded() {
            byte[] decoded = new byte[values.length];
            int[] begins = new int[values.length + 1];
            int length = 0;
            for (int i = 0; i < values.length; length++) {
                begins[length] = starts[i];
                int high = i + 2 < values.length && values[i] == '%' ? Character.digit(values[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(values[i + 2], 16);
                decoded[length] = low < 0 ? values[i] : (byte) (high * 16 + low);
                i += low < 0 ? 1 : 3;
            }
            begins[length] = starts[values.length];
            return new TextBytes(Arrays.copyOf(decoded, length), Arrays.copyOf(begins, length + 1));
        }
    }

    private KnownSecrets() {}

    /** Remembers that {@code utf8} is a secret; the array is neither kept nor changed. */
    public static void remember(byte[] utf8) {
        if (utf8.length >= SHORTEST) {
            var window = new RollingWindow(utf8.length);
            for (byte next : utf8) {
                window.append(next);
            }
            var hash = window.hash();
            HASHES.add(hash);
            LISTENERS.stream().filter(listener -> listener.lent().add(hash)).forEach(listener -> listener.lend(utf8));
        }
    }

    /**
     * Lends {@code listener} each secret once that is remembered from now until the result is run: for
     * an environment that has a list of its own of what to keep out of logs.
     */
    public static Runnable onEach(Consumer<byte[]> listener) {
        var listening = new SecretListener(listener, ConcurrentHashMap.newKeySet());
        LISTENERS.add(listening);
        return () -> LISTENERS.remove(listening);
    }

    /** Shows each secret that is remembered as {@code [a secret]}. */
    public static String redact(String text) {
        if (HASHES.isEmpty()) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var lengths = HASHES.stream().map(RollingHash::length).collect(Collectors.toSet());
        boolean[] hidden = new boolean[utf8.length];
        boolean any = false;
        var bytes = TextBytes.of(utf8);
        for (int pass = 0; pass <= MOST_DECODINGS; pass++) {
            for (int length : lengths) {
                any |= hide(bytes, length, hidden);
            }
            if (pass == MOST_DECODINGS || !bytes.isEncoded()) {
                break;
            }
            var decoded = bytes.decoded();
            if (decoded.values.length == bytes.values.length) {
                break;
            }
            bytes = decoded;
        }
        return any ? without(hidden, utf8) : text;
    }

    private static boolean hide(TextBytes bytes, int length, boolean[] hidden) {
        var window = new RollingWindow(length);
        byte[] values = bytes.values;
        boolean any = false;
        for (int end = 0; end < values.length; end++) {
            window.append(values[end]);
            if (end >= length) {
                window.drop(values[end - length]);
            }
            if (end >= length - 1 && HASHES.contains(window.hash())) {
                Arrays.fill(hidden, bytes.starts[end - length + 1], bytes.starts[end + 1], true);
                any = true;
            }
        }
        return any;
    }

    private static String without(boolean[] hidden, byte[] utf8) {
        var shown = new ByteArrayOutputStream(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            if (!hidden[i]) {
                shown.write(utf8[i]);
            } else if (i == 0 || !hidden[i - 1]) {
                shown.writeBytes(SHOWN);
            }
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static long factor() {
        return new SplittableRandom().nextLong() | 1;
    }

    /** Two polynomial hashes of the last bytes, which move on by one byte in constant time (Rabin and Karp). */
    private static final class RollingWindow {
        private final int length;
        private final long firstPower;
        private final long secondPower;
        private long first;
        private long second;

        RollingWindow(int length) {
            this.length = length;
            this.firstPower = power(FIRST, length);
            this.secondPower = power(SECOND, length);
        }

        void append(byte next) {
            first = first * FIRST + spread(next);
            second = second * SECOND + spread(next);
        }

        void drop(byte last) {
            first -= spread(last) * firstPower;
            second -= spread(last) * secondPower;
        }

        RollingHash hash() {
            return new RollingHash(length, first, second);
        }

        private static long spread(byte value) {
            return (value & 0xffL) + 1;
        }

        private static long power(long factor, int times) {
            long power = 1;
            for (int i = 0; i < times; i++) {
                power *= factor;
            }
            return power;
        }
    }
}
