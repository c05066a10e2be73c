package io.github.ccatobs.pat.sandbox;

/** GitHub says no: carries the answer from where it was decided to where it is sent. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    static Refusal of(int status, String message) {
        return new Refusal(Answer.message(status, message));
    }

    /** What GitHub says of everything that is not there, and of everything that the caller may not know to be there. */
    static Refusal notFound() {
        return of(404, "Not Found");
    }

    Answer answer() {
        return answer;
    }
}
