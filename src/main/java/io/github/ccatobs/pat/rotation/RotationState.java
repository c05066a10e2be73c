package io.github.ccatobs.pat.rotation;

/** Where a rotation stands. */
public enum RotationState {
    /** A process works on it, or died while doing so. */
    RUNNING,
    /** A limit or the end of its time made it pause; it resumes at {@code waitUntil}. */
    WAITING,
    /** Every repository holds the token. */
    COMPLETE,
    /** It ended before every repository was updated; running it again continues. */
    STOPPED,
    /** It ended before the first write. */
    REFUSED,
    /** A rotation of another token began before it was complete; it is never continued. */
    SUPERSEDED
}
