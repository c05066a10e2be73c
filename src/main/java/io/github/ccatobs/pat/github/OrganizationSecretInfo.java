package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * A secret of an organisation.
 *
 * @param updatedAt when it was last written, by GitHub's clock
 * @param access the repositories that it is shared with
 */
public record OrganizationSecretInfo(Instant updatedAt, Access access) {

    /** The products of GitHub that an organisation has secrets for, each apart. */
    public enum OrganizationSecretStore {
        /** Workflows. */
        ACTIONS("Actions"),
        /** Workflows that Dependabot starts, which get these in the place of those of Actions. */
        DEPENDABOT("Dependabot"),
        /** People's codespaces; an Enterprise Server has none. */
        CODESPACES("Codespaces");

        private final String words;

        OrganizationSecretStore(String words) {
            this.words = words;
        }

        /** As in GitHub's addresses: {@code dependabot}. */
        public String path() {
            return words.toLowerCase(Locale.ROOT);
        }

        /** As on GitHub's pages: {@code Dependabot}. */
        @Override
        public String toString() {
            return words;
        }
    }

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
