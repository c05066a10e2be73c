package io.github.ccatobs.pat.network;

import io.github.ccatobs.pat.domain.SecretValue;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An HTTP proxy. It prints as {@code HOST:PORT}, without its user.
 *
 * @param host without the brackets of an IPv6 address
 * @param user empty when the proxy is asked without one
 */
public record ProxyAddress(String host, int port, Optional<ProxyUser> user) {

    private static final int HTTP = 80;
    private static final int LARGEST_PORT = 65_535;
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,20})://(.*)");
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,253}))(?::(\\d{1,5}))?");

    /**
     * Reads {@code [http://][USER[:PASSWORD]@]HOST[:PORT]}, user and password percent-encoded, the port 80 by default.
     *
     * @param source where it came from, for messages
     * @throws IllegalArgumentException naming the source and the part that is wrong, never its text: it may be a password
     */
    static ProxyAddress parse(String text, String source) {
        var scheme = SCHEME.matcher(text);
        boolean hasScheme = scheme.matches();
        if (hasScheme && !scheme.group(1).toLowerCase(Locale.ROOT).equals("http")) {
            throw refusal(
                    source, "its scheme is not http: the proxy itself is spoken to without TLS, which begins inside");
        }
        String rest = hasScheme ? scheme.group(2) : text;
        int at = rest.lastIndexOf('@');
        var address = HOST_AND_PORT.matcher(rest.substring(at + 1).replaceFirst("/.*", ""));
        if (!address.matches()) {
            throw refusal(source, "its host or port is missing or invalid");
        }
        int port = Optional.ofNullable(address.group(3)).map(Integer::parseInt).orElse(HTTP);
        if (port < 1 || port > LARGEST_PORT) {
            throw refusal(source, "its port is not one from 1 to " + LARGEST_PORT);
        }
        String host = Optional.ofNullable(address.group(1)).orElseGet(() -> address.group(2));
        return new ProxyAddress(
                host, port, at < 0 ? Optional.empty() : Optional.of(user(rest.substring(0, at), source)));
    }

    private static ProxyUser user(String text, String source) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String password = colon < 0 ? "" : text.substring(colon + 1);
        return new ProxyUser(
                decoded(name, source),
                Optional.of(decoded(password, source))
                        .filter(plain -> !plain.isEmpty())
                        .map(SecretValue::of));
    }

    private static String decoded(String text, String source) {
        try {
            String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (plain.chars().noneMatch(Character::isISOControl)) {
                return plain;
            }
        } catch (IllegalArgumentException ignored) {
            // refused below; its message repeats a piece of the text
        }
        throw refusal(source, "its user or password is not percent-encoded (a % itself is %25)");
    }

    private static IllegalArgumentException refusal(String source, String what) {
        return new IllegalArgumentException(
                source + " is not a proxy: " + what + "; expected http://[USER:PASSWORD@]HOST[:PORT]");
    }

    /** The same for the JDK's clients, which resolve the host themselves. */
    public Proxy toJava() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
