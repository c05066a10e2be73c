package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;
import io.github.ccatobs.pat.rotation.RotationId;

/** Starts jobs that take longer than an answer may, in this process or on AWS, and returns at once. */
public interface JobLauncher {

    /**
     * Runs the rotation in slices until it ends; one that is being run already is left alone.
     *
     * @throws JobUnavailableException when the job cannot be started; the rotation stays as it is recorded, and may be
     *     launched again
     * @throws IllegalArgumentException when it is not configured what runs it
     */
    void rotate(RotationId rotation);

    /**
     * Runs an audit.
     *
     * @return whether an audit was started; not when one is running already
     * @throws JobUnavailableException when the job cannot be started
     * @throws IllegalArgumentException when it is not configured what runs it
     */
    boolean audit();

    /** The job cannot be started. */
    final class JobUnavailableException extends FailureException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public JobUnavailableException(String message) {
            super(new FailureKind.Unavailable(FailureKind.FailureSource.JOB), message);
        }
    }
}
