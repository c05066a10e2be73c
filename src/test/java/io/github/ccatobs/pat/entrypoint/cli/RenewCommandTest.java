package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.token.LifetimeLimitStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code renew}: the form's address, the choices, and what to run next, with no credential. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class RenewCommandTest {

    @Inject
    CommandLineInterface commands;

    @Inject
    LifetimeLimitStore limits;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 1).write("repos: {ops-db: {}}\n");
    }

    @Test
    void printsTheAddressTheChoicesAndTheNextCommand() {
        var ran = renew();

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(
                        "\nhttps://github.com/settings/personal-access-tokens/new?name=" + fixture.secret + "%20",
                        "&target_name=ccatobs&expires_in=90&actions=read&secrets=write\n",
                        "  Resource owner: ccatobs\n  Expiration: 90 days\n",
                        "  Repository access: Only select repositories\n",
                        "    Actions: Read-only\n    Secrets: Read and write\n    Metadata: Read-only (GitHub adds it)\n    Opt",
                        "Optional, so that ccat pat retire can read with this token too:\n      Dependabot secrets: Read-only\n",
                        "      Dependabot secrets: Read-only\n      Environments: Read-only\n",
                        "Repositories:\n  system-integration\n  ops-db\n",
                        "\nGenerate the token, copy it (GitHub shows it once), and run:\n\n  ccat pat rotate")
                .endsWith(
                        "\n\nLeave the old token as it is, until ccat pat retire says that nothing needs it any more.\n");
    }

    @Test
    void asksForSecretsAlthoughACredentialIsSetHereAndSaysWhatThatDoesNotSay() {
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
        var ran = renew();

        assertThat(ran.out()).contains("&expires_in=90&actions=read&secrets=write\n");
        assertThat(ran.err())
                .isEqualTo(
                        "note: a credential is set here, which does not say who writes where rotations run: the form asks"
                                + " for Secrets: Read and write; where another credential writes, set"
                                + " ccat.pat.token.needs=actions=read\n");
    }

    @Test
    void fillsInTheMaximumThatGitHubTold() {
        limits.keep("ccatobs", OptionalInt.of(8));
        try {
            assertThat(renew().out()).contains("&expires_in=8&", "  Expiration: 8 days\n");
            limits.keep("ccatobs", OptionalInt.of(366));
            assertThat(renew().out()).contains("&expires_in=90&");
        } finally {
            limits.keep("ccatobs", OptionalInt.empty());
        }
    }

    @Test
    void printsTheSameAsOneDocumentAndSaysWhenNoBrowserOpens() throws IOException {
        fixture.withVariable("BROWSER", "/nowhere/browser");
        var ran = fixture.run("", "renew", "--graph", fixture.graph().toString(), "--open", "--json");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEqualTo("note: no browser could be opened; open the address yourself\n");
        var json = new ObjectMapper().readTree(ran.out());
        assertThat(json.at("/url").asText()).endsWith("&expires_in=90&actions=read&secrets=write");
        assertThat(json.at("/permissions/secrets").asText()).isEqualTo("write");
        assertThat(json.at("/expiresInDays").asInt()).isEqualTo(90);
        assertThat(json.at("/next/0").asText()).startsWith("ccat pat rotate");
    }

    @Test
    void asksForAllRepositoriesWhereGitHubLetsNobodySelectSoMany() throws IOException {
        fixture.write("repos:\n"
                + "  r%d:\n".repeat(50).formatted(IntStream.range(0, 50).boxed().toArray()));
        var ran = renew();

        assertThat(ran.out())
                .contains(
                        "  Repository access: All repositories (GitHub lets you select 50 at most, and these are 51)\n")
                .contains("\n  system-integration\n  r0\n");
        var json = new ObjectMapper()
                .readTree(fixture.run("", "renew", "--graph", fixture.graph().toString(), "--json")
                        .out());
        assertThat(json.at("/repositoryAccess").asText()).isEqualTo("all");
        assertThat(json.at("/optionalPermissions/environments").asText()).isEqualTo("read");
    }

    private CliFixture.Ran renew() {
        return fixture.run("", "renew", "--graph", fixture.graph().toString(), "--secret", fixture.secret);
    }
}
