package io.github.ccatobs.pat.logging;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.TokenRedactor;

/** Text as a log may hold it: without secrets, known or recognised, and on one line that a terminal only shows. */
final class LogText {

    private LogText() {}

    static String safe(String text) {
        return PrintableText.of(TokenRedactor.of(SecretPatterns.redact(KnownSecrets.redact(text))));
    }
}
