package io.github.ccatobs.pat.entrypoint.api;

import io.github.ccatobs.pat.rotation.RotationHead;

/** Does what takes longer than an answer may: on threads of this process, or in a state machine. Returns at once. */
public interface Background {

    /** Runs the rotation in slices until it ends; twice for the same one is once. */
    void rotate(RotationHead rotation);

    /**
     * Runs an audit.
     *
     * @return whether one was begun; not when one is running already
     */
    boolean audit();
}
