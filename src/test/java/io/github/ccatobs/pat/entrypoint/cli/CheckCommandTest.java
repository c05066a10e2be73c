package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check}, as a user calls it. */
@QuarkusTest
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
        var village = new CliFixture(commands, directory, 3);
        var ran = village.run(village.newToken + "\n", village.onThis("check", "--token-from", "stdin"));
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "The token is a fine-grained personal access token.",
                        "✓ account        it belongs to bot",
                        "3 of 3 repositories would get " + village.secret + ":",
                        "✓ " + village.names().get(2),
                        "Nothing was written.");
        assertThat(village.writes()).isZero();
    }

    @Test
    void namesTheRepositoriesThatCannotBeWritten() {
        var village = new CliFixture(commands, directory, 3);
        village.repository(2).archived();
        var ran = village.run(village.newToken + "\n", village.onThis("check", "--token-from", "stdin"));
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.out()).contains("✗ " + village.names().get(1) + ": it is archived");
        assertThat(ran.out())
                .contains(
                        "2 of 3 repositories would get " + village.secret + ":",
                        "✓ " + village.names().get(2),
                        "1 repository cannot be written, so rotate would refuse;");
    }

    @Test
    void refusesATokenThatGitHubDoesNotKnow() throws Exception {
        var village = new CliFixture(commands, directory, 2);
        var ran = village.run(
                village.token("Strange") + "\n", village.onThis("check", "--token-from", "stdin", "--json"));
        assertThat(ran.code()).isEqualTo(4);
        var document = new ObjectMapper().readTree(ran.out());
        var last = document.get("token").get("checks").get(1);
        assertThat(last.get("check").asText()).isEqualTo("account");
        assertThat(last.get("result").asText()).isEqualTo("refuse");
        assertThat(document.get("repositories")).isEmpty();
    }

    @Test
    void leadsToTheFilledInFormWhereOnlyANewTokenHelps() {
        var village = new CliFixture(commands, directory, 2);
        var strange = village.run(village.token("Strange") + "\n", village.onThis("check", "--token-from", "stdin"));
        assertThat(strange.out())
                .contains("GitHub's form for a new token, filled in:"
                        + " https://github.com/settings/personal-access-tokens/new?name=" + village.secret);

        var good = village.run(village.newToken + "\n", village.onThis("check", "--token-from", "stdin"));
        assertThat(good.out()).doesNotContain("form for a new token");
    }

    @Test
    void refusesAnEmptyStandardInput() {
        var village = new CliFixture(commands, directory, 2);
        var ran = village.run("\n", village.onThis("check", "--token-from", "stdin"));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("no token given: expected the new " + village.secret);
    }

    @Test
    void withoutATokenItSaysWhetherTheCredentialCanWrite(@TempDir Path directory) {
        var village = new CliFixture(commands, directory, 3);
        var ran = village.withVariable("GITHUB_TOKEN", village.oldToken)
                .run("", village.onThis("check", "--token-from", "none"));

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("GITHUB_TOKEN can write " + village.secret + " in every repository.");
        assertThat(ran.err()).doesNotContain("Paste");
        assertThat(village.writes()).isZero();
    }
}
