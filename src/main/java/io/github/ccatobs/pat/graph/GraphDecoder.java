package io.github.ccatobs.pat.graph;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns a file's bytes into characters YAML allows: UTF-8, or what a byte order mark says. Nothing is replaced or
 * skipped; what is not text is an error with its place.
 */
final class GraphDecoder {

    private static final String EXPECTED = "; expected YAML in UTF-8";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private GraphDecoder() {}

    /** Decodes the whole file, without its byte order mark. */
    static String decode(GraphContent text) {
        byte[] content = text.content();
        String decoded = decode(text.origin(), content, charset(content));
        String characters = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK ? decoded.substring(1) : decoded;
        refuseControls(text.origin(), characters);
        return characters;
    }

    private static Charset charset(byte[] content) {
        int mark = content.length < 2 ? 0 : (content[0] & 0xFF) << 8 | (content[1] & 0xFF);
        return switch (mark) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.UTF_8;
        };
    }

    private static String decode(String origin, byte[] content, Charset charset) {
        var in = ByteBuffer.wrap(content);
        var out = CharBuffer.allocate(content.length);
        var result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String characters = out.flip().toString();
        if (result.isError()) {
            throw GraphException.at(
                    after(origin, characters),
                    "byte 0x%02x is not %s%s".formatted(content[in.position()], charset.name(), EXPECTED));
        }
        return characters;
    }

    private static void refuseControls(String origin, String characters) {
        for (int i = 0; i < characters.length(); i += Character.charCount(characters.codePointAt(i))) {
            int character = characters.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw GraphException.at(
                        after(origin, characters.substring(0, i)),
                        "character U+%04X is not allowed in YAML%s".formatted(character, EXPECTED));
            }
        }
    }

    /** The place that follows {@code before}. */
    private static SourceLocation after(String origin, String before) {
        String[] lines = before.split("\r\n|[\r\n]", -1);
        String last = lines[lines.length - 1];
        int marks = last.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? 1 : 0;
        return new SourceLocation(origin, lines.length, last.codePointCount(marks, last.length()) + 1);
    }
}
