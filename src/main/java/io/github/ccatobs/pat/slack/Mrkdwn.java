package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.PrintableText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text as Slack's markup takes it. Only {@code &}, {@code <} and {@code >} are special there.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text/#escaping">Slack: Escaping text</a>
 */
final class Mrkdwn {

    private static final String CUT = "…";

    private Mrkdwn() {}

    /**
     * Foreign text: on one line, escaped, at most {@code longest} characters long with its escapes, with what a
     * screen would obey (control and formatting characters) shown as its code, and without backticks, which could end a
     * code span of the message.
     */
    static String foreign(String text, int longest) {
        var safe = new StringBuilder();
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            String shown = shown(text.codePointAt(at));
            if (safe.length() + shown.length() > longest - CUT.length()) {
                return safe.append(CUT).toString();
            }
            safe.append(shown);
        }
        return safe.toString();
    }

    private static String shown(int character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '`' -> "'";
            case '\n', '\r', '\t' -> " ";
            default ->
                PrintableText.isPrintable(character)
                        ? Character.toString(character)
                        : "\\u{" + Integer.toHexString(character) + "}";
        };
    }

    /** Trusted text in bold. */
    static String bold(String trusted) {
        return "*" + trusted + "*";
    }

    /** Commands, to be copied: escaped, in a block of their own. */
    static String lines(List<String> commands) {
        return "```" + commands.stream().map(Mrkdwn::escaped).collect(Collectors.joining("\n")) + "```";
    }

    /** A command with settings in it, to be copied. */
    static String command(String command) {
        return code(escaped(command));
    }

    private static String escaped(String command) {
        return command.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("`", "'");
    }

    /** A trusted command, to be copied. */
    static String code(String trusted) {
        return "`" + trusted + "`";
    }
}
