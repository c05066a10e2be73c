package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The forms in which a text gives a secret away. */
final class SecretForms {

    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private SecretForms() {}

    /** Fails where {@code text} holds one of {@code secrets} in any form, also parted by line ends or over log records in JSON. */
    static void assertNone(String text, List<String> secrets) {
        String joined =
                MESSAGE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.joining());
        String withoutLineEnds = text.replaceAll("\\s*\\R\\s*", "");
        for (String secret : secrets) {
            for (String form : of(secret)) {
                assertThat(Stream.of(text, joined, withoutLineEnds).anyMatch(place -> place.contains(form)))
                        .as("%s as %s", secret, form)
                        .isFalse();
            }
        }
    }

    /** Plain, in JSON, in a URL, in base64 at each place of a longer text, and in hexadecimal digits. */
    static List<String> of(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return Stream.concat(
                        Stream.of(
                                secret,
                                new String(JsonStringEncoder.getInstance().quoteAsString(secret)),
                                secret.replace("/", "\\/"),
                                URLEncoder.encode(secret, UTF_8),
                                HexFormat.of().formatHex(bytes)),
                        IntStream.range(0, 3).boxed().flatMap(place -> Stream.of(
                                        Base64.getEncoder(), Base64.getUrlEncoder())
                                .map(encoder -> base64(bytes, place, encoder))))
                .distinct()
                .toList();
    }

    /** The part that is the same, however the text goes on before and after it. */
    private static String base64(byte[] bytes, int place, Base64.Encoder encoder) {
        byte[] placed = new byte[place + bytes.length];
        System.arraycopy(bytes, 0, placed, place, bytes.length);
        String encoded = new String(encoder.encode(placed), ISO_8859_1);
        return encoded.substring(place == 0 ? 0 : place + 1, placed.length * 8 / 6);
    }
}
