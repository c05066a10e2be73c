package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.rotation.RotationHeader;

/** Does what takes longer than an answer may: on threads of this process, or in a state machine. Returns at once. */
public interface JobLauncher {

    /**
     * Runs the rotation in slices until it ends; twice for the same one is once.
     *
     * @throws JobUnavailableException when nobody takes it on; the rotation stays as it is recorded, and may be handed over again
     */
    void rotate(RotationHeader rotation);

    /**
     * Runs an audit.
     *
     * @return whether one was begun; not when one is running already
     * @throws JobUnavailableException when nobody takes it on
     */
    boolean audit();

    /** Nobody takes on what has to be done. */
    final class JobUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public JobUnavailableException(String message) {
            super(message);
        }
    }
}
