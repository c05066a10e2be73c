package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.RepositoryName;

/** Something a person should know about one repository. */
public sealed interface Finding {

    /** The repository it is about. */
    RepositoryName repository();

    /** The secret is not there. */
    record Missing(RepositoryName repository) implements Finding {}

    /** The repository is gone, or the credential has no access; {@code reason} says which as far as GitHub does. */
    record Unreachable(RepositoryName repository, String reason) implements Finding {}

    /** The repository is read-only, so no rotation can reach it. For information. */
    record Archived(RepositoryName repository) implements Finding {}

    /** The repository is called {@code today} now; the graph should say so. For information. */
    record Renamed(RepositoryName repository, RepositoryName today) implements Finding {}
}
