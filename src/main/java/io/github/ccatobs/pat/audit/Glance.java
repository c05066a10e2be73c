package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHub;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.SecretListing;
import java.util.function.Supplier;

/** One look at one list of secrets. */
final class Glance {

    private final GitHub gitHub;
    private final SecretName secret;

    Glance(GitHub gitHub, SecretName secret) {
        this.gitHub = gitHub;
        this.secret = secret;
    }

    /**
     * Says what is seen of the secret; what GitHub refuses becomes {@link Observation.Unreadable}.
     *
     * @throws GitHubException.CredentialRejected because nothing can be read any more
     */
    Observation at(Supplier<SecretListing> list) {
        try {
            return seen(list.get());
        } catch (GitHubException failure) {
            return unreadable(failure);
        }
    }

    Observation seen(SecretListing listing) {
        return listing.find(secret).<Observation>map(Observation.Present::new).orElseGet(Observation.Absent::new);
    }

    /**
     * What a refusal says.
     *
     * @throws GitHubException.CredentialRejected when {@code failure} is one
     */
    Observation.Unreadable unreadable(GitHubException failure) {
        return new Observation.Unreadable(cause(failure), reason(failure));
    }

    private static Cause cause(GitHubException failure) {
        return switch (failure) {
            case GitHubException.CredentialRejected rejected -> throw rejected;
            case GitHubException.NotFound notFound -> Cause.UNREACHABLE;
            case GitHubException.Forbidden forbidden -> Cause.FORBIDDEN;
            case GitHubException.Transferred transferred -> Cause.FORBIDDEN;
            case GitHubException.Limited limited -> Cause.LIMITED;
            case GitHubException.Invalid invalid -> Cause.UNAVAILABLE;
            case GitHubException.Unavailable unavailable -> Cause.UNAVAILABLE;
        };
    }

    private String reason(GitHubException failure) {
        return failure instanceof GitHubException.NotFound
                ? "not found, or not visible to " + gitHub.credentialSource()
                : failure.why();
    }
}
