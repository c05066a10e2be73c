package io.github.ccatobs.pat.github;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecureUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where GitHub's REST API is, and whether an address still belongs to it.
 *
 * @param base https, or plain http to this machine; no query, fragment or user; no trailing slash
 */
public record ApiUrl(URI base) {

    private static final String EXPECTED =
            ": expected https://HOST[/api/v3], or http:// for localhost, a loopback address or *.localhost";
    /** The API of github.com. */
    public static final String GITHUB_COM = "https://api.github.com";

    private static final Pattern CLOUD = Pattern.compile("api\\.(?:github\\.com|[^.]+\\.ghe\\.com)");
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

    /**
     * Where GitHub is: at {@code GITHUB_API_URL}, else on the host in {@code GH_HOST}, else on the server in {@code
     * GITHUB_SERVER_URL}, else at {@code https://api.github.com}. In a run of GitHub Actions, which has the first and the last
     * of these variables, {@code GH_HOST} comes first.
     *
     * @throws IllegalArgumentException when one of them is not an address to which a credential may be sent, or two contradict
     */
    public static ApiUrl of(GitHubSettings settings, Function<String, Optional<String>> environment) {
        var configured = settings.apiUrl().map(ApiUrl::parse).orElseGet(() -> parse(GITHUB_COM));
        var gh = GitHubHost.ofGh(environment);
        boolean isDefault = configured.toString().equalsIgnoreCase(GITHUB_COM);
        if (gh.isEmpty()) {
            return isDefault
                    ? GitHubHost.ofServer(environment).map(GitHubHost::api).orElse(configured)
                    : configured;
        }
        var host = gh.get();
        if (host.has(configured) || SecureUrl.isThisMachine(configured.base().getHost())) {
            return configured;
        }
        if (isDefault
                || GitHubHost.ofServer(environment)
                        .filter(server -> server.has(configured))
                        .isPresent()) {
            return host.api();
        }
        throw new IllegalArgumentException("GITHUB_API_URL is " + configured + ", but GH_HOST is "
                + host.pages().getRawAuthority()
                + ": unset one of them; a token for one host is never sent to another");
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
        return isGitHubCloud() ? host.substring("api.".length()) : host;
    }

    /** The web pages that people read; a stand-in for GitHub on this machine has none, so those of github.com are meant. */
    public String webPages() {
        boolean isElsewhere = isGitHubCloud() || SecureUrl.isThisMachine(base.getHost());
        return "https://" + webHost() + (isElsewhere || port(base) == HTTPS ? "" : ":" + port(base));
    }

    /** The variables of {@code environment} whose tokens may be sent there, the first first. */
    public List<String> tokenVariables(Function<String, Optional<String>> environment) {
        return GitHubHost.tokenVariables(this, environment);
    }

    /** Whether it is the API of github.com or of a host below ghe.com. */
    boolean isGitHubCloud() {
        return CLOUD.matcher(base.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** The likely mistake where it gives no answers: an Enterprise Server's API is under {@code /api/v3}. */
    Optional<String> hint() {
        return isGitHubCloud() || base.getRawPath().endsWith("/api/v3")
                ? Optional.empty()
                : Optional.of("GITHUB_API_URL is " + this + ", which does not end in /api/v3 as the API of a GitHub"
                        + " Enterprise Server does");
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
