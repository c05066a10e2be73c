package io.github.ccatobs.pat.github;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GitHub's refusal tells of an owner's maximum lifetime of tokens: the days, and the page of the token itself, on which
 * a person shortens its life. Pure.
 *
 * @see <a href="https://docs.github.com/organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization">Enforcing
 *     a maximum lifetime policy</a>
 */
final class LifetimePolicy {

    private static final Pattern MAXIMUM =
            Pattern.compile("(?i)\\blifetime is greater than ([1-9][0-9]{0,3}) days?\\b");
    private static final Pattern PAGE = Pattern.compile(
            "https://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?/settings/personal-access-tokens/[0-9]{1,20}(?![\\w/?#%@:-])");

    private LifetimePolicy() {}

    /** The longest life that the owner allows, in days; empty when {@code response} does not tell one. */
    static OptionalInt maximumDays(GitHubResponse response) {
        return SanitizedErrorMessage.rawMessage(response)
                .map(MAXIMUM::matcher)
                .filter(Matcher::find)
                .map(found -> OptionalInt.of(Integer.parseInt(found.group(1))))
                .orElseGet(OptionalInt::empty);
    }

    /** The page of this very token; empty when the refusal names none on the GitHub at {@code apiUrl}. */
    static Optional<URI> page(GitHubResponse response, ApiUrl apiUrl) {
        return SanitizedErrorMessage.rawMessage(response)
                .filter(message -> MAXIMUM.matcher(message).find())
                .map(PAGE::matcher)
                .filter(Matcher::find)
                .map(found -> URI.create(found.group()))
                .filter(apiUrl::isWebPage);
    }
}
