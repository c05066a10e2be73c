package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.github.GitHubClient;
import io.github.ccatobs.pat.github.RateLimitForecast;
import java.util.Optional;

/**
 * Who calls GitHub in a rotation.
 *
 * @param writer what writes: the configured credential, or the new token itself
 * @param token the new token, when another credential writes
 * @param triesActions whether that token must read the Actions of every repository
 */
public record RotationClients(GitHubClient writer, Optional<GitHubClient> token, boolean triesActions) {

    /** The new token writes itself. */
    public static RotationClients tokenItself(GitHubClient token) {
        return new RotationClients(token, Optional.empty(), false);
    }

    /** The configured credential writes. */
    public static RotationClients configured(GitHubClient writer, GitHubClient token, boolean triesActions) {
        return new RotationClients(writer, Optional.of(token), triesActions);
    }

    /** Foretells how long writes take whose outcomes {@code store} keeps. */
    RateLimitForecast forecast(RotationStore store) {
        return writer.forecast().keepingEachFor(store.timeOfChange());
    }

    /** GitHub as the new token sees it. */
    GitHubClient asToken() {
        return token.orElse(writer);
    }
}
