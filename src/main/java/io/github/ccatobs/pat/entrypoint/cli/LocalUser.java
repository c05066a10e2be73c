package io.github.ccatobs.pat.entrypoint.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The user who runs a command, for the record of a rotation and for another user who waits for it. */
final class LocalUser {

    private LocalUser() {}

    /** The user's name and the machine's, as in {@code ada@laptop}. */
    static String atThisMachine() {
        return System.getProperty("user.name", "unknown") + "@" + machine();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException ignored) {
            return "localhost";
        }
    }
}
