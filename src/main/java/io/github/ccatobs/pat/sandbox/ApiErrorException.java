package io.github.ccatobs.pat.sandbox;

/** GitHub says no: carries the answer from where it was decided to where it is sent. */
final class ApiErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SandboxResponse response;

    ApiErrorException(SandboxResponse response) {
        super("refused with " + response.status(), null, false, false);
        this.response = response;
    }

    static ApiErrorException of(int status, String message) {
        return new ApiErrorException(SandboxResponse.message(status, message));
    }

    /** GitHub's answer for a missing thing, and for one that the caller may not know to exist. */
    static ApiErrorException notFound() {
        return of(404, "Not Found");
    }

    SandboxResponse answer() {
        return response;
    }
}
