package io.github.ccatobs.pat.slack;

import java.net.URI;

/**
 * A button that opens a page.
 *
 * @param text on the button, at most 75 characters
 * @param url https, or http on this machine; at most 3,000 characters
 * @param label read aloud in the place of the text, at most 75 characters; says where the button leads
 * @see <a href="https://docs.slack.dev/reference/block-kit/block-elements/button-element/">Slack: Button element</a>
 */
record LinkButton(String text, URI url, String label) {

    private static final int LONGEST_TEXT = 75;
    private static final int LONGEST_URL = 3_000;

    /**
     * Holds the button to Slack's limits, since Slack refuses a whole message for one button beyond them.
     *
     * @throws IllegalArgumentException when the address is not one that a browser opens, or is too long
     */
    LinkButton {
        text = cut(text);
        label = cut(label);
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("a button needs an http or https address: " + url);
        }
        if (url.toString().length() > LONGEST_URL) {
            throw new IllegalArgumentException(
                    "the address of the button \"" + text + "\" is longer than " + LONGEST_URL + " characters");
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT - 1) + "…" : text;
    }
}
