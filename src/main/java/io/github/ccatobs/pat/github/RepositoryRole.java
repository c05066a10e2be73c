package io.github.ccatobs.pat.github;

import java.util.Locale;

/** The role of the credential's account in a repository, from least to most. */
public enum RepositoryRole {
    /** Read. */
    READ,
    /** Read, and manage issues. */
    TRIAGE,
    /** Push. */
    WRITE,
    /** Push, and manage the repository without its dangerous settings. */
    MAINTAIN,
    /** Everything. */
    ADMIN;

    /** Whether GitHub certainly refuses to let it write secrets; a custom role shows as the one it extends. */
    public boolean isTooLowToWriteSecrets() {
        return compareTo(WRITE) < 0;
    }

    @Override
    public String toString() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
