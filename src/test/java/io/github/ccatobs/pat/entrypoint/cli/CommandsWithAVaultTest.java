package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ScriptedAnswer;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.token.ReceivedToken;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Commands that read the token from a vault whose versions a test can move. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class CommandsWithAVaultTest {

    /** A vault with one token in it. */
    private static final class Vault implements TokenSource {
        private SecretValue token = SecretValue.of("nothing-yet");
        private boolean open = true;
        private boolean movedOn;
        private Optional<TokenVersion> asked = Optional.empty();

        TokenSource at(TokenVersion version) {
            asked = Optional.of(version);
            return this;
        }

        @Override
        public ReceivedToken receive() {
            if (!open) {
                throw new TokenSourceException.TokenSourceUnavailableException("AWS does not answer");
            }
            return new ReceivedToken(token, "the vault", Optional.of("version-1"));
        }

        @Override
        public boolean confirm(ReceivedToken received) {
            return !movedOn;
        }
    }

    @Inject
    TestCommands commands;

    @Inject
    RotationStore store;

    private final Vault vault = new Vault();
    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        var reader = TestSecretReader.ofTokens(vault::at);
        fixture = new CliFixture(commands.with(reader, TestCredentials.none(vault::at)), directory, 3);
        vault.token = SecretValue.of(fixture.newToken);
    }

    @Test
    void recordsTheVersionThatItHandedOut() {
        assertThat(rotate("secretsmanager", "", "--yes").code()).isZero();
        assertThat(vault.asked).contains(TokenVersion.CURRENT);
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
        assertThat(store.newest(100).stream()
                        .filter(head -> head.secret().equals(new SecretName(fixture.secret)))
                        .flatMap(head -> head.versionId().stream()))
                .containsExactly("version-1");
    }

    @Test
    void doesNotBeginWhenTheVaultHasMovedOn() {
        vault.movedOn = true;
        var ran = rotate("secretsmanager", "", "--yes");
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("the token changed at its source", "run again to rotate the new one");
        assertThat(fixture.writes()).isZero();
    }

    @Test
    void cannotTellWhenTheVaultDoesNotAnswer() {
        vault.open = false;
        var ran = rotate("secretsmanager", "", "--yes");
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.err()).isEqualTo("ccat pat: AWS does not answer\n");
    }

    @Test
    void asksOnATerminalAndTakesNothingButYesForYes() {
        fixture.onATerminal();
        for (String answer : new String[] {"", "n", "yesterday"}) {
            var person = ScriptedAnswer.saying(answer);
            fixture.answering(person);
            var declined = rotate("secretsmanager", "y\n");
            assertThat(declined.err()).contains("Repositories: 3 to write", "Cost:", "nothing was written");
            assertThat(person.read()).containsExactly("Write " + fixture.secret + " to 3 repositories? [y/N] ");
            assertThat(declined.code()).isEqualTo(4);
        }
        assertThat(fixture.writes()).isZero();

        fixture.answering(ScriptedAnswer.saying(" Yes "));
        assertThat(rotate("secretsmanager", "").code()).isZero();
        assertThat(fixture.holding(fixture.newToken)).isEqualTo(fixture.names());
    }

    @Test
    void asksNothingWhenToldYes() {
        var person = ScriptedAnswer.saying("n");
        fixture.onATerminal().answering(person);
        var ran = rotate("secretsmanager", "", "--yes");
        assertThat(person.read()).isEmpty();
        assertThat(ran.err()).contains("\r\u001b[K[####", "3/3");
        assertThat(ran.code()).isZero();
    }

    @Test
    void anAuditEndsWith1WhenGitHubRejectsTheVaultsToken() {
        vault.token = SecretValue.of(fixture.token("Revoked"));

        var ran = audit();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("  vault-token-rejected version version-1 is current in the vault, but GitHub rejects it")
                .contains("  vault-token-rejected: create a new token, store it where the current token is read from")
                .doesNotContain("vault-token-not-rotated");
    }

    @Test
    void anAuditEndsWith1WhenTheVaultsTokenIsNotTheOneThatWasHandedOut() {
        assertThat(rotate("secretsmanager", "", "--yes").code()).isZero();
        assertThat(audit().code()).isZero();
        vault.token = SecretValue.of(fixture.oldToken);

        var ran = audit();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("  vault-token-not-rotated version version-1 is current in the vault, but the last rotation"
                        + " handed out another")
                .contains("  vault-token-not-rotated: hand out the vault's current token")
                .doesNotContain("vault-token-rejected");
    }

    @Test
    void anAuditAsksGitHubAsTheTokenThatACommandPrints(@TempDir Path directory) throws Exception {
        Path kept = directory.resolve("kept");
        var printed = new CliFixture(
                commands.with(TestSecretReader.ofTokens(vault::at), TestCredentials.ofTokenCommand("cat " + kept)),
                directory,
                3);
        Files.writeString(kept, printed.newToken + "\n");
        assertThat(printed.rotate(printed.newToken).code()).isZero();
        printed.withVariable("GITHUB_TOKEN", printed.oldToken);

        var well = printed.run("", printed.onThis("audit", "--wait", "1m"));

        assertThat(well.err())
                .contains(printed.secret + " itself: account bot", "known from the vault's current token");
        assertThat(well.code()).as(well.out() + well.err()).isZero();

        Files.writeString(kept, printed.token("Revoked"));
        var rejected = printed.run("", printed.onThis("audit", "--wait", "1m"));
        assertThat(rejected.code()).isEqualTo(1);
        assertThat(rejected.out())
                .contains(
                        "  vault-token-rejected the command 'cat' of ccat.pat.token.exec prints a token, but GitHub rejects"
                                + " it: it is wrong, expired or revoked");
        assertThat(vault.asked).isEmpty();

        Files.delete(kept);
        var unreadable = printed.run("", printed.onThis("audit", "--wait", "1m"));
        assertThat(unreadable.err())
                .contains(
                        "note: the command 'cat' of ccat.pat.token.exec failed with exit code 1; run it by hand to see"
                                + " why");
        assertThat(unreadable.out() + unreadable.err()).doesNotContain("Secrets Manager did not");
        assertThat(unreadable.err().split("note: the command", -1)).hasSize(2);
        assertThat(printed.run("", printed.onThis("audit", "--json", "--wait", "1m"))
                        .out())
                .contains("\"notes\" : [ \"the command 'cat' of ccat.pat.token.exec failed with exit code 1");
    }

    @Test
    void aCommandThatPrintsTheTokenRunsOnceWhateverTheWordsOfTheOptionsAre(@TempDir Path directory) throws Exception {
        Path kept = directory.resolve("kept");
        Path runs = Files.createFile(directory.resolve("runs"));
        String command = "sh -c 'echo run >> " + runs + "; cat " + kept + "'";
        var printed = new CliFixture(
                commands.with(TestSecretReader.ofTokens(vault::at), TestCredentials.ofTokenCommand(command)),
                directory,
                2);
        Files.writeString(kept, printed.newToken + "\n");

        var ran = printed.run("", "audit", "--graph", printed.graph().toString(), "--secret", "serve");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(runs).hasContent("run");
    }

    private CliFixture.Ran audit() {
        fixture.withVariable("GITHUB_TOKEN", fixture.newToken);
        return fixture.run("", fixture.onThis("audit", "--wait", "1m"));
    }

    private CliFixture.Ran rotate(String source, String typed, String... more) {
        return fixture.run(typed, fixture.onThis("rotate", "--token-from", source, more));
    }
}
