package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.Moment;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.WaitListener;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationListener;
import java.time.Instant;

/** A bar on a terminal, plain lines elsewhere: how far a rotation is. Both go to stderr. */
final class RotationProgress implements RotationListener, WaitListener, AutoCloseable {

    private static final String START_OF_LINE = "\r\u001b[K";
    private static final int WIDTH = 30;

    private final Terminal terminal;
    private int done;
    private int all;
    private boolean visible;
    private boolean started;

    RotationProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void preflight(int count) {
        say("Looking at " + count + " repositories before the first write");
    }

    @Override
    public synchronized void started(RotationId id, int already, int count) {
        started = true;
        done = already;
        all = count;
        say("Rotation " + id + ": " + already + " of " + count + " hold the token already");
    }

    @Override
    public synchronized void recorded(RepositoryName repository, Outcome outcome) {
        switch (outcome) {
            case Outcome.Updated updated when updated.verified() -> {}
            case Outcome.Updated updated -> step(repository + ": updated");
            case Outcome.Failed failed -> step(repository + ": failed: " + failed.reason());
            case Outcome.Pending pending -> {}
        }
    }

    @Override
    public synchronized void settling(int count) {
        say(bar() + "Waiting until GitHub shows " + count + " of the writes");
    }

    /** Whether the rotation has begun, so that something may have been written. */
    synchronized boolean hasStarted() {
        return started;
    }

    @Override
    public synchronized void waiting(Instant until, String why) {
        say(bar() + "Waiting until " + Moment.print(until) + ": " + why);
    }

    /** The first Ctrl-C was heard. */
    synchronized void stopping() {
        say("Stopping: writes under way end first. Ctrl-C again ends at once");
    }

    private void step(String line) {
        done++;
        if (terminal.errIsTerminal()) {
            draw(bar() + line);
        } else {
            terminal.err().println(done + "/" + all + " " + line);
        }
    }

    /** How far it is; nothing before the start and where lines say it. */
    private String bar() {
        if (!started || !terminal.errIsTerminal()) {
            return "";
        }
        int filled = all == 0 ? WIDTH : Math.min(WIDTH, done * WIDTH / all);
        return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + done + "/" + all + "  ";
    }

    private void say(String line) {
        if (terminal.errIsTerminal()) {
            draw(line);
        } else {
            terminal.err().println(line);
        }
    }

    private void draw(String line) {
        terminal.err().print(START_OF_LINE + line);
        terminal.err().flush();
        visible = true;
    }

    @Override
    public synchronized void close() {
        if (visible) {
            terminal.err().print(START_OF_LINE);
            terminal.err().flush();
            visible = false;
        }
    }
}
