package io.github.ccatobs.pat.domain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recognises in any text the secrets that this process has held, so that logs can leave them out. It keeps of each its
 * length and two hashes with random factors, which change with every process: nothing that a secret could be read from.
 *
 * <p>Each {@link SecretValue} is remembered when it is made. It is recognised as it is; with any of its characters
 * escaped as in addresses, JSON or HTML, also twice; over several lines; and as base64 or hexadecimal digits, also within a
 * longer text that is written so. It promises nothing of a secret that is written in another form, and of those shorter
 * than eight bytes, which would be found in ordinary words.
 */
public final class KnownSecrets {

    private static final int SHORTEST = 8;
    /** How many bytes base64 takes together. */
    private static final int BASE64_BYTES = 3;
    /** An address within an address within an address. */
    private static final int MOST_DECODINGS = 2;

    private static final Pattern ESCAPE = Pattern.compile("%(?<byte>[0-9a-fA-F]{2})|\\\\u(?<unit>[0-9a-fA-F]{4})"
            + "|\\\\(?<character>[\"\\\\/nrt])|&#[xX](?<hex>[0-9a-fA-F]{1,4});|&#(?<decimal>[0-9]{1,4});");

    private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+[ \\t]*");

    private static final byte[] SHOWN = "[a secret]".getBytes(StandardCharsets.UTF_8);
    private static final Set<RollingHash> HASHES = ConcurrentHashMap.newKeySet();
    private static final List<SecretListener> LISTENERS = new CopyOnWriteArrayList<>();
    private static final long FIRST = factor();
    private static final long SECOND = factor();

    /** The kept form of one secret. */
    private record RollingHash(int length, long first, long second) {

        static RollingHash of(byte[] text) {
            var window = new RollingWindow(text.length);
            for (byte next : text) {
                window.append(next);
            }
            return window.hash();
        }
    }

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

        /** The same with one level of escapes less; empty when it has none. */
        private Optional<TextBytes> decoded() {
            return replacing(ESCAPE, KnownSecrets::unescape);
        }

        /** The same on one line; empty when it is. */
        private Optional<TextBytes> unfolded() {
            return replacing(LINE_END, found -> new byte[0]);
        }

        private Optional<TextBytes> replacing(Pattern pattern, Function<MatchResult, byte[]> replacement) {
            // A character for each byte, so that places in it are those of the bytes.
            var found = pattern.matcher(new String(values, StandardCharsets.ISO_8859_1));
            var replaced = new ByteArrayOutputStream(values.length);
            var begins = IntStream.builder();
            int from = 0;
            while (found.find()) {
                copy(from, found.start(), replaced, begins);
                for (byte value : replacement.apply(found)) {
                    replaced.write(value);
                    begins.add(starts[found.start()]);
                }
                from = found.end();
            }
            if (from == 0) {
                return Optional.empty();
            }
            copy(from, values.length, replaced, begins);
            begins.add(starts[values.length]);
            return Optional.of(
                    new TextBytes(replaced.toByteArray(), begins.build().toArray()));
        }

        private void copy(int from, int to, ByteArrayOutputStream copied, IntStream.Builder begins) {
            copied.write(values, from, to - from);
            IntStream.range(from, to).map(i -> starts[i]).forEach(begins::add);
        }
    }

    private KnownSecrets() {}

    /** Remembers that {@code utf8} is a secret; the array is neither kept nor changed. */
    public static void remember(byte[] utf8) {
        if (utf8.length >= SHORTEST) {
            var hash = RollingHash.of(utf8);
            HASHES.add(hash);
            for (var digits : List.of(HexFormat.of(), HexFormat.of().withUpperCase())) {
                HASHES.add(RollingHash.of(digits.formatHex(utf8).getBytes(StandardCharsets.US_ASCII)));
            }
            for (int before = 0; before < BASE64_BYTES; before++) {
                HASHES.add(RollingHash.of(base64(utf8, before, Base64.getEncoder())));
                HASHES.add(RollingHash.of(base64(utf8, before, Base64.getUrlEncoder())));
            }
            LISTENERS.stream().filter(listener -> listener.lent().add(hash)).forEach(listener -> listener.lend(utf8));
        }
    }

    /** What base64 makes of {@code utf8} alone after {@code before} other bytes, whatever these are and what follows. */
    private static byte[] base64(byte[] utf8, int before, Base64.Encoder encoder) {
        byte[] placed = new byte[before + utf8.length];
        System.arraycopy(utf8, 0, placed, before, utf8.length);
        int shared = before == 0 ? 0 : before + 1;
        return Arrays.copyOfRange(encoder.encode(placed), shared, placed.length * 8 / 6);
    }

    private static byte[] unescape(MatchResult escape) {
        String octet = escape.group("byte");
        if (octet != null) {
            return HexFormat.of().parseHex(octet);
        }
        return Stream.of("unit", "hex")
                .map(escape::group)
                .filter(Objects::nonNull)
                .map(digits -> Integer.parseInt(digits, 16))
                .findFirst()
                .or(() -> Optional.ofNullable(escape.group("decimal")).map(Integer::valueOf))
                .map(character -> Character.toString(character))
                .orElseGet(() -> switch (escape.group("character")) {
                    case "n" -> "\n";
                    case "r" -> "\r";
                    case "t" -> "\t";
                    case String itself -> itself;
                })
                .getBytes(StandardCharsets.UTF_8);
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
        var form = Optional.of(TextBytes.of(utf8));
        for (int pass = 0; pass <= MOST_DECODINGS && form.isPresent(); pass++) {
            var bytes = form.get();
            any |= hide(bytes, lengths, hidden);
            any |= bytes.unfolded().filter(line -> hide(line, lengths, hidden)).isPresent();
            form = bytes.decoded();
        }
        return any ? without(hidden, utf8) : text;
    }

    private static boolean hide(TextBytes bytes, Set<Integer> lengths, boolean[] hidden) {
        boolean any = false;
        for (int length : lengths) {
            any |= hide(bytes, length, hidden);
        }
        return any;
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
