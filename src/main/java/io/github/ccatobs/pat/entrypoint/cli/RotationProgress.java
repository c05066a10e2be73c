package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationListener;

/** A bar on a terminal, plain lines elsewhere: how far a rotation is. Both go to stderr. */
final class RotationProgress implements RotationListener, AutoCloseable {

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
        say("Waiting until GitHub shows " + count + " of the writes");
    }

    /** Whether the rotation has begun, so that something may have been written. */
    synchronized boolean hasStarted() {
        return started;
    }

    /** Something makes the rotation wait. */
    synchronized void waiting(String why) {
        say(why);
    }

    private void step(String line) {
        done++;
        if (terminal.errIsTerminal()) {
            int filled = all == 0 ? WIDTH : Math.min(WIDTH, done * WIDTH / all);
            draw("[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + done + "/" + all + "  " + line);
        } else {
            terminal.err().println(done + "/" + all + " " + line);
        }
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
