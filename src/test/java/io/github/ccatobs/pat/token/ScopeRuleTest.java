package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Refuse;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeRuleTest {

    private static final GitHubSettingsUrls GITHUB = new GitHubSettingsUrls("https://github.com");
    private static final List<String> NEEDED = List.of("repo", "workflow");
    private static final String PAGE = "open the token on https://github.com/settings/tokens, ";

    static Stream<Arguments> lacking() {
        return Stream.of(
                Arguments.of(List.of("repo"), "scope workflow", "workflow"),
                Arguments.of(List.of("workflow", "gist"), "scope repo", "repo"),
                Arguments.of(List.of(), "scopes repo and workflow", "repo and workflow"),
                Arguments.of(
                        List.of("public_repo", "repo:status", "REPO"), "scopes repo and workflow", "repo and workflow"),
                Arguments.of(List.of("admin:org", "repo"), "scope workflow", "workflow"));
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void refusesMissingScopesAndSaysWhatToTick(List<String> scopes, String lacks, String tick) {
        assertThat(ScopeRule.judge(TokenKind.CLASSIC, Optional.of(scopes), NEEDED, GITHUB))
                .contains(new Refuse(
                        "it lacks the " + lacks, PAGE + "tick " + tick + " and update it; its value stays the same"));
    }

    static Stream<List<String>> enough() {
        return Stream.of(
                List.of("repo", "workflow"),
                List.of("workflow", "read:org", "repo", "write:packages", "gist"),
                // Not of the shape of any scope, so it must not get into a message.
                List.of("repo", "workflow", "admin:\u001b[2J", "delete_" + "x".repeat(99), "admin: org"));
    }

    @ParameterizedTest
    @MethodSource("enough")
    void letsATokenPassThatHasWhatItNeeds(List<String> scopes) {
        assertThat(ScopeRule.judge(TokenKind.CLASSIC, Optional.of(scopes), NEEDED, GITHUB))
                .contains(new Pass("it has the scopes repo and workflow"));
    }

    @Test
    void warnsOfScopesThatDoHarm() {
        var scopes = List.of("repo", "delete_repo", "workflow", "admin:repo_hook", "delete_repo", "read:org");

        assertThat(ScopeRule.judge(TokenKind.OAUTH, Optional.of(scopes), NEEDED, GITHUB))
                .contains(new Warn(
                        "beside repo and workflow it has the scopes admin:repo_hook and delete_repo, which every workflow"
                                + " that reads the secret would have too",
                        PAGE + "untick admin:repo_hook and delete_repo and update it; --force accepts it"));
    }

    @Test
    void warnsWhenGitHubDoesNotSay() {
        assertThat(ScopeRule.judge(TokenKind.CLASSIC, Optional.empty(), NEEDED, GITHUB))
                .containsInstanceOf(Warn.class)
                .get()
                .extracting(CheckResult::reason)
                .isEqualTo("GitHub does not say which scopes it has");
    }

    @ParameterizedTest
    @EnumSource(value = TokenKind.class, names = "CLASSIC", mode = EnumSource.Mode.EXCLUDE)
    void asksNoScopesOfTokensThatHaveNone(TokenKind kind) {
        assertThat(ScopeRule.judge(kind, Optional.empty(), NEEDED, GITHUB)).isEmpty();
    }
}
