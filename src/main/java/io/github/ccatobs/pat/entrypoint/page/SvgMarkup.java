package io.github.ccatobs.pat.entrypoint.page;

import java.util.Locale;

/** Parts of SVG documents. */
final class SvgMarkup {

    private SvgMarkup() {}

    /** The start tag of a picture, which a reader of screens calls {@code label}. */
    static String open(String style, int width, int height, String label) {
        return String.format(
                Locale.ROOT,
                "<svg class=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"group\" aria-label=\"%s\""
                        + " xmlns=\"http://www.w3.org/2000/svg\">",
                style,
                width,
                height,
                width,
                height,
                escaped(label));
    }

    /** {@code text} as content or as an attribute in double quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** {@code text}, cut in its middle to {@code most} characters: ends differ more often than middles. */
    static String fit(String text, int most) {
        int half = most / 2;
        return text.length() <= most
                ? text
                : text.substring(0, half) + "…" + text.substring(text.length() - (most - half - 1));
    }
}
