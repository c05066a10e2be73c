package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names and arguments that Java could not decode. It reads them in the character set of the locale, and in that of
 * {@code LC_ALL=C} an ü is lost. The launcher sees to a locale that keeps it; this tells who starts the jar directly.
 */
final class UndecodableArguments {

    private static final char REPLACEMENT = '\ufffd';
    private static final String OURS = "CCAT_";

    private UndecodableArguments() {}

    /** How to keep them; empty when none of the working directory, {@code words} and our {@code variables} lost one. */
    static Optional<String> in(String[] words, Map<String, String> variables) {
        return Stream.of(
                        Stream.of(words),
                        Stream.of(System.getProperty("user.dir", "")),
                        variables.entrySet().stream()
                                .filter(variable -> variable.getKey().startsWith(OURS))
                                .map(Map.Entry::getValue))
                .flatMap(texts -> texts)
                .filter(text -> text.indexOf(REPLACEMENT) >= 0)
                .findFirst()
                .map(text -> "Java cannot read " + QuotedText.of(text) + " in the character set of this locale ("
                        + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8");
    }
}
