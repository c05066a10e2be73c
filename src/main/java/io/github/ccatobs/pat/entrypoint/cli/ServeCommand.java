package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.terminal.SignalHandler;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.entrypoint.serve.ServeService;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck;
import io.github.ccatobs.pat.entrypoint.serve.StartChecks.StartCheck.StartCheckOutcome;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccat pat serve}: the long-running service, until a signal ends it. */
@Command(
        name = "serve",
        header = "Runs the nightly audit, resumes rotations, and answers over HTTP, until it is stopped.",
        description = {
            "%nAudits on the schedule of ccat.pat.audit.cron, resumes waiting and interrupted rotations, and listens at"
                    + " ccat.pat.http.host and .port. Every HTTP request except health needs a key:"
                    + " Authorization: Bearer KEY. Each ccat.pat.http.keys.\"NAME\" is the SHA-256 of a key; without any,"
                    + " the service listens on this machine only, with a temporary key that it prints here once.",
            "%nAt start it checks everything it will need (settings, store, credential, graph, vault, webhook, issue) and"
                    + " prints one line each: ok, off, wrong or unavailable. It runs even if a check fails.",
            "%nThe first INT, TERM or HUP stops it: work under way finishes and is recorded, within half a minute, and"
                    + " the exit code is 0. A second signal stops it at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ccat pat serve",
            "  ccat pat serve --check",
            "  CCAT_PAT_HTTP_PORT=9090 ccat pat serve",
            "  CCAT_PAT_AUDIT_CRON='0 30 2 * * ?' CCAT_PAT_AUDIT_TIME_ZONE=Europe/Berlin ccat pat serve",
            "  CCAT_PAT_HTTP_KEYS_OPS=$(printf %%s \"$KEY\" | sha256sum | cut -c1-64) ccat pat serve",
            "  curl -H \"Authorization: Bearer $KEY\" -X POST http://localhost:8080/rotations"
        })
final class ServeCommand implements Callable<Integer> {

    @Option(
            names = "--check",
            description =
                    "Only check what the service will need, print one line each, and end: 0 everything is there, 2 a"
                            + " setting or the graph is wrong, 5 something is unavailable now. Writes and posts nothing.")
    private boolean isCheck;

    private volatile boolean hasEnded;

    private final Terminal terminal;
    private final ServeService serveService;

    ServeCommand(Terminal terminal, ServeService serveService) {
        this.terminal = terminal;
        this.serveService = serveService;
    }

    /** Whether it runs until it is stopped, and does not only check. */
    boolean isService() {
        return !isCheck;
    }

    /** Whether {@code words} ask for the service itself. */
    static boolean isAsked(String... words) {
        return Stream.of(words)
                .filter(word -> !word.equals("--verbose"))
                .toList()
                .equals(List.of("pat", "serve"));
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

    /** A wrong setting takes precedence: until it is changed, nothing else helps. */
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
                .println("No API key is configured. Temporary key until shutdown: Authorization: Bearer " + key));
        terminal.err().println("The next audit is at " + Timestamps.print(started.nextAudit()) + ".");
        Thread.ofVirtual().name("start-checks").start(this::sayWhatIsThere);
        boolean whole = serveService.awaitEnd();
        hasEnded = true;
        terminal.err().println(whole ? "Stopped." : "Stopped. Unfinished work resumes on the next start.");
        return ExitCode.FINE.code();
    }

    /** Beside the service, which runs whatever is not there yet: a check waits for GitHub and AWS. */
    private void sayWhatIsThere() {
        var results = serveService.check(terminal::variable);
        if (!hasEnded) {
            results.forEach(terminal.err()::println);
        }
    }

    /** After this line no write begins. */
    private void end() {
        serveService.finishWork();
        terminal.err()
                .println(
                        "Stopping: work under way finishes first, within half a minute; a second signal stops at once.");
        serveService.end();
    }
}
