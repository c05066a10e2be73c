package io.github.ccatobs.pat.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The patterns that exempt servers from a proxy. Names are compared as they stand: none is looked up. Pure. */
final class HostPattern {

    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*):(\\d{1,5})");
    private static final Pattern CIDR = Pattern.compile("\\[?([0-9A-Fa-f:.]+)]?/(\\d{1,3})");
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private HostPattern() {}

    /**
     * Whether {@code NO_PROXY} names the server, as Go and curl read it: a domain also means those below it, {@code
     * .example.com} only those below it; an address or a CIDR block; each with or without {@code :PORT}; {@code *} is
     * every server.
     */
    static boolean isInNoProxy(String list, String host, int port) {
        String name = plain(host);
        return Stream.of(list.split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> matches(entry, name, port));
    }

    /** Whether {@code http.nonProxyHosts} names the host, as Java reads it: patterns between {@code |}, with {@code *} at either end. */
    static boolean isInNonProxyHosts(String list, String host) {
        String bare = plain(host);
        String bracketed = bare.contains(":") ? "[" + bare + "]" : bare;
        return Stream.of(list.split("\\|"))
                .map(pattern -> pattern.strip().toLowerCase(Locale.ROOT))
                .filter(pattern -> !pattern.isEmpty())
                .map(HostPattern::globbed)
                .anyMatch(pattern -> pattern.matcher(bare).matches()
                        || pattern.matcher(bracketed).matches());
    }

    private static Pattern globbed(String pattern) {
        String start = pattern.startsWith("*") ? ".*" : "";
        String end = pattern.length() > 1 && pattern.endsWith("*") ? ".*" : "";
        String middle = pattern.substring(start.isEmpty() ? 0 : 1, pattern.length() - (end.isEmpty() ? 0 : 1));
        return Pattern.compile(start + Pattern.quote(middle) + end);
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        Matcher cidr = CIDR.matcher(entry);
        if (cidr.matches()) {
            return isWithin(cidr.group(1), Integer.parseInt(cidr.group(2)), host);
        }
        Matcher withPort = WITH_PORT.matcher(entry);
        if (withPort.matches()) {
            return port == Integer.parseInt(withPort.group(2)) && isHost(plain(withPort.group(1)), host);
        }
        return isHost(plain(entry), host);
    }

    private static boolean isHost(String pattern, String host) {
        if (address(host).isPresent()) {
            return address(pattern).equals(address(host));
        }
        String domain = pattern.startsWith("*.") ? pattern.substring(1) : pattern;
        return domain.startsWith(".")
                ? domain.length() > 1 && host.endsWith(domain)
                : !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static boolean isWithin(String block, int bits, String host) {
        BiPredicate<InetAddress, InetAddress> shareBits = (one, other) -> {
            byte[] a = one.getAddress();
            byte[] b = other.getAddress();
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return a.length == b.length
                    && bits <= a.length * Byte.SIZE
                    && Arrays.equals(a, 0, whole, b, 0, whole)
                    && (rest == 0 || (a[whole] ^ b[whole]) >> (Byte.SIZE - rest) == 0);
        };
        return address(host)
                .flatMap(there -> address(block).filter(here -> shareBits.test(here, there)))
                .isPresent();
    }

    /** Lower case, without brackets and the dot of a complete name. */
    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The address that {@code host} is; empty when it is a name. */
    private static Optional<InetAddress> address(String host) {
        if (!V4.matcher(host).matches() && !V6.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException ignored) {
            return Optional.empty();
        }
    }
}
