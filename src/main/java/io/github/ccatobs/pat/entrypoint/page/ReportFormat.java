package io.github.ccatobs.pat.entrypoint.page;

import java.util.Locale;

/** How a report is written. */
public enum ReportFormat {
    HTML,
    MARKDOWN,
    CSV,
    JSON;

    /** As on the command line: {@code markdown}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
