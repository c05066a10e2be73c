package io.github.ccatobs.pat;

import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a command with the default actions of SIGINT and SIGHUP. A build that runs in the background, or under {@code
 * nohup}, ignores them, its processes inherit that, and neither a shell nor Java can undo it.
 */
public final class DefaultSignals {

    private DefaultSignals() {}

    /** {@code command}, behind GNU {@code env} where that is the system's. */
    public static List<String> before(List<String> command) {
        return System.getProperty("os.name").equals("Linux")
                ? Stream.concat(Stream.of("/usr/bin/env", "--default-signal=INT,HUP"), command.stream())
                        .toList()
                : command;
    }
}
