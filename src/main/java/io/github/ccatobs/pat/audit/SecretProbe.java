package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.audit.Observation.Cause;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.GitHubException;
import io.github.ccatobs.pat.github.SecretListing;
import java.util.function.Supplier;

/** One look at one list of secrets. */
public final class SecretProbe {

    private final GitHubClient gitHub;
    private final SecretName secret;

    /** Looks with {@code gitHub} for {@code secret}. */
    public SecretProbe(GitHubClient gitHub, SecretName secret) {
        this.gitHub = gitHub;
        this.secret = secret;
    }

    /**
     * Says what is seen of the secret; what GitHub refuses becomes {@link Observation.Unreadable}.
     *
     * @throws GitHubException.CredentialRejectedException because nothing can be read any more
     */
    public Observation at(Supplier<SecretListing> list) {
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
     * The words of a refusal.
     *
     * @throws GitHubException.CredentialRejectedException when {@code failure} is one
     */
    public Observation.Unreadable unreadable(GitHubException failure) {
        return new Observation.Unreadable(cause(failure), reason(failure));
    }

    private static Cause cause(GitHubException failure) {
        return switch (failure) {
            case GitHubException.CredentialRejectedException rejected -> throw rejected;
            case GitHubException.NotFoundException notFound -> Cause.UNREACHABLE;
            case GitHubException.ForbiddenException forbidden -> Cause.FORBIDDEN;
            case GitHubException.RepositoryTransferredException transferred -> Cause.FORBIDDEN;
            case GitHubException.RateLimitedException limited -> Cause.LIMITED;
            case GitHubException.GitHubValidationException invalid -> Cause.UNAVAILABLE;
            case GitHubException.GitHubUnavailableException unavailable -> Cause.UNAVAILABLE;
        };
    }

    private String reason(GitHubException failure) {
        return failure instanceof GitHubException.NotFoundException gone
                ? gone.explanation().orElseGet(() -> "not found, or not visible to " + gitHub.credentialSource())
                : failure.why();
    }
}
