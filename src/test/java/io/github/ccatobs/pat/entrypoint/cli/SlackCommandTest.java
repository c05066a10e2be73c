package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.SampleNotifications;
import io.github.ccatobs.pat.notification.UnpostedNotifier;
import io.github.ccatobs.pat.token.TestCredentials;
import io.github.ccatobs.pat.token.TestSecretReader;
import io.github.ccatobs.pat.token.TokenSource;
import io.github.ccatobs.pat.token.TokenVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Previews of messages, and the refusals before one is sent. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class SlackCommandTest {

    @Inject
    CommandLineInterface commands;

    @Inject
    TestCommands testCommands;

    @Inject
    Notifier notifier;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsASampleOfEachKind() {
        for (var sample : SampleNotifications.all()) {
            out.reset();
            assertThat(run("--preview", sample.kind())).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines(notifier.preview(sample));
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void listsTheKindsWhenItIsNotToldWhich() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .startsWith("ccat pat: no message named. Give --preview or --send one of:")
                .containsAll(SampleNotifications.all().stream()
                        .map(Notification::kind)
                        .toList());
        assertThat(out.size()).isZero();
    }

    @Test
    void listsTheKindsWhenThereIsNoSuch() {
        assertThat(run("--preview", "findings\u001b[2J")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("ccat pat: unknown message 'findings\\u{1b}[2J'. One of:")
                .contains("\n  rotation-stopped\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void asksForAWebhookBeforeItSends() {
        assertThat(run("--send", "findings")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("ccat pat: no Slack webhook is configured: set SLACK_WEBHOOK_URL");
        assertThat(out.size()).isZero();
    }

    /** A setting is wrong, which is not Slack's silence. */
    @Test
    void isCalledWronglyWithSomethingElseThanAWebhook() {
        Function<TokenVersion, TokenSource> none = version -> {
            throw new AssertionError("no token is asked for");
        };
        var bad = new UnpostedNotifier(() -> {
            throw new IllegalArgumentException("it is not a webhook");
        });
        var open = testCommands.with(TestSecretReader.ofTokens(none), TestCredentials.none(none), bad);
        assertThat(run(open, "--send", "findings")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("ccat pat: it is not a webhook\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void doesOneOfTheTwo() {
        assertThat(run("--send", "findings", "--preview", "findings")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--preview").contains("--send");
        assertThat(out.size()).isZero();
    }

    private int run(String... words) {
        return run(commands, words);
    }

    private int run(CommandLineInterface called, String... words) {
        var terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Set.of(),
                Map.of());
        return called.run(
                terminal,
                Stream.concat(Stream.of("pat", "slack"), Stream.of(words)).toArray(String[]::new));
    }
}
