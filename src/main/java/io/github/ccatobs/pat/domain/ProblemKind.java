package io.github.ccatobs.pat.domain;

import java.util.Locale;

/** The kinds of problems that an HTTP response reports, as RFC 9457 writes them. A program distinguishes them by {@code type}. */
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
    /** No secret is configured that holds the token. */
    NO_TOKEN_SECRET(409, "No secret holds the token"),
    /** It is not JSON. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    /** The vault has something else than a token. */
    TOKEN_UNUSABLE(422, "The stored secret is not a valid token"),
    /** Too much was asked. */
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /** A bug. */
    DEFECT(500, "A defect in ccat-pat"),
    /** GitHub refuses what a credential asks for, or does not show it. */
    GITHUB_REFUSED(500, "GitHub refused the call"),
    /** A setting is missing or wrong. */
    NOT_CONFIGURED(500, "A setting is missing or wrong"),
    /** GitHub limits calls, or does not answer. */
    GITHUB_UNAVAILABLE(503, "GitHub does not answer now"),
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

    /** Its title. */
    public String title() {
        return title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The {@code type} of RFC 9457. */
    public String type() {
        return "urn:ccat-pat:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
