package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.Account;
import io.github.ccatobs.pat.github.TokenFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one pass over the repositories saw.
 *
 * @param secret the secret that was looked for
 * @param auditedAt when the pass began
 * @param repositories one state for each repository, in the order they were given
 * @param account who the credential belongs to, when it may ask
 * @param token what GitHub's answers told of the credential
 */
public record Audit(
        SecretName secret,
        Instant auditedAt,
        List<RepositoryState> repositories,
        Optional<Account> account,
        TokenFacts token) {

    /** Copies. */
    public Audit {
        repositories = List.copyOf(repositories);
    }

    /** Whether every repository could be read. Only a complete audit may say that all is well. */
    public boolean isComplete() {
        return summary().unreadable() == 0;
    }

    /** Counts that add up to the number of repositories. */
    public Summary summary() {
        return repositories.stream()
                .map(RepositoryState::seen)
                .map(Summary::of)
                .reduce(new Summary(0, 0, 0), Summary::plus);
    }

    /** How many repositories hold the secret, lack it, and could not be read. */
    public record Summary(int present, int missing, int unreadable) {

        private static Summary of(Observation seen) {
            return switch (seen) {
                case Observation.Present present -> new Summary(1, 0, 0);
                case Observation.Absent absent -> new Summary(0, 1, 0);
                case Observation.Unreadable unreadable -> new Summary(0, 0, 1);
            };
        }

        private Summary plus(Summary other) {
            return new Summary(present + other.present, missing + other.missing, unreadable + other.unreadable);
        }
    }
}
