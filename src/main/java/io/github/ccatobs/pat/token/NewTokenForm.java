package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.SecretName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * GitHub's form for a new token and what is chosen there. Holds nothing secret. Pure.
 *
 * @param pages where GitHub's pages are, e.g. {@code https://github.com}
 * @param name at most 40 characters: the secret and the month
 * @param description at most 1,024 characters
 * @param owner the account whose repositories the token reaches
 * @param days its life, 1 to 366
 * @param needs its permissions
 * @see <a href="https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens">the
 *     form's parameters</a>
 */
public record NewTokenForm(
        String pages, String name, String description, String owner, int days, RequiredPermissions needs) {

    /** As many repositories as the form lets a person select; for more there is only the choice of all. */
    public static final int MOST_SELECTED = 50;

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int LONGEST_LIFE = 366;

    /** Shortens the texts to what GitHub takes. */
    public NewTokenForm {
        name = shortened(name, LONGEST_NAME);
        description = shortened(description, LONGEST_DESCRIPTION);
    }

    /**
     * The form for the next token of {@code secret}, in so many {@code repositories}; 0 when that is not known.
     *
     * @throws IllegalArgumentException when {@code lifetime} is not 1 to 366 whole days
     */
    public static NewTokenForm of(
            String pages,
            SecretName secret,
            YearMonth month,
            String owner,
            int repositories,
            Duration lifetime,
            RequiredPermissions needs) {
        String suffix = " " + month;
        return new NewTokenForm(
                pages,
                shortened(secret.value(), LONGEST_NAME - suffix.length()) + suffix,
                "The Actions secret %s in %s of the dependency graph of %s. ccat-pat writes it there, audits it and rotates it."
                        .formatted(
                                secret.value(),
                                repositories == 0 ? "the repositories" : repositories + " repositories",
                                owner),
                owner,
                days(lifetime),
                needs);
    }

    private static int days(Duration lifetime) {
        long days = lifetime.toDays();
        if (days < 1 || days > LONGEST_LIFE || !lifetime.equals(Duration.ofDays(days))) {
            throw new IllegalArgumentException("ccat.pat.token.lifetime is " + QuotedText.of(lifetime.toString())
                    + ": expected 1 to 366 whole days, e.g. P90D");
        }
        return (int) days;
    }

    /** Whether the address fills the form in; an Enterprise Server's form has no parameters. */
    public boolean isFilledIn() {
        String host = URI.create(pages).getHost();
        return host != null && (host.equals("github.com") || host.endsWith(".ghe.com"));
    }

    /** Whether so many repositories can be selected one by one. */
    public boolean canSelect(int repositories) {
        return repositories <= MOST_SELECTED;
    }

    /** The address of the form for a fine-grained token. */
    public URI address() {
        String form = pages + "/settings/personal-access-tokens/new";
        if (!isFilledIn()) {
            return URI.create(form);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("description", description);
        parameters.put("target_name", owner);
        parameters.put("expires_in", String.valueOf(days));
        parameters.putAll(needs.levels());
        return URI.create(form + "?" + query(parameters));
    }

    /** The address of the form for a classic token, with the scopes that cover the needs. */
    public URI classicAddress() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("scopes", String.join(",", needs.scopes()));
        parameters.put("description", name);
        return URI.create(pages + "/settings/tokens/new?" + query(parameters));
    }

    /** Percent-encoded, also blanks, which not every reader of an address takes as {@code +}. */
    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "="
                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("%2C", ","))
                .collect(Collectors.joining("&"));
    }

    private static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }
}
