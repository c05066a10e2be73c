package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubException.ForbiddenReason;
import io.github.ccatobs.pat.github.RepositoryInfo;
import io.github.ccatobs.pat.github.SecretListing;

/**
 * Reads one repository: one call when all is well, one more to tell gone, hidden, renamed and archived apart. The list
 * is asked for rather than the secret by name, because a 404 on a name would not say what is missing.
 */
final class RepositoryReader {

    private final GitHubClient gitHub;
    private final SecretProbe secretProbe;

    RepositoryReader(GitHubClient gitHub, SecretName secret) {
        this.gitHub = gitHub;
        this.secretProbe = new SecretProbe(gitHub, secret);
    }

    /**
     * Says what GitHub says; what it refuses becomes {@link Observation.Unreadable}.
     *
     * @throws GitHubException.CredentialRejectedException because no repository can be read any more
     */
    RepositoryState read(RepositoryName repository) {
        try {
            var listing = gitHub.secrets(repository);
            return listing.moved()
                    ? followed(repository, listing)
                    : RepositoryState.of(repository, secretProbe.seen(listing));
        } catch (GitHubException failure) {
            return explain(repository, failure);
        }
    }

    /** Until GitHub says whose the repository is, what was read may be another owner's. */
    private RepositoryState followed(RepositoryName repository, SecretListing listing) {
        try {
            return RepositoryState.of(repository, secretProbe.seen(listing)).describedBy(gitHub.repository(repository));
        } catch (GitHubException e) {
            var why = secretProbe.unreadable(e);
            return RepositoryState.of(
                    repository,
                    new Observation.Unreadable(
                            why.cause(), "it has moved, and GitHub does not say whose it is: " + why.reason()));
        }
    }

    private RepositoryState explain(RepositoryName repository, GitHubException failure) {
        return isAmbiguous(failure)
                ? ask(repository, failure)
                : RepositoryState.of(repository, secretProbe.unreadable(failure));
    }

    /** The list was refused; the repository itself says whether it is there. */
    private RepositoryState ask(RepositoryName repository, GitHubException refused) {
        try {
            var found = gitHub.repository(repository);
            return RepositoryState.of(repository, new Observation.Unreadable(Cause.FORBIDDEN, noRight(found, refused)))
                    .describedBy(found);
        } catch (GitHubException failure) {
            return RepositoryState.of(repository, secretProbe.unreadable(failure));
        }
    }

    /** Gone, hidden, renamed or short of a right: for the list these look alike. */
    private static boolean isAmbiguous(GitHubException failure) {
        return switch (failure) {
            case GitHubException.NotFoundException notFound -> true;
            case GitHubException.ForbiddenException forbidden -> forbidden.reason() == ForbiddenReason.PERMISSION;
            default -> false;
        };
    }

    private String noRight(RepositoryInfo found, GitHubException refused) {
        if (found.disabled()) {
            return "GitHub disabled the repository";
        }
        return refused instanceof GitHubException.NotFoundException gone
                ? gone.explanation().orElseGet(() -> gitHub.credentialSource() + " may not list its secrets")
                : refused.why();
    }
}
