package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.settings.WholeNumber;
import picocli.CommandLine.TypeConversionException;

/**
 * Whole numbers of options, in the digits that settings take. A class of its own: functions load the command line's bean,
 * and have no picocli.
 */
final class IntegerConverter {

    private IntegerConverter() {}

    /**
     * Reads a whole number.
     *
     * @throws TypeConversionException naming what came and what was expected
     */
    static Integer parse(String text) {
        try {
            Integer number = new WholeNumber().convert(text);
            if (number != null) {
                return number;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as of an empty text.
        }
        throw new TypeConversionException("invalid number " + QuotedText.of(text) + "; use e.g. 30");
    }
}
