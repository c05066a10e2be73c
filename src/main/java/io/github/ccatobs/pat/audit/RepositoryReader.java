package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.GitHubException.Reason;
import io.github.ccatobs.pat.github.Repository;
import io.github.ccatobs.pat.github.SecretListing;
import java.util.Optional;

/**
 * Reads one repository: one call when all is well, one more to tell gone, hidden, renamed and archived apart. The list is
 * asked for rather than the secret by name, because a 404 on a name would not say what is missing.
 */
final class RepositoryReader {

    private final GitHub gitHub;
    private final SecretName secret;

    RepositoryReader(GitHub gitHub, SecretName secret) {
        this.gitHub = gitHub;
        this.secret = secret;
    }

    /**
     * Says what GitHub says; what it refuses becomes {@link Observation.Unreadable}.
     *
     * @throws GitHubException.CredentialRejected because no repository can be read any more
     */
    RepositoryState read(RepositoryName repository) {
        try {
            var listing = gitHub.secrets(repository);
            return listing.moved() ? followed(repository, listing) : RepositoryState.of(repository, seen(listing));
        } catch (GitHubException failure) {
            return explain(repository, failure);
        }
    }

    private Observation seen(SecretListing listing) {
        return listing.find(secret).<Observation>map(Observation.Present::new).orElseGet(Observation.Absent::new);
    }

    private RepositoryState followed(RepositoryName repository, SecretListing listing) {
        try {
            return described(repository, seen(listing), gitHub.repository(repository));
        } catch (GitHubException.NotFound | GitHubException.Forbidden unnamed) {
            return RepositoryState.of(repository, seen(listing));
        }
    }

    private RepositoryState explain(RepositoryName repository, GitHubException failure) {
        return switch (failure) {
            case GitHubException.CredentialRejected rejected -> throw rejected;
            case GitHubException.NotFound notFound -> ask(repository, notFound);
            case GitHubException.Forbidden forbidden
            when forbidden.reason() == Reason.PERMISSION -> ask(repository, forbidden);
            case GitHubException.Forbidden forbidden -> unreadable(repository, Cause.FORBIDDEN, forbidden.why());
            case GitHubException.Limited limited -> unreadable(repository, Cause.LIMITED, limited.why());
            case GitHubException.Invalid invalid -> unreadable(repository, Cause.UNAVAILABLE, invalid.why());
            case GitHubException.Unavailable unavailable ->
                unreadable(repository, Cause.UNAVAILABLE, unavailable.why());
        };
    }

    /** The list was refused; the repository itself says whether it is there. */
    private RepositoryState ask(RepositoryName repository, GitHubException refused) {
        try {
            var found = gitHub.repository(repository);
            return described(repository, new Observation.Unreadable(Cause.FORBIDDEN, noRight(found)), found);
        } catch (GitHubException.CredentialRejected rejected) {
            throw rejected;
        } catch (GitHubException.NotFound gone) {
            return unreadable(
                    repository,
                    Cause.UNREACHABLE,
                    "no such repository, or " + gitHub.credentialSource() + " may not see it");
        } catch (GitHubException.Forbidden forbidden) {
            return unreadable(repository, Cause.FORBIDDEN, forbidden.why());
        } catch (GitHubException unknown) {
            return unreadable(repository, Cause.UNAVAILABLE, refused.why());
        }
    }

    private String noRight(Repository found) {
        return found.disabled()
                ? "GitHub disabled the repository"
                : gitHub.credentialSource() + " may see it but not list its Actions secrets";
    }

    private static RepositoryState described(RepositoryName asked, Observation seen, Repository found) {
        return new RepositoryState(
                asked,
                seen,
                Optional.of(found.archived()),
                Optional.of(found.name()).filter(name -> !name.equals(asked)));
    }

    private static RepositoryState unreadable(RepositoryName repository, Cause cause, String reason) {
        return RepositoryState.of(repository, new Observation.Unreadable(cause, reason));
    }
}
