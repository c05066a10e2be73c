package io.github.ccatobs.pat.network;

import io.github.ccatobs.pat.domain.SecureUrl;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Chooses the proxy for a server by the variables that curl and Go read, else by Java's properties. Pure.
 *
 * @param environment of variables, lower case before upper case
 * @param properties of Java
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy">Go's httpproxy</a>, which {@code gh} uses
 * @see <a href="https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html">Java's
 *     networking properties</a>
 */
record ProxyResolver(Function<String, Optional<String>> environment, Function<String, Optional<String>> properties) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** Java's own default. */
    private static final String LOOPBACK = "localhost|127.*|[::1]|0.0.0.0|[::0]";

    /**
     * The proxy for {@code server}; empty when it is called directly. Plain http to this machine always is: its secrets
     * must not leave it unencrypted.
     *
     * @throws IllegalArgumentException when what names the proxy is not one
     */
    Optional<ProxyAddress> proxyFor(URI server) {
        boolean isTls = "https".equalsIgnoreCase(server.getScheme());
        String host = server.getHost();
        int port = server.getPort() >= 0 ? server.getPort() : isTls ? HTTPS : HTTP;
        if ((!isTls && SecureUrl.isThisMachine(host)) || isExempt(host, port)) {
            return Optional.empty();
        }
        return ofEnvironment(isTls).or(() -> ofProperties(isTls ? "https" : "http", host));
    }

    private boolean isExempt(String host, int port) {
        return variable("no_proxy")
                        .or(() -> variable("NO_PROXY"))
                        .filter(list -> HostPattern.isInNoProxy(list, host, port))
                        .isPresent()
                || property("http.nonProxyHosts")
                        .filter(list -> HostPattern.isInNonProxyHosts(list, host))
                        .isPresent();
    }

    private Optional<ProxyAddress> ofEnvironment(boolean isTls) {
        return names(isTls)
                .flatMap(name -> variable(name).map(text -> ProxyAddress.parse(text, name)).stream())
                .findFirst();
    }

    /** A CGI server sets {@code HTTP_PROXY} to what a request's header {@code Proxy} says. */
    private Stream<String> names(boolean isTls) {
        List<String> own = isTls
                ? List.of("https_proxy", "HTTPS_PROXY")
                : variable("REQUEST_METHOD").isPresent() ? List.of("http_proxy") : List.of("http_proxy", "HTTP_PROXY");
        return Stream.concat(own.stream(), Stream.of("all_proxy", "ALL_PROXY"));
    }

    private Optional<ProxyAddress> ofProperties(String scheme, String host) {
        if (property("http.nonProxyHosts").isEmpty() && HostPattern.isInNonProxyHosts(LOOPBACK, host)) {
            return Optional.empty();
        }
        return property(scheme + ".proxyHost").map(proxy -> {
            String bare = proxy.contains(":") && !proxy.startsWith("[") ? "[" + proxy + "]" : proxy;
            String port = property(scheme + ".proxyPort").orElse(scheme.equals("https") ? "443" : "80");
            return ProxyAddress.parse(bare + ":" + port, scheme.toLowerCase(Locale.ROOT) + ".proxyHost and .proxyPort");
        });
    }

    private Optional<String> variable(String name) {
        return environment.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Optional<String> property(String name) {
        return properties.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }
}
