package io.github.ccatobs.pat.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list that was asked for.
 *
 * @param size 1 to 100, 30 when nothing or nonsense was asked for
 * @param number counted from 1
 */
record PageRequest(int size, int number) {

    private static final int LARGEST = 100;
    private static final int USUAL = 30;

    static PageRequest of(Map<String, String> query) {
        int size = number(query.get("per_page"), USUAL);
        return new PageRequest(size < 1 ? USUAL : Math.min(size, LARGEST), Math.max(1, number(query.get("page"), 1)));
    }

    <T> List<T> cut(List<T> all) {
        return all.stream().skip((long) (number - 1) * size).limit(size).toList();
    }

    /** Adds the {@code Link} header, unless everything fits on one page. */
    SandboxResponse link(SandboxResponse response, String url, int total) {
        int last = Math.max(1, (total + size - 1) / size);
        var links = new LinkedHashMap<String, Integer>();
        if (number > 1) {
            links.put("prev", Math.min(number - 1, last));
        }
        if (number < last) {
            links.put("next", number + 1);
            links.put("last", last);
        }
        if (number > 1) {
            links.put("first", 1);
        }
        return links.isEmpty() ? response : response.with("link", text(links, url));
    }

    private String text(Map<String, Integer> links, String url) {
        return links.entrySet().stream()
                .map(link ->
                        "<%s?per_page=%d&page=%d>; rel=\"%s\"".formatted(url, size, link.getValue(), link.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException ignored) {
            return otherwise;
        }
    }
}
