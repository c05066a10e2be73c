package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.notification.Notification;
import io.github.ccatobs.pat.notification.Notifier;
import io.github.ccatobs.pat.notification.SampleNotifications;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat slack}: shows a sample message, or posts one to try the webhook. It reads no repository and no store. */
@Command(
        name = "slack",
        description = {
            "Prints a sample of a Slack message as JSON, for Slack's Block Kit Builder, or posts it to the configured"
                    + " webhook, marked as a test."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ccat pat slack --preview findings", "  ccat pat slack --send findings"})
final class SlackCommand implements Callable<Integer> {

    /** For the help and for the shell's completion. */
    private static final class MessageNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return SampleNotifications.all().stream().map(Notification::kind).iterator();
        }
    }

    /** One of the two. */
    private static final class MessageChoice {

        @Option(
                names = "--preview",
                paramLabel = "KIND",
                completionCandidates = MessageNames.class,
                description = "Print this kind of message, one of: ${COMPLETION-CANDIDATES}.")
        private String preview = "";

        @Option(
                names = "--send",
                paramLabel = "KIND",
                completionCandidates = MessageNames.class,
                description = "Post this kind of message to the webhook, marked as a test.")
        private String send = "";
    }

    @ArgGroup
    private MessageChoice choice = new MessageChoice();

    private final Terminal terminal;
    private final Notifier notifier;

    SlackCommand(Terminal terminal, Notifier notifier) {
        this.terminal = terminal;
        this.notifier = notifier;
    }

    @Override
    public Integer call() {
        return (choice.send.isEmpty() ? preview(sample(choice.preview)) : send(sample(choice.send))).code();
    }

    private ExitCode preview(Notification sample) {
        terminal.document(notifier.preview(sample));
        terminal.out().flush();
        return ExitCode.FINE;
    }

    private ExitCode send(Notification sample) {
        if (!notifier.isOpen()) {
            throw new IllegalArgumentException("no Slack webhook is configured: set SLACK_WEBHOOK_URL to an incoming"
                    + " webhook, or ccat.pat.slack.webhook-secret-id to the secret that holds it");
        }
        notifier.verify();
        notifier.postTest(sample);
        terminal.out().println("Slack accepted the test message '" + sample.kind() + "'.");
        terminal.out().flush();
        return ExitCode.FINE;
    }

    private static Notification sample(String kind) {
        return SampleNotifications.all().stream()
                .filter(notification -> notification.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknownMessage(kind)));
    }

    private static String unknownMessage(String kind) {
        String kinds = SampleNotifications.all().stream()
                .map(Notification::kind)
                .collect(Collectors.joining("\n  ", "\n  ", ""));
        return (kind.isEmpty()
                        ? "no message named. Give --preview or --send one of:"
                        : "unknown message " + QuotedText.of(kind) + ". One of:")
                + kinds;
    }
}
