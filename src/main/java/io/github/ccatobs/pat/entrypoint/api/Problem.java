package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request was not answered as asked, as RFC 9457 writes it. Nothing in it holds a token.
 *
 * @param detail what is wrong this time and what to do, for a person
 * @param headers besides {@code content-type}, names in lower case
 * @param more members of this kind of problem
 */
public record Problem(ProblemKind kind, String detail, Map<String, String> headers, Map<String, String> more) {

    /** Copies, and hides what looks like a token. */
    public Problem {
        detail = TokenRedactor.of(detail);
        headers = Map.copyOf(headers);
        more = new LinkedHashMap<>(more);
        more.replaceAll((name, value) -> TokenRedactor.of(value));
    }

    /** A problem of one sentence. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, Map.of(), Map.of());
    }

    /** The same problem with a header more. */
    public Problem with(String header, String value) {
        var headersThen = new LinkedHashMap<>(headers);
        headersThen.put(header, value);
        return new Problem(kind, detail, headersThen, more);
    }

    /** The same problem, which may be over after so many seconds. */
    public Problem retryAfter(int seconds) {
        return with("retry-after", Integer.toString(seconds));
    }

    /** The whole answer. */
    public ApiResponse response() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", kind.type());
        document.put("title", kind.title());
        document.put("status", kind.status());
        document.put("detail", detail);
        document.putAll(more);
        var all = new LinkedHashMap<>(headers);
        all.put("content-type", "application/problem+json");
        return new ApiResponse(kind.status(), all, JsonDocument.print(document));
    }

    /** Ends a request that cannot be answered as asked. */
    static final class ProblemException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        ProblemException(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }

        static ProblemException malformed(String detail) {
            return new ProblemException(of(ProblemKind.MALFORMED_REQUEST, detail));
        }

        Problem problem() {
            return problem;
        }
    }
}
