package io.github.ccatobs.pat.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request whose sender is known.
 *
 * @param base how the sender addresses this server, which links in answers repeat
 * @param caller whose token it came with; empty for a request without one
 */
record SandboxRequest(ReceivedRequest request, String base, Optional<SandboxToken> caller) {

    /** The version without the breaking changes of 2026, and GitHub's choice when none is asked for. */
    static final String OLD_VERSION = "2022-11-28";

    /** Decoded, one for each part of the path. A slash inside a part stays inside. */
    List<String> segments() {
        return Arrays.stream(request.path().split("/", -1))
                .skip(1)
                .map(SandboxRequest::decodePath)
                .toList();
    }

    Map<String, String> query() {
        return Arrays.stream(request.query().split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1]), (first, again) -> again));
    }

    boolean reads() {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    Instant now() {
        return request.at();
    }

    boolean asksForOldVersion() {
        return request.header("x-github-api-version").orElse(OLD_VERSION).equals(OLD_VERSION);
    }

    /** Whether the Accept header names a media type like {@code application/vnd.github.raw+json}. */
    boolean accepts(String kind) {
        return request.header("accept").orElse("").contains("." + kind);
    }

    /** Something about the caller, for a request that came with a token. */
    <T> Optional<T> ofCaller(Function<SandboxToken, T> question) {
        return caller.map(question);
    }

    /** A name as one part of a path. */
    static String encodePath(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decodePath(String part) {
        return decode(part.replace("+", "%2B"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ignored) {
            return text;
        }
    }
}
