package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code status} when it cannot tell, when GitHub limits it, and when it is called wrongly. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class StatusCommandTest {

    private static final String SLOW_DOWN = "{\"message\":\"You have exceeded a secondary rate limit.\"}";

    @Inject
    CommandLineInterface commands;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 4);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @AfterEach
    void clearFaults() {
        LocalGitHub.gitHub().clearFaults();
    }

    @Test
    void waitsAsToldAndFinishes() {
        limitOnce("2");
        var ran = status("15m");
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().filter(line -> line.contains("✓ present"))).hasSize(4);
        assertThat(ran.err()).containsPattern("Waiting until \\S+Z: GitHub asked for it \\(GITHUB_TOKEN\\)\n");
    }

    @Test
    void endsWith5AndSaysUntilWhenALimitLastsTooLong() {
        limitOnce("1");
        var ran = status("0s");
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).contains("? unreadable").containsPattern("before \\d{4}-\\S+Z");
        assertThat(status("15m").code()).isZero();
    }

    @Test
    void endsWith5WhenOneIsUnreadableAndAnotherMissing() {
        fixture.repository(2).gone();
        fixture.repository(1).withoutSecret();
        var ran = status("15m");
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out())
                .containsPattern("│ ✗ missing +│")
                .containsPattern("│ \\? unreadable +│")
                .contains("not found, or not visible to GITHUB_TOKEN");
    }

    @Test
    void endsWith5WhenTheCredentialIsRejected() {
        LocalGitHub.gitHub().hasToken(fixture.oldToken).revoked();
        assertThat(status("15m")).isEqualTo(new CliFixture.Ran(5, "", """
                        ccat pat: GITHUB_TOKEN was rejected by GitHub (401): it is wrong, expired or revoked; nothing more was sent with it
                        """));
    }

    @Test
    void endsWith2WithoutACredential() {
        int before = LocalGitHub.gitHub().requests().size();
        fixture.withVariable("GITHUB_TOKEN", "  ");
        assertThat(status("15m")).isEqualTo(new CliFixture.Ran(2, "", """
                        ccat pat: no credential: set GITHUB_TOKEN or GH_TOKEN to a GitHub token that may read Actions secrets, or name one in AWS Secrets Manager with ccat.pat.github.secret-id or ccat.pat.token.secret-id, or a GitHub App with ccat.pat.github.app.client-id, or a command that prints it with ccat.pat.github.exec or ccat.pat.token.exec; for example: export GITHUB_TOKEN=$(gh auth token)
                        """));
        assertThat(LocalGitHub.gitHub().requests()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --wait=15  | Invalid value for option '--wait': invalid duration '15'; use e.g. 90s, 15m or 1h30m, at most 7 days
                    extra      | 'unexpected argument ''extra'''
                    --nonsense | 'unknown option ''--nonsense'''
                    """)
    void endsWith2AtAWordItCannotUseAndSaysWhy(String word, String sentence) {
        assertThat(fixture.run("", "status", "--graph", fixture.graph().toString(), word))
                .isEqualTo(new CliFixture.Ran(2, "", """
                        ccat pat: %s
                        ccat pat: Try 'ccat pat status --help'.
                        """.formatted(sentence)));
    }

    private void limitOnce(String seconds) {
        LocalGitHub.gitHub()
                .onRequest("GET", "/repos/" + fixture.names().get(2) + "/.*")
                .nth(1)
                .answers(429, Map.of("retry-after", seconds), SLOW_DOWN);
    }

    private CliFixture.Ran status(String waitLimit) {
        return fixture.run("", fixture.onThis("status", "--wait", waitLimit));
    }
}
