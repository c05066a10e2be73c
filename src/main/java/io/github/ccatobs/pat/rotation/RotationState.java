package io.github.ccatobs.pat.rotation;

/** Where a rotation stands. */
public enum RotationState {
    /** Somebody works on it, or died while doing so. */
    RUNNING,
    /** A limit or the end of its time made it pause; it goes on at {@code waitUntil}. */
    WAITING,
    /** Every repository holds the token. */
    COMPLETE,
    /** It ended before every repository was updated; running it again continues. */
    STOPPED,
    /** It ended before the first write. */
    REFUSED,
    /** Another token came before it was complete; nobody continues it. */
    SUPERSEDED
}
