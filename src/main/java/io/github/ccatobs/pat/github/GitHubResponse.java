package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One answer as it came.
 *
 * @param call what was asked, for messages
 * @param status the HTTP status
 * @param headers the first value of each header, by lower-case name
 * @param body the bytes; cut off when there are more than {@link #LARGEST}
 * @param took how long the call was under way, by our clock; never negative
 */
@SuppressWarnings("ArrayRecordComponent") // answers are read once and never compared
record GitHubResponse(GitHubRequest call, int status, Map<String, String> headers, byte[] body, Duration took) {

    /** An answer that came at once. */
    GitHubResponse(GitHubRequest call, int status, Map<String, String> headers, byte[] body) {
        this(call, status, headers, body, Duration.ZERO);
    }

    /** The same answer to a call that was sent at {@code sent} and is answered {@code now}. */
    GitHubResponse between(Instant sent, Instant now) {
        var passed = Duration.between(sent, now);
        return new GitHubResponse(call, status, headers, body, passed.isNegative() ? Duration.ZERO : passed);
    }

    /**
     * No answer of GitHub's is larger: a file comes with at most 1 MiB to the graph, a page of secrets with far less.
     */
    static final int LARGEST = 8 * 1024 * 1024;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    /** The header's value, whatever the case of its name. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The header's value when it is a whole number of at most 15 digits. */
    OptionalLong number(String name) {
        return header(name)
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElseGet(OptionalLong::empty);
    }

    /** The moment at which GitHub answered, by its own clock; empty when it sends no date or an invalid one. */
    Optional<Instant> date() {
        return header("date").flatMap(RetryAfter::date);
    }

    /** Whether it asks for the same call elsewhere; 303 asks for another one and is not followed. */
    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    boolean isTooLarge() {
        return body.length > LARGEST;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
