package io.github.ccatobs.pat.github;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The half of an HTTP message that both directions share: headers without regard to case, and a body, empty for none.
 */
record ContractMessage(Map<String, List<String>> headers, String body) {

    static final String JSON = "application/json";
    static final String RAW = "application/vnd.github.raw+json";

    ContractMessage {
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> List.copyOf(header.getValue()),
                        (one, other) -> one,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The content type without its parameters. */
    Optional<String> mediaType() {
        return header("Content-Type").map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
