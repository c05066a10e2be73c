package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a token that has scopes has those it needs, and none that harm. Pure.
 *
 * @see <a href="https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps">Scopes</a>
 */
final class ScopeRule {

    /** Control over an organisation, an account or what was published, which no workflow here needs. */
    private static final Pattern BROAD = Pattern.compile("admin:[a-z_]{1,40}|delete[_:][a-z]{1,40}|site_admin");

    private ScopeRule() {}

    /** Empty when tokens of this kind have no scopes. */
    static Optional<CheckResult> judge(
            TokenKind kind, Optional<List<String>> scopes, List<String> needed, GitHubSettingsUrls urls) {
        return scopes.map(these -> judge(these, needed, urls))
                .or(() -> kind == TokenKind.CLASSIC ? Optional.of(unknownScopes(needed, urls)) : Optional.empty());
    }

    private static CheckResult judge(List<String> scopes, List<String> needed, GitHubSettingsUrls urls) {
        var missing = needed.stream().filter(Predicate.not(scopes::contains)).toList();
        if (!missing.isEmpty()) {
            return new Refuse(
                    "it lacks the " + named(missing),
                    "open the token on %s, tick %s and update it; its value stays the same"
                            .formatted(urls.classic(), listed(missing)));
        }
        var broad = scopes.stream()
                .filter(BROAD.asMatchPredicate())
                .filter(Predicate.not(needed::contains))
                .distinct()
                .sorted()
                .toList();
        return broad.isEmpty()
                ? new Pass("it has the " + named(needed))
                : new Warn(
                        "beside %s it has the %s, which every workflow that reads the secret would have too"
                                .formatted(listed(needed), named(broad)),
                        "open the token on %s, untick %s and update it; --force accepts it"
                                .formatted(urls.classic(), listed(broad)));
    }

    private static Warn unknownScopes(List<String> needed, GitHubSettingsUrls urls) {
        return new Warn(
                "GitHub does not say which scopes it has",
                "look on %s whether it has the %s; --force accepts it".formatted(urls.classic(), named(needed)));
    }

    private static String named(List<String> scopes) {
        return (scopes.size() == 1 ? "scope " : "scopes ") + listed(scopes);
    }

    private static String listed(List<String> scopes) {
        int last = scopes.size() - 1;
        return last == 0 ? scopes.getFirst() : String.join(", ", scopes.subList(0, last)) + " and " + scopes.get(last);
    }
}
