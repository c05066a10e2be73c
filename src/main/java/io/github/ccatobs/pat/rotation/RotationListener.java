package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;

/** Hears what a rotation does, from several threads. */
public interface RotationListener {

    /** GitHub was asked about the repositories that the ledger calls done. */
    default void checked(LedgerVerification holding) {}

    /** {@code count} repositories are looked at before the first write. */
    default void preflight(int count) {}

    /** Something is odd, in a sentence: in the look before the first write, or in how GitHub dates one. */
    default void warned(String warning) {}

    /**
     * The rotation begins or resumes.
     *
     * @param rotation as it is recorded at that moment
     * @param already how many of {@code all} repositories hold the token
     */
    default void started(Rotation rotation, int already, int all) {}

    /** One repository's outcome is recorded. */
    default void recorded(RepositoryName repository, Outcome outcome) {}

    /** {@code count} written repositories do not show a new time yet. */
    default void settling(int count) {}

    /** Hears nothing. */
    static RotationListener silent() {
        return new RotationListener() {};
    }
}
