package io.github.ccatobs.pat.github;

/** Is told of every request that was sent, also of those that are repeated, so that they can be counted. */
public interface RequestListener {

    /** One was answered with {@code status}; called from the thread that sent it. */
    void answered(int status);

    /** One was sent, and no whole answer came in time. */
    void unanswered();

    /** Hears nothing. */
    static RequestListener silent() {
        return new RequestListener() {
            @Override
            public void answered(int status) {}

            @Override
            public void unanswered() {}
        };
    }
}
