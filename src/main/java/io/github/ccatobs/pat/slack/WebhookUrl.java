package io.github.ccatobs.pat.slack;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.domain.SecureUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * An incoming webhook. Its address alone permits posting, so the address is a secret: it prints as dots, and what is
 * wrong with it is said without a word of it.
 */
final class WebhookUrl {

    private final SecretValue address;

    private WebhookUrl(SecretValue address) {
        this.address = address;
    }

    /**
     * Takes over {@code address}: https, or plain http to this machine.
     *
     * @param source where it came from, for messages
     * @throws IllegalArgumentException naming the source and what was expected
     */
    static WebhookUrl parse(SecretValue address, String source) {
        var url = new WebhookUrl(address);
        if (url.isAcceptable()) {
            url.rememberPath();
        } else {
            throw new IllegalArgumentException(source + " is not a webhook: expected an address like"
                    + " https://hooks.slack.com/services/..., with plain http only for this machine");
        }
        return url;
    }

    /** The address in the clear; for the request alone. */
    URI address() {
        return URI.create(text());
    }

    /** HTTP clients log a request's line, which holds the path alone. */
    private void rememberPath() {
        KnownSecrets.remember(String.valueOf(address().getRawPath()).getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        return address.reveal(utf8 -> new String(utf8, StandardCharsets.UTF_8)).strip();
    }

    private boolean isAcceptable() {
        try {
            return text().matches("\\p{Graph}+") && SecureUrl.isAcceptable(new URI(text()));
        } catch (URISyntaxException ignored) { // its message repeats the address, which is a secret
            return false;
        }
    }

    @Override
    public String toString() {
        return "WebhookUrl[...]";
    }
}
