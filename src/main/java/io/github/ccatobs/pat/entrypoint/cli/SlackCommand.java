package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.Quoted;
import io.github.ccatobs.pat.notice.Notice;
import io.github.ccatobs.pat.notice.NoticeBoard;
import io.github.ccatobs.pat.notice.Samples;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat slack}: what messages look like. Contacts nobody and opens no store. */
@Command(
        name = "slack",
        description = "Prints a sample of a Slack message as JSON, to be pasted into Slack's Block Kit Builder.",
        customSynopsis = {"", "  ccat pat slack --preview findings", ""},
        mixinStandardHelpOptions = true)
final class SlackCommand implements Callable<Integer> {

    @Option(names = "--preview", paramLabel = "KIND", defaultValue = "", description = "The kind of message.")
    private String kind = "";

    private final Terminal terminal;
    private final NoticeBoard board;

    SlackCommand(Terminal terminal, NoticeBoard board) {
        this.terminal = terminal;
        this.board = board;
    }

    @Override
    public Integer call() {
        var sample = Samples.all().stream()
                .filter(notice -> notice.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(complaint()));
        terminal.document(board.preview(sample));
        terminal.out().flush();
        return ExitCode.FINE.code();
    }

    private String complaint() {
        String kinds = Samples.all().stream().map(Notice::kind).collect(Collectors.joining("\n  ", "\n  ", ""));
        return (kind.isEmpty()
                        ? "which message? Give --preview one of:"
                        : Quoted.of(kind) + " is no message; there are:")
                + kinds;
    }
}
