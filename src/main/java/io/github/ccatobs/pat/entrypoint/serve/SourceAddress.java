package io.github.ccatobs.pat.entrypoint.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The source of a connection, as shares and failures are counted: an IPv4 address, also when it comes as an IPv4-mapped
 * IPv6 address, or an IPv6 network of 64 bits, which one machine can have whole.
 */
record SourceAddress(String network) {

    private static final int NETWORK_BYTES = 8;
    private static final SourceAddress UNKNOWN = new SourceAddress("");

    /** The source behind {@code remote}. Sockets without an internet address are all one source. */
    static SourceAddress of(SocketAddress remote) {
        return remote instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress())
                        .map(SourceAddress::of)
                        .orElse(UNKNOWN)
                : UNKNOWN;
    }

    /** The source that {@code address} belongs to. Java gives an IPv4-mapped address as the IPv4 address itself. */
    static SourceAddress of(InetAddress address) {
        return new SourceAddress(
                address instanceof Inet6Address
                        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                        : address.getHostAddress());
    }
}
