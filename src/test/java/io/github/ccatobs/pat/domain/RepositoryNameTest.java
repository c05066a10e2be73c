package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {

    @Test
    void printsAsItWasWritten() {
        assertThat(RepositoryName.parse("Acme/Web.Site")).hasToString("Acme/Web.Site");
    }

    static Stream<String> namesGitHubAllows() {
        return Stream.of(
                "a/b",
                "0/0",
                "a-b-c/_",
                "acme/-web",
                "acme/web-",
                "acme/--",
                "acme/...",
                "acme/.github",
                "acme/git",
                "acme/web.git.io",
                "acme/wiki",
                "a".repeat(39) + "/" + "b".repeat(100));
    }

    @ParameterizedTest
    @MethodSource("namesGitHubAllows")
    void readsWhatGitHubAllows(String text) {
        assertThat(RepositoryName.parse(text)).hasToString(text);
    }

    static Stream<Arguments> hostileNames() {
        return Stream.of(
                Arguments.of("", "is not of the form OWNER/NAME"),
                Arguments.of("web", "is not of the form OWNER/NAME"),
                Arguments.of("acme/web/x", "is not of the form OWNER/NAME"),
                Arguments.of("acme//web", "is not of the form OWNER/NAME"),
                Arguments.of("../../user", "is not of the form OWNER/NAME"),
                Arguments.of("https://github.com/acme/web", "is not of the form OWNER/NAME"),
                Arguments.of("acme\\web", "is not of the form OWNER/NAME"),
                Arguments.of("acme\u2215web", "is not of the form OWNER/NAME"),
                Arguments.of("acme%2fweb", "is not of the form OWNER/NAME"),
                Arguments.of("/", "owner '' is not a GitHub account"),
                Arguments.of("/web", "owner '' is not a GitHub account"),
                Arguments.of("../web", "owner '..' is not a GitHub account"),
                Arguments.of("./web", "owner '.' is not a GitHub account"),
                Arguments.of("-acme/web", "owner '-acme' is not a GitHub account"),
                Arguments.of("acme-/web", "owner 'acme-' is not a GitHub account"),
                Arguments.of("ac--me/web", "owner 'ac--me' is not a GitHub account"),
                Arguments.of("ac_me/web", "owner 'ac_me' is not a GitHub account"),
                Arguments.of("ac.me/web", "owner 'ac.me' is not a GitHub account"),
                Arguments.of("ac me/web", "owner 'ac me' is not a GitHub account"),
                Arguments.of(" acme/web", "owner ' acme' is not a GitHub account"),
                Arguments.of("acme%2f/web", "owner 'acme%2f' is not a GitHub account"),
                Arguments.of("acm\u0435/web", "owner 'acm\u0435' is not a GitHub account"),
                Arguments.of("\uFF41cme/web", "owner '\uFF41cme' is not a GitHub account"),
                Arguments.of("\u212Amart/web", "owner '\u212Amart' is not a GitHub account"),
                Arguments.of("\u0661/web", "owner '\u0661' is not a GitHub account"),
                Arguments.of("acme\r\nHost: evil/web", "owner 'acme\\u{d}\\u{a}Host: evil' is not a GitHub account"),
                Arguments.of("acme\n/web", "owner 'acme\\u{a}' is not a GitHub account"),
                Arguments.of("a".repeat(40) + "/web", "is not a GitHub account: expected 1 to 39 letters"),
                Arguments.of("a-".repeat(19) + "aa/web", "is not a GitHub account: expected 1 to 39 letters"),
                Arguments.of("acme/", "repository '' is not a GitHub repository name"),
                Arguments.of("acme/.", "repository '.' is not a GitHub repository name"),
                Arguments.of("acme/..", "repository '..' is not a GitHub repository name"),
                Arguments.of("acme/.git", "repository '.git' is not a GitHub repository name"),
                Arguments.of("acme/web.git", "repository 'web.git' is not a GitHub repository name"),
                Arguments.of("acme/web.GIT", "repository 'web.GIT' is not a GitHub repository name"),
                Arguments.of("acme/web.Wiki", "repository 'web.Wiki' is not a GitHub repository name"),
                Arguments.of("acme/web?x=1", "repository 'web?x=1' is not a GitHub repository name"),
                Arguments.of("acme/web#x", "repository 'web#x' is not a GitHub repository name"),
                Arguments.of("acme/..%2f..", "repository '..%2f..' is not a GitHub repository name"),
                Arguments.of("acme/%2e%2e", "repository '%2e%2e' is not a GitHub repository name"),
                Arguments.of("acme/web;x", "repository 'web;x' is not a GitHub repository name"),
                Arguments.of("acme/web ", "repository 'web ' is not a GitHub repository name"),
                Arguments.of("acme/web\t", "repository 'web\\u{9}' is not a GitHub repository name"),
                Arguments.of("acme/web\n", "repository 'web\\u{a}' is not a GitHub repository name"),
                Arguments.of("acme/web\u0000", "repository 'web\\u{0}' is not a GitHub repository name"),
                Arguments.of("acme/w\u200Beb", "repository 'w\\u{200b}eb' is not a GitHub repository name"),
                Arguments.of("acme/\u202Ebew", "repository '\\u{202e}bew' is not a GitHub repository name"),
                Arguments.of("acme/w\u0435b", "repository 'w\u0435b' is not a GitHub repository name"),
                Arguments.of("acme/\uD83D\uDE80", "repository '\uD83D\uDE80' is not a GitHub repository name"),
                Arguments.of("acme/" + "b".repeat(101), "expected 1 to 100 letters"),
                Arguments.of("acme/" + "b".repeat(1_000_000), "bbb…' is not a GitHub repository name"));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void refusesWhatGitHubForbids(String text, String reason) {
        assertThatThrownBy(() -> RepositoryName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message).hasSizeLessThan(250));
    }

    @Test
    void aBareNameBelongsToTheOrganization() {
        assertThat(RepositoryName.parse("web", "acme")).isEqualTo(new RepositoryName("acme", "web"));
        assertThat(RepositoryName.parse("ops/web", "acme")).isEqualTo(new RepositoryName("ops", "web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b/c", "web.git", "acme/"})
    void aWrongBareNameIsRefusedToo(String text) {
        assertThatThrownBy(() -> RepositoryName.parse(text, "acme")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherRepositoriesAreOther() {
        var web = RepositoryName.parse("acme/web");

        assertThat(web)
                .isNotEqualTo(RepositoryName.parse("acme/web2"))
                .isNotEqualTo(RepositoryName.parse("acme2/web"))
                .isNotEqualTo("acme/web")
                .isLessThan(RepositoryName.parse("Acme/XML"));
    }

    @Property
    void equalsAndSortsWithoutRegardToCase(@ForAll("valid") String text) {
        var lower = RepositoryName.parse(text.toLowerCase(Locale.ROOT));
        var upper = RepositoryName.parse(text.toUpperCase(Locale.ROOT));

        assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower).isEqualByComparingTo(lower);
        assertThat(new TreeSet<>(
                        Stream.of(upper, lower, RepositoryName.parse(text)).toList()))
                .hasSize(1);
    }

    @Property
    void isSafeInAUrl(@ForAll("valid") String text) {
        var uri = URI.create("https://api.github.com/repos/" + RepositoryName.parse(text) + "/actions/secrets");

        assertThat(uri.normalize().getRawPath()).isEqualTo("/repos/" + text + "/actions/secrets");
        assertThat(uri.getHost()).isEqualTo("api.github.com");
    }

    @Property
    void anyTextIsReadUnchangedOrRefusedInOnePlainLine(@ForAll("nearlyValid") String text) {
        try {
            assertThat(RepositoryName.parse(text).toString()).isEqualTo(text).matches("[A-Za-z0-9-]+/[A-Za-z0-9._-]+");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).hasSizeLessThan(800).matches("\\P{Cntrl}+");
        }
    }

    @Provide
    Arbitrary<String> valid() {
        Arbitrary<String> owner = Arbitraries.strings()
                .alpha()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(19)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(parts -> String.join("-", parts));
        Arbitrary<String> name = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(text -> !text.matches("(?i)\\.\\.?|.*\\.(git|wiki)"));
        return Combinators.combine(owner, name).as((first, second) -> first + "/" + second);
    }

    @Provide
    Arbitrary<String> nearlyValid() {
        Arbitrary<String> mischief = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3),
                Arbitraries.of("/", "..", "%2f", "\r\n", ".git", "-", "--", " ", "\u0000", "@", ":"));
        return Combinators.combine(valid(), mischief, Arbitraries.integers().between(0, 140))
                .as((text, extra, at) -> {
                    int place = Math.min(at, text.length());
                    return text.substring(0, place) + extra + text.substring(place);
                });
    }
}
