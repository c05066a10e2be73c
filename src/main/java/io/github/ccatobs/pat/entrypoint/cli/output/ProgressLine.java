package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.audit.AuditService.AuditProgress;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ProgressOutput;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.RateLimitListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One line on a terminal that says how far a long pass is; nothing elsewhere, and nothing in the first second. */
public final class ProgressLine implements AuditProgress, RateLimitListener, AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final ProgressOutput line;
    private final Clock clock;
    private final Instant visibleFrom;
    private final Thread wipe = new Thread(this::wipe, "wipe-progress");

    /** Shows progress on the stderr of {@code terminal}. */
    ProgressLine(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.line = new ProgressOutput(terminal);
        this.clock = clock;
        this.visibleFrom = clock.instant().plus(SILENCE);
        Runtime.getRuntime().addShutdownHook(wipe);
    }

    /** Shows an audit on {@code terminal}, with its waits for a limit and a clock that is wrong. */
    public static ProgressLine show(Terminal terminal, GitHubClientFactory clients, Clock clock) {
        var progress = new ProgressLine(terminal, clock);
        clients.onWait(progress);
        clients.onWarning(progress::warned);
        return progress;
    }

    @Override
    public synchronized void warned(String warning) {
        line.wipe();
        terminal.err().println("warning: " + warning);
    }

    @Override
    public synchronized void noted(String note) {
        line.wipe();
        terminal.err().println("note: " + note);
    }

    @Override
    public synchronized void reached(int done, int all) {
        if (line.moves() && !clock.instant().isBefore(visibleFrom)) {
            line.say("Read " + done + " of " + all + " repositories");
        }
    }

    /** Told without a terminal too: a command that seems to hang should say why. */
    @Override
    public synchronized void waiting(Instant until, String why) {
        line.say("Waiting until " + Timestamps.print(until) + ": " + why);
    }

    @Override
    public void close() {
        wipe();
        try {
            Runtime.getRuntime().removeShutdownHook(wipe);
        } catch (IllegalStateException ignored) {
            // The hook is running: it does what is needed.
        }
    }

    /** Takes the line away, so that something else can be said there. */
    public synchronized void wipe() {
        line.wipe();
    }
}
