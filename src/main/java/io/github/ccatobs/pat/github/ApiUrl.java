package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecureUrl;
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
    private static final int HTTPS = 443;
    /** A part of a path that is empty or leads elsewhere. */
    private static final String ODD_SEGMENT = ".*/\\.{0,2}(/.*)?";

    /**
     * Checks that a credential may be sent there.
     *
     * @throws IllegalArgumentException naming what came, without what may be a password in it, and what was expected
     */
    public ApiUrl {
        if (!isAcceptable(base)) {
            throw new IllegalArgumentException(refusal(base.toString()));
        }
    }

    /**
     * Reads {@code GITHUB_API_URL}.
     *
     * @throws IllegalArgumentException naming what came, without what may be a password in it, and what was expected
     */
    public static ApiUrl parse(String text) {
        try {
            return new ApiUrl(new URI(text.strip().replaceAll("/+$", "")));
        } catch (URISyntaxException e) { // not passed on as the cause: it repeats the whole text
            throw new IllegalArgumentException(refusal(text));
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

    /**
     * Whether {@code link}, which came from outside, leads by https to this GitHub's own web pages, so that people may
     * be sent there. The pages of {@code api.github.com} are on {@code github.com}, those of {@code api.acme.ghe.com}
     * on {@code acme.ghe.com}, and those of an Enterprise Server on its own host. A stand-in for GitHub on this
     * machine has no pages, so those of github.com are meant.
     */
    boolean isWebPage(URI link) {
        return "https".equalsIgnoreCase(link.getScheme())
                && link.getHost() != null
                && link.getRawUserInfo() == null
                && webHost().equalsIgnoreCase(link.getHost())
                && (port(link) == HTTPS || port(link) == port(base));
    }

    /** The host of the web pages and of git, in lower case. */
    public String webHost() {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        if (SecureUrl.isThisMachine(host)) {
            return "github.com";
        }
        return host.equals("api.github.com") || host.matches("api\\.[^.]+\\.ghe\\.com")
                ? host.substring("api.".length())
                : host;
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static String refusal(String text) {
        return "GITHUB_API_URL is " + (text.contains("://") ? QuotedText.of(withoutPassword(text)) : "not an address")
                + EXPECTED;
    }

    /** Without all that is before the last {@code @}, and without the query. */
    private static String withoutPassword(String text) {
        int at = text.lastIndexOf('@');
        String shown = at < 0 ? text : "..." + text.substring(at);
        return shown.replaceFirst("(?s)[?#].*", "?...");
    }

    private static boolean isAcceptable(URI uri) {
        return SecureUrl.isAcceptable(uri)
                && uri.getRawQuery() == null
                && !uri.getRawPath().matches(ODD_SEGMENT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : HTTPS;
    }
}
