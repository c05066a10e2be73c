package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.settings.DurationWithUnit;
import io.github.ccatobs.pat.settings.WholeNumber;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Explains why the application did not start: a setting is wrong, or ccat-pat has a defect. */
final class ConfigurationErrors {

    /** SmallRye's sentences about a setting, and what we say instead. They start with a number that stays the same. */
    private static final List<Sentence> SENTENCES = List.of(
            new Sentence(
                    "(?s)SRCFG00039: .*?property (\\S+) with the config value \"(.*)\" threw an Exception .*? converted (.*)",
                    found -> named(found.group(1)) + " is " + QuotedText.of(found.group(2)) + ": expected "
                            + expected(found.group(1), found.group(3))),
            new Sentence(
                    "(?s)SRCFG00014: .*?property (\\S+) is required.*",
                    found -> named(found.group(1)) + " is not set: expected a value"),
            new Sentence(
                    "(?s)SRCFG00040: .*?property (\\S+) .*",
                    found -> named(found.group(1)) + " is empty: give it a value or unset it"),
            new Sentence(
                    "(?s)SRCFG00011: .*?value (\\S+) in property (\\S+).*",
                    found -> named(found.group(2)) + " refers to " + QuotedText.of(found.group(1))
                            + ", which is not set"));

    private record Sentence(Pattern theirs, Function<MatchResult, String> ours) {

        Sentence(String theirs, Function<MatchResult, String> ours) {
            this(Pattern.compile(theirs), ours);
        }

        Optional<String> translate(String text) {
            var found = theirs.matcher(text);
            return found.matches() ? Optional.of(ours.apply(found)) : Optional.empty();
        }
    }

    private ConfigurationErrors() {}

    /** One sentence that names each wrong setting, its value and what was expected; empty when that is not a terminal of those. */
    static Optional<String> ofSettings(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(ConfigValidationException.class::isInstance)
                .map(ConfigValidationException.class::cast)
                .findFirst()
                .map(ConfigurationErrors::sentence);
    }

    private static String sentence(ConfigValidationException failure) {
        return IntStream.range(0, failure.getProblemCount())
                .mapToObj(problem -> String.valueOf(failure.getProblem(problem).getMessage()))
                .map(problem -> problem.replaceFirst("^[\\w.$]+: (?=SRCFG)", ""))
                .map(ConfigurationErrors::translated)
                .map(TokenRedactor::of)
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String translated(String theirs) {
        return SENTENCES.stream()
                .flatMap(sentence -> sentence.translate(theirs).stream())
                .findFirst()
                .orElseGet(() -> theirs.replaceAll("\\s+", " "));
    }

    private static String expected(String key, String complaint) {
        if (key.endsWith(".until")) {
            return "a day, e.g. 2027-01-31";
        }
        if (complaint.startsWith(WholeNumber.INVALID)) {
            return complaint.lines().findFirst().orElse("").substring(WholeNumber.INVALID.length());
        }
        if (complaint.startsWith("Invalid switch")) {
            return "true or false";
        }
        if (complaint.startsWith(DurationWithUnit.TOO_LONG)) {
            return "a duration of at most " + DurationWithUnit.MOST_DAYS + " days";
        }
        return complaint.startsWith("Invalid duration")
                ? "a duration, e.g. 10s, 5m or PT1H30M"
                : "something else (" + complaint.lines().findFirst().orElse("") + ")";
    }

    /** The key, and the environment variable that most people set it by. */
    private static String named(String key) {
        return key + " (" + key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT) + ")";
    }
}
