package io.github.ccatobs.pat.github;

import java.util.Optional;

/** Gives each call of a client its token. Safe for use by several threads. */
interface TokenProvider {

    /** The token for a call, or why there is none. */
    sealed interface Authorization {

        /** Send with this. */
        record Granted(TokenCredential token) implements Authorization {}

        /** Nothing can be sent, which means this for the call. */
        record Withheld(ResponseKind kind) implements Authorization {}
    }

    /** The token to send with now, a new one when the last one is about to end; counts what it sends with {@code state}. */
    Authorization authorize(CredentialTracker state, TimeBudget budget);

    /** What {@code kind}, the meaning of {@code response}, means for who sent {@code token}. */
    ResponseKind judge(ResponseKind kind, GitHubResponse response, TokenCredential token);

    /** Its name in messages. */
    String source();

    /** The account of an App; empty for a token, whose account GitHub tells. */
    default Optional<Account> account(CredentialTracker state) {
        return Optional.empty();
    }

    /** Whether it is an App, which has no account and no role in a repository, and which does not end. */
    default boolean isApp() {
        return false;
    }

    /** One token for all calls. */
    record FixedTokenProvider(TokenCredential token) implements TokenProvider {

        @Override
        public Authorization authorize(CredentialTracker state, TimeBudget budget) {
            return new Authorization.Granted(token);
        }

        @Override
        public ResponseKind judge(ResponseKind kind, GitHubResponse response, TokenCredential sent) {
            return kind;
        }

        @Override
        public String source() {
            return token.source();
        }
    }
}
