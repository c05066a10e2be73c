package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.json.JsonDocument;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Why a request was not answered as asked, as RFC 9457 writes it. Nothing in it holds a token.
 *
 * @param detail what is wrong this time and what to do, for a person
 * @param headers besides {@code content-type}, names in lower case
 * @param more members of this kind of problem
 */
public record Problem(ProblemKind kind, String detail, Map<String, String> headers, Map<String, String> more) {

    private static final String TYPE = "urn:ccat-pat:problem:";

    /** The kinds of problems. A program distinguishes them by {@code type}. */
    public enum ProblemKind {
        /** The request cannot be understood. */
        MALFORMED_REQUEST(400, "The request cannot be understood"),
        /** The caller is not authenticated. */
        UNAUTHENTICATED(401, "Not authenticated"),
        /** Not allowed. */
        FORBIDDEN(403, "Not allowed"),
        /** There is nothing of that name. */
        NOT_FOUND(404, "Not found"),
        /** It cannot be done with that. */
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        /** Another rotation is in the way. */
        ROTATION_RUNNING(409, "Another rotation is running"),
        /** It is not JSON. */
        UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
        /** The vault has something else than a token. */
        TOKEN_UNUSABLE(422, "The stored secret is not a valid token"),
        /** Too much was asked. */
        TOO_MANY_REQUESTS(429, "Too many requests"),
        /** A bug. */
        DEFECT(500, "A defect in ccat-pat"),
        /** A setting is missing or wrong. */
        NOT_CONFIGURED(500, "A setting is missing or wrong"),
        /** The vault does not answer, or does not say. */
        TOKEN_UNAVAILABLE(503, "Secrets Manager did not return the token"),
        /** The store cannot be read or written. */
        STORE_UNAVAILABLE(503, "The store cannot be used"),
        /** The launcher is unavailable. */
        BACKGROUND_UNAVAILABLE(503, "The work cannot be started");

        private final int status;
        private final String title;

        ProblemKind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        private String type() {
            return TYPE + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

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
        document.put("title", kind.title);
        document.put("status", kind.status);
        document.put("detail", detail);
        document.putAll(more);
        var all = new LinkedHashMap<>(headers);
        all.put("content-type", "application/problem+json");
        return new ApiResponse(kind.status, all, JsonDocument.print(document));
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
