package io.github.ccatobs.pat.entrypoint.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page where the JVM has another locale. */
@Isolated("it changes the locale of the JVM")
class PageLocaleTest {

    /** In the first a decimal is written with a comma, in the second a number with digits that SVG does not have. */
    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab"})
    void isTheSameWhereverItIsMade(String language) {
        var seen = List.of(SampleOverviews.twoMissing(), SampleOverviews.well(130), SampleOverviews.knownFor(60));
        var usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ROOT);
            var expected = seen.stream()
                    .map(it -> Report.html(SampleOverviews.page(it)))
                    .toList();
            Locale.setDefault(Locale.forLanguageTag(language));

            assertThat(seen.stream()
                            .map(it -> Report.html(SampleOverviews.page(it)))
                            .toList())
                    .isEqualTo(expected);
        } finally {
            Locale.setDefault(usual);
        }
    }
}
