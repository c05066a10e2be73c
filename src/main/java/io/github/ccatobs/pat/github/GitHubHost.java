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
import java.util.stream.Stream;

/**
 * The GitHub that the environment names, and the variables whose tokens belong to it. Pure.
 *
 * @param pages its web pages, e.g. {@code https://github.com}; without a path
 * @see <a href="https://cli.github.com/manual/gh_help_environment">The variables of gh</a>
 */
record GitHubHost(URI pages) {

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9_.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::\\d{1,5})?");
    private static final Pattern TENANT = Pattern.compile("(?:.*\\.)?([^.]+\\.ghe\\.com)");
    private static final String GITHUB_COM = "github.com";

    /**
     * The host in {@code GH_HOST}.
     *
     * @throws IllegalArgumentException when it is not a host name
     */
    static Optional<GitHubHost> ofGh(Function<String, Optional<String>> environment) {
        return given("GH_HOST", environment).map(text -> {
            if (!HOST.matcher(text).matches()) {
                throw new IllegalArgumentException("GH_HOST is " + QuotedText.of(text)
                        + ": expected a host name without https://, e.g. github.example.com");
            }
            return parse("https://" + text, "GH_HOST");
        });
    }

    /**
     * The server in {@code GITHUB_SERVER_URL}, which every run of GitHub Actions has.
     *
     * @throws IllegalArgumentException when it is not an address to which a credential may be sent
     */
    static Optional<GitHubHost> ofServer(Function<String, Optional<String>> environment) {
        return given("GITHUB_SERVER_URL", environment).map(text -> parse(text, "GITHUB_SERVER_URL"));
    }

    private static Optional<String> given(String name, Function<String, Optional<String>> environment) {
        return environment.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static GitHubHost parse(String text, String source) {
        try {
            var address = new URI(text.toLowerCase(Locale.ROOT).replaceFirst("/+$", ""));
            if (SecureUrl.isAcceptable(address)
                    && address.getRawQuery() == null
                    && address.getRawPath().isEmpty()) {
                return new GitHubHost(normalized(address));
            }
        } catch (URISyntaxException ignored) {
            // refused below; its message repeats the text, which may hold a password
        }
        throw new IllegalArgumentException(source + " is not a server: expected https://HOST, without a path");
    }

    /** Every host below github.com, or below one of ghe.com, means that one. */
    private static URI normalized(URI address) {
        String host = address.getHost();
        if (host.endsWith("." + GITHUB_COM)) {
            return URI.create("https://" + GITHUB_COM);
        }
        var tenant = TENANT.matcher(host);
        return tenant.matches() ? URI.create("https://" + tenant.group(1)) : address;
    }

    /** Its API. */
    ApiUrl api() {
        String host = pages.getHost();
        return new ApiUrl(URI.create(
                host.equals(GITHUB_COM) || TENANT.matcher(host).matches() ? "https://api." + host : pages + "/api/v3"));
    }

    /** Whether {@code api} is on it. */
    boolean has(ApiUrl api) {
        return api().isSameHost(api.base());
    }

    /**
     * The names of the variables whose tokens may be sent to {@code api}, the first first. {@code GH_TOKEN} is for github.com and
     * the hosts below ghe.com, {@code GH_ENTERPRISE_TOKEN} and {@code GITHUB_ENTERPRISE_TOKEN} for others, as {@code gh} has it.
     * {@code GITHUB_TOKEN} belongs to the server of the run of GitHub Actions; elsewhere to what {@code GITHUB_API_URL} names,
     * or to github.com. A stand-in for GitHub on this machine takes each.
     */
    static List<String> tokenVariables(ApiUrl api, Function<String, Optional<String>> environment) {
        var gh = ofGh(environment);
        boolean isChosenByGh = gh.filter(host -> host.has(api)).isPresent();
        if (SecureUrl.isThisMachine(api.base().getHost()) && !isChosenByGh) {
            return List.of("GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
        }
        boolean isEnterprise = !api.isGitHubCloud();
        boolean isOfServer =
                ofServer(environment).map(server -> server.has(api)).orElse(!isEnterprise || !isChosenByGh);
        List<String> ofGitHub = isOfServer ? List.of("GITHUB_TOKEN") : List.of();
        return isEnterprise
                ? joined(List.of("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"), ofGitHub)
                : joined(ofGitHub, List.of("GH_TOKEN"));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Override
    public String toString() {
        return pages.toString();
    }
}
