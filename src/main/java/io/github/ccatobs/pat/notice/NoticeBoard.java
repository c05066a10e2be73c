package io.github.ccatobs.pat.notice;

/** Where people read notices. */
public interface NoticeBoard {

    /** Whether one is configured; when not, nobody wants to be told. */
    boolean isOpen();

    /**
     * Posts {@code notice}. When it returns, people can read it.
     *
     * @throws NotPosted when they may not be able to
     */
    void post(Notice notice);

    /**
     * Posts {@code notice} as {@link #post} does, marked as a test for those who read it.
     *
     * @throws NotPosted when it may not have arrived
     */
    void postTest(Notice notice);

    /**
     * Checks that the settings say where to post; posts nothing.
     *
     * @throws IllegalArgumentException when what they say is no such place
     * @throws io.github.ccatobs.pat.domain.VaultException when the vault does not say it
     * @throws NotPosted when none is configured
     */
    void verify();

    /** What {@link #post} would send, as a JSON document; sends nothing. */
    String preview(Notice notice);

    /** A notice may not have reached the board. The message says what went wrong and what to do, and no secret. */
    final class NotPosted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says what went wrong and what to do. */
        public NotPosted(String message) {
            super(message);
        }
    }
}
