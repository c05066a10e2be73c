package io.github.ccatobs.pat.audit;

/** Has an audit made by somebody else than this process. */
public interface AuditLauncher {

    /**
     * Sees to it that an audit is made, and returns without waiting for it.
     *
     * @throws Unavailable when it cannot be had made
     * @throws IllegalArgumentException when it is not configured who makes it
     */
    void launch();

    /** Nobody can be had to make it. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public Unavailable(String message) {
            super(message);
        }
    }
}
