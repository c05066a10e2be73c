package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code check}, as a user calls it. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class CheckCommandTest {

    @Inject
    CommandLineInterface commands;

    private Path directory;

    @BeforeEach
    void inside(@TempDir Path empty) {
        directory = empty;
    }

    @Test
    void looksAtTheTokenAndAtEveryRepositoryAndWritesNothing() {
        var fixture = new CliFixture(commands, directory, 3);
        var ran = fixture.run(fixture.newToken + "\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "The token is a fine-grained personal access token.",
                        "✓ account        it belongs to bot",
                        "3 of 3 repositories would get " + fixture.secret + ":",
                        "✓ " + fixture.names().get(2),
                        "Nothing was written.");
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void namesTheRepositoriesThatCannotBeWritten() {
        var fixture = new CliFixture(commands, directory, 3);
        fixture.repository(2).archived();
        var ran = fixture.run(fixture.newToken + "\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.out()).contains("✗ " + fixture.names().get(1) + ": it is archived");
        assertThat(ran.out())
                .contains(
                        "2 of 3 repositories would get " + fixture.secret + ":",
                        "✓ " + fixture.names().get(2),
                        "1 repository cannot be written, so rotate would refuse;");

        String[] onlyThat = {"--repo", fixture.names().get(1)};
        String[] skipping = {"--repo", fixture.names().get(1), "--continue-on-error"};
        for (var options : List.of(onlyThat, skipping)) {
            var none = fixture.run(fixture.newToken + "\n", fixture.onThis("check", "--token-from", "stdin", options));
            assertThat(none.code()).as("nothing is left that could be written").isEqualTo(4);
            assertThat(none.out())
                    .endsWith("Nothing was written.\n1 repository cannot be written, so rotate would refuse.\n");
        }
        assertThat(fixture.rotate(fixture.newToken, onlyThat).err()).endsWith("Fix these and rerun.\n");
    }

    @Test
    void refusesATokenThatGitHubDoesNotKnow() throws Exception {
        var fixture = new CliFixture(commands, directory, 2);
        var ran = fixture.run(
                fixture.token("Strange") + "\n", fixture.onThis("check", "--token-from", "stdin", "--json"));
        assertThat(ran.code()).isEqualTo(4);
        var document = new ObjectMapper().readTree(ran.out());
        var last = document.get("token").get("checks").get(1);
        assertThat(last.get("check").asText()).isEqualTo("account");
        assertThat(last.get("result").asText()).isEqualTo("refuse");
        assertThat(document.get("repositories")).isEmpty();
        assertThat(document.get("newTokenUrl").asText())
                .startsWith("https://github.com/settings/personal-access-tokens/new?name=" + fixture.secret)
                .endsWith("&expires_in=90&actions=read&secrets=write");
    }

    @Test
    void leadsToTheFilledInFormWhereOnlyANewTokenHelps() {
        var fixture = new CliFixture(commands, directory, 2);
        var strange = fixture.run(fixture.token("Strange") + "\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(strange.out())
                .contains("GitHub's form for a new token, filled in:"
                        + " https://github.com/settings/personal-access-tokens/new?name=" + fixture.secret)
                .endsWith("Nothing was written.\n");
        assertThat(strange.err()).endsWith("ccat pat: the token is refused\n");

        var good = fixture.run(fixture.newToken + "\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(good.out()).doesNotContain("form for a new token");
        assertThat(fixture.run(fixture.newToken + "\n", fixture.onThis("check", "--token-from", "stdin", "--json"))
                        .out())
                .doesNotContain("newTokenUrl");
    }

    @Test
    void refusesAnEmptyStandardInput() {
        var fixture = new CliFixture(commands, directory, 2);
        var ran = fixture.run("\n", fixture.onThis("check", "--token-from", "stdin"));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("no token given: expected the new " + fixture.secret);
    }

    @Test
    void withoutATokenItSaysWhetherTheCredentialCanWrite(@TempDir Path directory) {
        var fixture = new CliFixture(commands, directory, 3);
        var ran = fixture.withVariable("GITHUB_TOKEN", fixture.oldToken)
                .run("", fixture.onThis("check", "--token-from", "none"));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("GITHUB_TOKEN can write " + fixture.secret + " in every repository.");
        assertThat(ran.err()).doesNotContain("Paste");
        assertThat(fixture.writes()).isZero();
    }
}
