package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where GitHub's REST API is, and whether an address still belongs to it.
 *
 * @param base https, or plain http to this machine; no query, fragment or user; no trailing slash
 */
public record ApiUrl(URI base) {

    private static final String EXPECTED =
            ": expected https://HOST[/api/v3], or http:// for localhost, a loopback address or *.localhost";

    /**
     * Reads {@code GITHUB_API_URL}.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    public static ApiUrl parse(String text) {
        try {
            var uri = new URI(text.strip().replaceAll("/+$", ""));
            if (!isAcceptable(uri)) {
                throw new IllegalArgumentException(refusal(text));
            }
            return new ApiUrl(uri);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
    }

    /** Whether {@code other} has the same scheme, host and port, so that it may see the credential. */
    boolean isSameHost(URI other) {
        return other.getHost() != null
                && other.getRawUserInfo() == null
                && base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost().equalsIgnoreCase(other.getHost())
                && port(base) == port(other);
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static String refusal(String text) {
        int at = text.indexOf('@');
        return "GITHUB_API_URL is " + Quoted.of(at < 0 ? text : "..." + text.substring(at)) + EXPECTED;
    }

    private static boolean isAcceptable(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && isThisMachine(uri.getHost())));
    }

    private static boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }
}
