package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of GitHub's messages that may be repeated: the {@code message} of a refusal or a header's value, on one line,
 * without secrets and links and at most {@value #LONGEST} characters of it.
 */
final class SanitizedErrorMessage {

    private static final int LONGEST = 200;
    /** How many characters are searched for links, since a search takes more than linear time; the others are left out. */
    private static final int MOST_SEARCHED = 2000;
    /** A refusal of GitHub's is a few hundred bytes; nothing larger is parsed for its message. */
    private static final int LARGEST = 64 * 1024;

    private static final String RIGHT = "(?:read|write|admin|none)";
    /** The end of a word of a sentence. */
    private static final String END = "(?=[.,;:)\\]\"'`]*+(?:\\s|$))";

    /**
     * An answer must not lead people anywhere, also not by what programs make links of without a scheme: a host with a path,
     * in any script, with the dots that browsers take for one, also at the host's end. Rights such as
     * {@code actions.read/write} are no hosts, and networks such as {@code 10.0.0.0/8} no paths.
     */
    private static final Pattern LINK = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]*:(?://|\\\\\\\\)\\S*"
            + "|//\\S+|\\b(?:www\\.|mailto:)\\S+"
            + "|(?<![\\p{L}\\p{N}])(?![\\p{L}\\p{N}-]++\\." + RIGHT + "/" + RIGHT + END + ")"
            + "(?:[\\p{L}\\p{N}-]++[.\u3002\uff0e\uff61](?![/:]))++"
            + "\\p{L}[\\p{L}\\p{N}-]++[.\u3002\uff0e\uff61]?+(?::\\d++)?+/\\S*"
            + "|\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\.?(?::\\d+/\\S*|/(?!\\d{1,2}+(?:" + END + "|[,;]\\d{1,3}\\.))\\S+)");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SanitizedErrorMessage() {}

    /** Cleans and shortens {@code text}. */
    static String of(String text) {
        String redacted = TokenRedactor.of(KnownSecrets.redact(text));
        String searched = redacted.substring(0, Math.min(redacted.length(), MOST_SEARCHED));
        String shown =
                PrintableText.of(LINK.matcher(searched).replaceAll("[a link]").strip());
        boolean isShort = shown.codePointCount(0, shown.length()) <= LONGEST;
        String beginning = isShort ? shown : shown.substring(0, shown.offsetByCodePoints(0, LONGEST));
        return isShort && searched.length() == redacted.length() ? beginning : beginning + "…";
    }

    /** The same without links alone; {@code text} is short. */
    static String withoutLinks(String text) {
        return LINK.matcher(text).replaceAll("[a link]");
    }

    /** The message of a refusal; empty when it has none. */
    static Optional<String> message(GitHubResponse response) {
        return rawMessage(response).map(SanitizedErrorMessage::of).filter(message -> !message.isEmpty());
    }

    /** The same as GitHub wrote it, to be read and not repeated. */
    static Optional<String> rawMessage(GitHubResponse response) {
        if (response.body().length > LARGEST) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(response.body()))
                    .map(body -> body.path("message"))
                    .filter(message -> message.isTextual())
                    .map(message -> message.textValue());
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
