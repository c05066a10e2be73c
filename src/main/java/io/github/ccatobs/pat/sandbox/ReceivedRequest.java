package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request as it arrived. It holds everything, the credential too, but prints only what was asked for.
 *
 * @param at when, by the sandbox's clock
 * @param method the verb in upper case
 * @param path percent-encoded as sent, without the {@code /api/v3} of an enterprise server
 * @param query as sent, without the question mark; empty when there is none
 * @param headers names in lower case; several values joined with commas
 * @param body empty when there is none
 */
public record ReceivedRequest(
        Instant at, String method, String path, String query, Map<String, String> headers, String body) {

    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(?:token|bearer)\\s+(\\S+)");

    /** Copies the headers. */
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** The value of a header, whatever the case of its name here. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The token it came with. */
    public Optional<String> credential() {
        return header("authorization")
                .map(AUTHORIZATION::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1));
    }

    /** Whether it is a query of the GraphQL API, which is counted apart. */
    boolean isQuery() {
        return path.equals("/graphql");
    }

    /** Whether it changes something, which GitHub counts five times. */
    public boolean writes() {
        if (isQuery()) {
            return false;
        }
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    /** The request line, without the credential. */
    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }
}
