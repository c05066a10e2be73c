package io.github.ccatobs.pat.sandbox;

/**
 * What a caller must be allowed to get an answer.
 *
 * @param permission a fine-grained permission, such as {@code secrets}
 * @param write whether it must be the permission to write
 * @param administrators whether a collaborator without admin rights is turned away
 */
record Need(String permission, boolean write, boolean administrators) {

    static final Need METADATA = toRead("metadata");
    static final Need CONTENTS = toRead("contents");
    static final Need ACTIONS = toRead("actions");

    static Need toRead(String permission) {
        return new Need(permission, false, false);
    }

    static Need toAdminister(String permission, boolean write) {
        return new Need(permission, write, true);
    }

    /** Whether anybody may do it to a public repository. */
    boolean isOpen() {
        return !administrators && !write;
    }

    /** As in the header {@code x-accepted-github-permissions}. */
    @Override
    public String toString() {
        return permission + "=" + (write ? "write" : "read");
    }
}
