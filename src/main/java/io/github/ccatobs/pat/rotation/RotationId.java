package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.QuotedText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one rotation. Ids sort by the time they were made, and are safe in a URL, a file name and a log.
 *
 * @param value e.g. {@code 20261123-084512-k3f9}: UTC date and time, and four random characters
 */
public record RotationId(String value) {

    private static final Pattern RULE = Pattern.compile("\\d{8}-\\d{6}-[a-z0-9]{4}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int CHANCE = 4;

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    public RotationId {
        if (!RULE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "invalid rotation ID " + QuotedText.of(value) + "; expected e.g. 20261123-084512-k3f9");
        }
    }

    /** Makes the id of a rotation that starts at {@code now}. */
    static RotationId create(Instant now, RandomGenerator random) {
        var id = new StringBuilder(TIME.format(now)).append('-');
        random.ints(CHANCE, 0, ALPHABET.length()).forEach(index -> id.append(ALPHABET.charAt(index)));
        return new RotationId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
