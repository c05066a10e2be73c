package io.github.ccatobs.pat.entrypoint.cli.output;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lines by which a step tells the runner of GitHub Actions something, escaped as GitHub's own toolkit does, so that
 * no text ends one or begins another.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 * @see <a href="https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts">The toolkit's rules</a>
 */
public final class WorkflowCommands {

    /** How an annotation is shown. */
    public enum Level {
        ERROR("error"),
        WARNING("warning"),
        NOTICE("notice");

        private final String command;

        Level(String command) {
            this.command = command;
        }
    }

    /** A runner would not look for it in one of these lines; that it does not depends on nothing here. */
    private static final String OLDER_COMMAND = "##[";

    private WorkflowCommands() {}

    /** Keeps {@code secret}, one line of it, out of the log from now on. */
    public static String mask(String secret) {
        return "::add-mask::" + data(secret);
    }

    /** Shows {@code message} with the run and, where {@code properties} name one, at the line of a file. */
    public static String annotation(Level level, Map<String, String> properties, String message) {
        String named = properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + property(entry.getValue()))
                .collect(Collectors.joining(","));
        String line = "::" + level.command + (named.isEmpty() ? "" : " " + named) + "::" + data(message);
        return line.replace(OLDER_COMMAND, "##\\u{5b}");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
