package io.github.ccatobs.pat.github;

/** Learns of every request that was sent, repeated ones too, to count them. */
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
