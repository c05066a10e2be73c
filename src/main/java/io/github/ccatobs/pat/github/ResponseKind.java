package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.Optional;

/** The result of sending one request once. */
sealed interface ResponseKind {

    /** It did what was asked. */
    record Success(GitHubResponse answer) implements ResponseKind {}

    /** The same call is wanted at another address, as GitHub does for a renamed repository. */
    record Redirected(String location) implements ResponseKind {}

    /** It failed for a reason that may be gone in a moment. */
    record TransientFailure(GitHubException.GitHubUnavailableException failure) implements ResponseKind {}

    /**
     * A rate limit.
     *
     * @param told how long GitHub says to wait, empty when it does not say
     */
    record RateLimited(Optional<Duration> told) implements ResponseKind {}

    /**
     * An App's token was refused that another one, or the same a moment later, may not be.
     *
     * @param isFresh whether the token was made a moment ago, so that GitHub may not know it everywhere yet
     */
    record StaleToken(GitHubException failure, boolean isFresh) implements ResponseKind {}

    /** It failed for good. */
    record PermanentFailure(GitHubException failure) implements ResponseKind {}
}
