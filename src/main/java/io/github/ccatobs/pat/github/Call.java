package io.github.ccatobs.pat.github;

import java.io.InputStream;
import java.net.URI;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * One call of the API: how to make it, and how to make it where a redirect points. All of our calls may be repeated:
 * reads change nothing, and writing the same secret twice leaves what writing it once does.
 *
 * @param kind what it costs
 * @param path where it goes below the base URL, for messages
 * @param redirects how many redirects led here
 * @param send makes the call
 * @param sendTo makes the same call at another address
 */
record Call(
        Kind kind,
        String path,
        int redirects,
        Function<GitHubApi, RestResponse<InputStream>> send,
        BiFunction<GitHubApi, String, RestResponse<InputStream>> sendTo) {

    /**
     * What a call costs in GitHub's points.
     *
     * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit">Calculating
     *     points for the secondary rate limit</a>
     */
    enum Kind {
        READ("GET", 1),
        WRITE("PUT", 5);

        private final String method;
        private final int points;

        Kind(String method, int points) {
            this.method = method;
            this.points = points;
        }

        int points() {
            return points;
        }
    }

    static Call read(String path, Function<GitHubApi, RestResponse<InputStream>> send) {
        return new Call(Kind.READ, path, 0, send, (api, address) -> api.getAt(address, GitHubApi.JSON));
    }

    static Call readRaw(String path, Function<GitHubApi, RestResponse<InputStream>> send) {
        return new Call(Kind.READ, path, 0, send, (api, address) -> api.getAt(address, GitHubApi.RAW));
    }

    static Call write(String path, SecretUpload upload, Function<GitHubApi, RestResponse<InputStream>> send) {
        return new Call(Kind.WRITE, path, 0, send, (api, address) -> api.putAt(address, upload, GitHubApi.JSON));
    }

    /** The same call with the same method and body, at {@code address}. */
    Call redirectedTo(URI address) {
        return new Call(kind, path, redirects + 1, api -> sendTo.apply(api, address.toASCIIString()), sendTo);
    }

    @Override
    public String toString() {
        return kind.method + " " + path;
    }
}
