package io.github.ccatobs.pat.github;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests were sent, repeated ones included.
 *
 * @param queries those of the GraphQL API
 * @param others all that are not
 */
public record SentRequests(long queries, long others) {

    /** Of these, those that are not among {@code earlier}. */
    public SentRequests since(SentRequests earlier) {
        return new SentRequests(queries - earlier.queries, others - earlier.others);
    }

    /** These and {@code more}. */
    public SentRequests and(SentRequests more) {
        return new SentRequests(queries + more.queries, others + more.others);
    }

    /** Counts them. Safe for use by several threads. */
    static final class Counter {
        private final LongAdder queries = new LongAdder();
        private final LongAdder others = new LongAdder();

        void count(GitHubRequest request) {
            (request.kind() == GitHubRequest.RequestKind.QUERY ? queries : others).increment();
        }

        SentRequests soFar() {
            return new SentRequests(queries.sum(), others.sum());
        }
    }
}
