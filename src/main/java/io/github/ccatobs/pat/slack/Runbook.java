package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.QuotedText;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The page that says what to do, by section.
 *
 * @param page the whole page, without a section
 */
record Runbook(URI page) {

    static final String MESSAGES = "messages-in-slack";
    static final String ROTATE = "rotate-the-token";
    static final String AUDIT_FAILED = "audit-failed";
    static final String ROTATION_STOPPED = "rotation-stopped";

    private static final int LONGEST = 500;

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException naming the setting, when it is not an http or https address of at most 500
     *     characters
     */
    static Runbook parse(String setting) {
        try {
            var page = new URI(setting.strip());
            if (setting.length() <= LONGEST
                    && page.getHost() != null
                    && page.getRawUserInfo() == null
                    && String.valueOf(page.getScheme()).matches("https?")
                    && page.toASCIIString().matches("[^<>|`\"]+")) {
                return new Runbook(URI.create(page.toASCIIString()));
            }
        } catch (URISyntaxException invalid) {
            // refused below
        }
        throw new IllegalArgumentException("ccat.pat.slack.runbook-url is " + QuotedText.of(setting)
                + ": expected an http or https address of at most " + LONGEST + " characters, e.g."
                + " https://wiki.example.org/ccat-pat");
    }

    /** A button to {@code section}; to the page as it is when its address names a section already. */
    LinkButton section(String section) {
        var address = page.getRawFragment() == null ? URI.create(page + "#" + section) : page;
        return new LinkButton("Runbook", address, "Open the runbook at: " + section.replace('-', ' '));
    }
}
