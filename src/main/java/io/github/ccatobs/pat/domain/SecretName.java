package io.github.ccatobs.pat.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an Actions secret. GitHub compares such names without regard to case and stores them in upper case, so
 * this one is upper case too.
 *
 * @param value letters, digits and {@code _}, not starting with a digit or with {@code GITHUB_}; the rules are GitHub's,
 *     <a href="https://docs.github.com/actions/reference/security/secrets#naming-your-secrets">Naming your secrets</a>
 */
public record SecretName(String value) {

    /** Without regard to the case of ASCII alone: upper case first would turn characters into others, e.g. ſ into S. */
    private static final Pattern RULE = Pattern.compile("(?!GITHUB_)[A-Z_][A-Z0-9_]{0,254}", Pattern.CASE_INSENSITIVE);

    /**
     * Checks the name against GitHub's rules.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    public SecretName {
        if (!RULE.matcher(value).matches()) {
            throw new IllegalArgumentException("secret name " + QuotedText.of(value)
                    + " is not one GitHub accepts: expected letters, digits and '_', not starting with a digit or"
                    + " with GITHUB_");
        }
        value = value.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
