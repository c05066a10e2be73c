package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.util.Optional;

/** What came of sending one call once. */
sealed interface Verdict {

    /** It did what was asked. */
    record Accepted(Answer answer) implements Verdict {}

    /** The same call is wanted at another address, as GitHub does for a renamed repository. */
    record Elsewhere(String location) implements Verdict {}

    /** It failed for a reason that may be gone in a moment. */
    record Passing(GitHubException.Unavailable failure) implements Verdict {}

    /**
     * A rate limit.
     *
     * @param told how long GitHub says to wait, empty when it does not say
     */
    record Limit(Optional<Duration> told) implements Verdict {}

    /** It failed for good. */
    record Final(GitHubException failure) implements Verdict {}
}
