package io.github.ccatobs.pat.audit;

/** Has an audit made by somebody else than this process. */
public interface AuditLauncher {

    /**
     * Sees to it that an audit is made, and returns without waiting for it.
     *
     * @throws AuditLauncherUnavailableException when it cannot be had made
     * @throws IllegalArgumentException when it is not configured who makes it
     */
    void launch();

    /** Nobody can be had to make it. */
    final class AuditLauncherUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public AuditLauncherUnavailableException(String message) {
            super(message);
        }
    }
}
