package io.github.ccatobs.pat.sandbox;

/**
 * The permission that a caller needs.
 *
 * @param permission a fine-grained permission, such as {@code secrets}
 * @param write whether it must be the permission to write
 * @param administrators whether a collaborator without admin rights is turned away
 */
record RequiredPermission(String permission, boolean write, boolean administrators) {

    static final RequiredPermission METADATA = toRead("metadata");
    static final RequiredPermission CONTENTS = toRead("contents");
    static final RequiredPermission ACTIONS = toRead("actions");

    static RequiredPermission toRead(String permission) {
        return new RequiredPermission(permission, false, false);
    }

    static RequiredPermission toWrite(String permission) {
        return new RequiredPermission(permission, true, false);
    }

    static RequiredPermission toAdminister(String permission, boolean write) {
        return new RequiredPermission(permission, write, true);
    }

    /** Whether every caller may do it to a public repository. */
    boolean isOpen() {
        return !administrators && !write;
    }

    /** As in the header {@code x-accepted-github-permissions}. */
    @Override
    public String toString() {
        return permission + "=" + (write ? "write" : "read");
    }
}
