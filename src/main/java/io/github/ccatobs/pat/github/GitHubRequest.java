package io.github.ccatobs.pat.github;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * One call of the API: how to make it, and how to make it where a redirect points. All of our calls may be repeated:
 * reads change nothing, and writing the same secret twice leaves what writing it once does. A write is not followed where
 * a redirect points, because an address without an owner does not say whose secret it would be.
 *
 * @param kind what it costs
 * @param path where it goes below the base URL, for messages
 * @param trail the addresses that redirects led to, in order; the call goes to the last, or to its path without any
 * @param send makes the call
 * @param sendTo makes the same call at another address
 */
record GitHubRequest(RequestKind kind, String path, List<URI> trail, Sender send, Forwarder sendTo) {

    /** Makes a call with the value of its {@code Authorization} header. */
    @FunctionalInterface
    interface Sender {
        RestResponse<InputStream> send(GitHubApi api, String authorization);
    }

    /** Makes a call with the value of its {@code Authorization} header at another address. */
    @FunctionalInterface
    interface Forwarder {
        RestResponse<InputStream> send(GitHubApi api, String authorization, String address);
    }

    /**
     * The cost of a call in the points of GitHub's REST API.
     *
     * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit">Calculating
     *     points for the secondary rate limit</a>
     */
    enum RequestKind {
        READ("GET", 1, 4),
        WRITE("PUT", 5, 4),
        /** Makes something that would be there twice if it were made again, so that a lost answer is not asked for again. */
        CREATE("POST", 5, 1),
        /** Changes something to what it says, however often. */
        CHANGE("PATCH", 5, 4),
        /** A query of the GraphQL API, which has limits of its own; one that is too heavy is not repeated as it is. */
        QUERY("POST", 0, 1),
        /** The exchange of an App's JWT for a token, once in an hour; it passes no gate, because calls that passed wait for it. */
        EXCHANGE("POST", 5, 1),
        /** The end of a credential, which comes with no other. */
        REVOCATION("POST", 5, 4);

        private final String method;
        private final int points;
        private final int tries;

        RequestKind(String method, int points, int tries) {
            this.method = method;
            this.points = points;
            this.tries = tries;
        }

        String method() {
            return method;
        }

        /** Whether GitHub counts it as a request that creates content. */
        boolean isWriting() {
            return this == WRITE || this == CREATE || this == CHANGE;
        }

        int points() {
            return points;
        }

        /** How often it is sent at most while GitHub gives no usable answer. */
        int tries() {
            return tries;
        }
    }

    static GitHubRequest read(String path, Sender send) {
        return new GitHubRequest(
                RequestKind.READ,
                path,
                List.of(),
                send,
                (api, authorization, address) -> api.getAt(address, authorization, GitHubApi.JSON));
    }

    static GitHubRequest readRaw(String path, Sender send) {
        return new GitHubRequest(
                RequestKind.READ,
                path,
                List.of(),
                send,
                (api, authorization, address) -> api.getAt(address, authorization, GitHubApi.RAW));
    }

    static GitHubRequest write(String path, Sender send) {
        return new GitHubRequest(RequestKind.WRITE, path, List.of(), send, (api, authorization, address) -> {
            throw new IllegalStateException("a write is addressed by name, never where a redirect points");
        });
    }

    static GitHubRequest create(String path, Sender send) {
        return inPlace(RequestKind.CREATE, path, send);
    }

    static GitHubRequest change(String path, Sender send) {
        return inPlace(RequestKind.CHANGE, path, send);
    }

    private static GitHubRequest inPlace(RequestKind kind, String path, Sender send) {
        return new GitHubRequest(kind, path, List.of(), send, (api, authorization, address) -> {
            throw new IllegalStateException("what writes is addressed by name, never where a redirect points");
        });
    }

    static GitHubRequest query(GraphQlUrl url, GraphQlQuery query) {
        return new GitHubRequest(
                RequestKind.QUERY,
                "/graphql",
                List.of(),
                (api, authorization) -> api.query(url.toString(), query, authorization, GitHubApi.JSON),
                (api, authorization, address) -> {
                    throw new IllegalStateException("a query is never sent where a redirect points");
                });
    }

    static GitHubRequest exchange(String path, Sender send) {
        return new GitHubRequest(RequestKind.EXCHANGE, path, List.of(), send, (api, authorization, address) -> {
            throw new IllegalStateException("a JWT is never sent where a redirect points");
        });
    }

    /** Revokes {@code credential}, which stands in the body alone. */
    static GitHubRequest revocation(TokenCredential credential) {
        return new GitHubRequest(
                RequestKind.REVOCATION,
                "/credentials/revoke",
                List.of(),
                (api, authorization) -> api.revoke(credential.revocation(), GitHubApi.JSON),
                (api, authorization, address) -> {
                    throw new IllegalStateException("a credential is never sent where a redirect points");
                });
    }

    /** The same call with the same method and body, at {@code address}. */
    GitHubRequest redirectedTo(URI address) {
        List<URI> longer = Stream.concat(trail.stream(), Stream.of(address)).toList();
        return new GitHubRequest(
                kind,
                path,
                longer,
                (api, authorization) -> sendTo.send(api, authorization, address.toASCIIString()),
                sendTo);
    }

    /** Whether {@code target} can be the same thing elsewhere: a write must never reach a secret of another name. */
    boolean leadsToTheSame(URI target) {
        String name = path.substring(path.lastIndexOf('/'));
        return kind != RequestKind.WRITE
                || Optional.ofNullable(target.getRawPath())
                        .filter(there -> there.endsWith("/actions/secrets" + name))
                        .isPresent();
    }

    /** How many redirects led here. */
    int redirects() {
        return trail.size();
    }

    /** Where it goes. */
    URI address(ApiUrl apiUrl) {
        return trail.isEmpty() ? URI.create(apiUrl + path) : trail.getLast();
    }

    @Override
    public String toString() {
        return kind.method + " " + path;
    }
}
