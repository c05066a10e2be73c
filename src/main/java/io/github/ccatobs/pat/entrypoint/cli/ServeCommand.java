package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.output.ExitCode;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.serve.ServeService;
import io.github.ccatobs.pat.entrypoint.serve.StartCheck;
import io.github.ccatobs.pat.entrypoint.serve.StartCheck.StartCheckOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat serve}: the long-running service, until a signal ends it. */
@Command(
        name = "serve",
        header = "Runs the nightly audit, goes on with rotations, and answers over HTTP, until it is told to end.",
        description = {
            "%nAudits by ccat.pat.audit.cron, goes on with rotations that wait or were cut off, and listens at"
                    + " ccat.pat.http.host and .port. Everything over HTTP but the health needs a key:"
                    + " Authorization: Bearer KEY. Each ccat.pat.http.keys.\"NAME\" is the SHA-256 of one; without any it"
                    + " listens on this machine alone, with a key that it makes and prints here once.",
            "%nAt its start it checks what it will need by night (settings, store, credential, graph, vault, webhook)"
                    + " and says each in a line: ok, off, wrong or unavailable. It runs all the same.",
            "%nA first INT, TERM or HUP ends it: what is under way ends and is recorded, for half a minute at most, and"
                    + " the exit code is 0. A second one ends it at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./ccat pat serve",
            "  ./ccat pat serve --check",
            "  CCAT_PAT_HTTP_PORT=9090 ./ccat pat serve",
            "  CCAT_PAT_AUDIT_CRON='0 30 2 * * ?' CCAT_PAT_AUDIT_TIME_ZONE=Europe/Berlin ./ccat pat serve",
            "  CCAT_PAT_HTTP_KEYS_OPS=$(printf %%s \"$KEY\" | sha256sum | cut -c1-64) ./ccat pat serve",
            "  curl -H \"Authorization: Bearer $KEY\" -X POST http://localhost:8080/rotations"
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--check",
            description =
                    "Only check what the service will need, say each in a line, and end: 0 all is there, 2 a setting"
                            + " or the graph is wrong, 5 something cannot be had now. Writes and posts nothing.")
    private boolean isCheck;

    private volatile boolean hasEnded;

    private final Terminal terminal;
    private final ServeService serveService;

    ServeCommand(Terminal terminal, ServeService serveService) {
        this.terminal = terminal;
        this.serveService = serveService;
    }

    /** Whether {@code words} ask for the service itself, and not merely how to. */
    static boolean isAskedFor(String... words) {
        List<String> commands =
                Arrays.stream(words).filter(word -> !word.startsWith("-")).toList();
        return commands.equals(List.of("pat", "serve"))
                && Arrays.stream(words).noneMatch(Set.of("-h", "--help", "-V", "--version", "--check")::contains);
    }

    @Override
    public Integer call() {
        return isCheck ? check() : SignalHandler.handledBy(this::end, this::run);
    }

    private int check() {
        var results = serveService.check(terminal::variable);
        results.forEach(terminal.out()::println);
        terminal.out().flush();
        return exitCode(results).code();
    }

    /** A wrong setting wins: until it is changed, nothing else helps. */
    static ExitCode exitCode(List<StartCheck> results) {
        if (results.stream().anyMatch(result -> result.outcome() == StartCheckOutcome.WRONG)) {
            return ExitCode.USAGE;
        }
        boolean isUnknown = results.stream().anyMatch(result -> result.outcome() == StartCheckOutcome.UNAVAILABLE);
        return isUnknown ? ExitCode.UNKNOWN : ExitCode.FINE;
    }

    private int run() {
        var started = serveService.start();
        terminal.err().println("Listening at " + started.url());
        started.oneTimeKey().ifPresent(key -> terminal.err()
                .println("No key is configured. Until this ends, this one lets in: Authorization: Bearer " + key));
        terminal.err().println("The next audit is at " + Timestamps.print(started.nextAudit()) + ".");
        Thread.ofVirtual().name("start-checks").start(this::sayWhatIsThere);
        boolean whole = serveService.awaitEnd();
        hasEnded = true;
        terminal.err().println(whole ? "Ended." : "Ended; what was still under way goes on at the next start.");
        return ExitCode.FINE.code();
    }

    /** Beside the service, which runs whatever is not there yet: a check waits for GitHub and AWS. */
    private void sayWhatIsThere() {
        var results = serveService.check(terminal::variable);
        if (!hasEnded) {
            results.forEach(terminal.err()::println);
        }
    }

    private void end() {
        terminal.err()
                .println("Ending: what is under way ends first, within half a minute; a second signal ends at once.");
        serveService.end();
    }
}
