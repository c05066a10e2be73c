package io.github.ccatobs.pat.domain;

import java.net.URI;
import java.util.Locale;

/** The one rule for where a secret may be sent: by https, or by plain http when it does not leave this machine. */
public final class SecureUrl {

    private static final int LARGEST_PORT = 65_535;

    private SecureUrl() {}

    /** Whether {@code url} names such a server, without a user, a fragment or an impossible port. */
    public static boolean isAcceptable(URI url) {
        return url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && url.getPort() != 0
                && url.getPort() <= LARGEST_PORT
                && ("https".equalsIgnoreCase(url.getScheme())
                        || ("http".equalsIgnoreCase(url.getScheme()) && isThisMachine(url.getHost())));
    }

    /** Whether {@code host}, as a URI has it, can only be this machine, so that plain http to it crosses no network. */
    public static boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }
}
