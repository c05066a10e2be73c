package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.Set;

/**
 * An Actions secret of an organisation.
 *
 * @param updatedAt when it was last written, by GitHub's clock
 * @param access the repositories that it is shared with
 */
public record OrganizationActionsSecret(Instant updatedAt, Access access) {

    /** The repositories of the organisation that the secret is shared with. */
    public sealed interface Access {

        /** All of them. */
        record AllRepositories() implements Access {}

        /** The private and the internal ones. */
        record PrivateRepositories() implements Access {}

        /** These alone. */
        record SelectedRepositories(Set<RepositoryName> names) implements Access {

            /** Copies. */
            public SelectedRepositories {
                names = Set.copyOf(names);
            }
        }
    }

    /** Whether it is shared with a repository of the organisation, which has the name {@code today}. */
    public boolean isSharedWith(RepositoryName today, boolean isPrivate) {
        return switch (access) {
            case Access.AllRepositories all -> true;
            case Access.PrivateRepositories privateOnes -> isPrivate;
            case Access.SelectedRepositories(Set<RepositoryName> names) -> names.contains(today);
        };
    }
}
