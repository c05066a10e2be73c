package io.github.ccatobs.pat.github;

/** Is told of every request that was sent, also of those that are repeated, so that they can be counted. */
public interface CallListener {

    /** One was answered with {@code status}; called from the thread that sent it. */
    void answered(int status);

    /** One was sent, and no whole answer came in time. */
    void unanswered();

    /** Hears nothing. */
    static CallListener silent() {
        return new CallListener() {
            @Override
            public void answered(int status) {}

            @Override
            public void unanswered() {}
        };
    }
}
