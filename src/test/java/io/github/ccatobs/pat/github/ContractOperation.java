package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One method on one path of the contract. It prints as {@code GET /repos/{owner}/{repo}}.
 *
 * @param placeholders names in the order of the path
 */
record ContractOperation(
        JsonPointer pointer, String method, String template, List<String> placeholders, Pattern pattern) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    static ContractOperation at(JsonPointer pointer, String method, String template) {
        List<String> names = PLACEHOLDER
                .matcher(template)
                .results()
                .map(placeholder -> placeholder.group(1))
                .toList();
        return new ContractOperation(
                pointer, method.toUpperCase(Locale.ROOT), template, names, Pattern.compile(regex(template)));
    }

    /** The raw values of the placeholders, when {@code path} is one of this operation's. */
    Optional<Map<String, String>> placeholders(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < placeholders.size(); i++) {
            values.put(placeholders.get(i), matcher.group(i + 1));
        }
        return Optional.of(values);
    }

    int placeholderCount() {
        return placeholders.size();
    }

    boolean servesContents() {
        return template.endsWith("/contents/{path}");
    }

    /** GitHub refuses this one when the caller says who it is. */
    boolean isAnonymous() {
        return template.equals("/credentials/revoke");
    }

    private static String regex(String template) {
        var regex = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int end = 0;
        while (placeholder.find()) {
            regex.append(Pattern.quote(template.substring(end, placeholder.start())))
                    .append(placeholder.group(1).equals("path") ? "(.+)" : "([^/]+)");
            end = placeholder.end();
        }
        return regex.append(Pattern.quote(template.substring(end))).toString();
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
