package io.github.ccatobs.pat.rotation;

/** Has a rotation run slice after slice, by somebody else than this process. */
public interface RotationLauncher {

    /**
     * Sees to it that {@code rotation} is run, and returns without waiting for it; one that is run already is left to
     * whoever runs it.
     *
     * @throws RotationLauncherUnavailableException when it cannot be had run
     * @throws IllegalArgumentException when it is not configured who runs it
     */
    void launch(RotationHeader rotation);

    /** Nobody can be had to run it. */
    final class RotationLauncherUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says why, and what to do. */
        public RotationLauncherUnavailableException(String message) {
            super(message);
        }
    }
}
