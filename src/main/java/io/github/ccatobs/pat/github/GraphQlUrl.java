package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecureUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where GitHub's GraphQL API is: always on the REST API's own host, because the credential never goes to another.
 *
 * @see <a href="https://docs.github.com/graphql/guides/forming-calls-with-graphql#the-graphql-endpoint">The GraphQL endpoint</a>
 */
record GraphQlUrl(URI address) {

    private static final String ENTERPRISE_REST = "/api/v3";

    /**
     * Reads {@code configured}, the value of {@code GITHUB_GRAPHQL_URL}; without one it is the address beside {@code api}.
     *
     * @throws IllegalArgumentException when it is not an address on the host of {@code api}
     */
    static GraphQlUrl of(ApiUrl api, Optional<String> configured) {
        return configured
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> parse(text, api))
                .orElseGet(() -> new GraphQlUrl(beside(api.toString())));
    }

    private static URI beside(String api) {
        return URI.create(
                api.endsWith(ENTERPRISE_REST)
                        ? api.substring(0, api.length() - ENTERPRISE_REST.length()) + "/api/graphql"
                        : api + "/graphql");
    }

    private static GraphQlUrl parse(String text, ApiUrl api) {
        try {
            var address = new URI(text);
            if (SecureUrl.isAcceptable(address) && address.getRawQuery() == null && api.isSameHost(address)) {
                return new GraphQlUrl(address);
            }
            throw refusal(address.getHost() == null ? "not an address" : "on " + QuotedText.of(address.getHost()), api);
        } catch (URISyntaxException e) { // not passed on as the cause: it repeats the whole text
            throw refusal("not an address", api);
        }
    }

    private static IllegalArgumentException refusal(String what, ApiUrl api) {
        return new IllegalArgumentException("GITHUB_GRAPHQL_URL is " + what + ": expected an address of the host of"
                + " GITHUB_API_URL, " + api + ", without a query, because the credential goes to no other host");
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
