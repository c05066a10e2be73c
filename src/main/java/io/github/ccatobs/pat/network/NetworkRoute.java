package io.github.ccatobs.pat.network;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to one server.
 *
 * @param server its address
 * @param proxy what it is reached through; empty when directly
 * @param trust what checks its certificate; empty when it has none, because it is called by plain http
 */
public record NetworkRoute(URI server, Optional<ProxyAddress> proxy, Optional<ServerTrust> trust) {

    private static final int AUTHENTICATION_REQUIRED = 407;
    private static final int SERVER_ERROR = 500;
    /** As Netty, the JDK's HTTP client and its URL connection say that a proxy did not connect. */
    private static final Pattern NOT_CONNECTED =
            Pattern.compile("(?:, status: |Tunnel failed, got: |Proxy returns \"HTTP/\\d\\.\\d )(\\d{3})");

    /** One for each pair of variables: to read the certificates takes a while. */
    private static final Map<CertificateFiles, ServerTrust> TRUST = new ConcurrentHashMap<>();

    /** The JDK sends no password to the proxy of a TLS connection while this is Basic, as it is by default. */
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    /**
     * The way to {@code server} by the variables and properties of this process. Asked before the first connection of a
     * process, because the JDK reads only once whether passwords may be sent to proxies.
     *
     * @throws IllegalArgumentException naming the variable, when a proxy or a file of certificates is not one
     */
    public static NetworkRoute to(URI server) {
        return to(
                server,
                name -> Optional.ofNullable(System.getenv(name)),
                name -> Optional.ofNullable(System.getProperty(name)));
    }

    /** The same by other variables and properties. */
    public static NetworkRoute to(
            URI server, Function<String, Optional<String>> environment, Function<String, Optional<String>> properties) {
        var proxy = new ProxyResolver(environment, properties).proxyFor(server);
        if (proxy.flatMap(ProxyAddress::user).isPresent() && System.getProperty(DISABLED_SCHEMES) == null) {
            System.setProperty(DISABLED_SCHEMES, "");
        }
        return new NetworkRoute(
                server,
                proxy,
                "https".equalsIgnoreCase(server.getScheme())
                        ? Optional.of(TRUST.computeIfAbsent(
                                CertificateFiles.of(environment), files -> new ServerTrust(files.trusted())))
                        : Optional.empty());
    }

    /** Why {@code failure} happened, if it happened on the way; empty when it did not, or that cannot be told. */
    public Optional<RouteFailure> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificateException untrusted) {
                return Optional.of(new RouteFailure(
                        "the certificate of " + server.getHost() + " " + untrusted.getMessage(), true));
            }
        }
        return proxy.flatMap(address -> ofProxy(address, failure));
    }

    /** The failure that {@code status}, an answer of the proxy to the wish to connect, means; empty without a proxy. */
    public Optional<RouteFailure> refusedByProxy(int status) {
        return proxy.map(address -> new RouteFailure(
                status == AUTHENTICATION_REQUIRED
                        ? "the proxy " + address + " requires authentication (407): "
                                + (address.user().isPresent()
                                        ? "it does not accept the user and password that the proxy's variable has"
                                        : "expected HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT")
                        : "the proxy " + address + " does not connect to " + server.getHost() + " (" + status + ")",
                status < SERVER_ERROR));
    }

    private Optional<RouteFailure> ofProxy(ProxyAddress address, Throwable failure) {
        Optional<RouteFailure> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher status = NOT_CONNECTED.matcher(String.valueOf(cause.getMessage()));
            if (status.find()) {
                return refusedByProxy(Integer.parseInt(status.group(1)));
            }
            found = switch (cause) {
                case UnknownHostException e -> Optional.of(unresolved(address));
                case UnresolvedAddressException e -> Optional.of(unresolved(address));
                case NoRouteToHostException e -> Optional.of(unreachable(address));
                case ConnectException e -> Optional.of(unreachable(address));
                default -> found;
            };
        }
        return found;
    }

    private static RouteFailure unresolved(ProxyAddress address) {
        return new RouteFailure("the host name of the proxy " + address + " cannot be resolved", false);
    }

    private static RouteFailure unreachable(ProxyAddress address) {
        return new RouteFailure("the connection to the proxy " + address + " was refused", false);
    }

    /** The advice after a failure that may be the proxy's or the server's. */
    public String throughProxy() {
        return proxy.map(address -> " (through the proxy " + address + ")").orElse("");
    }
}
