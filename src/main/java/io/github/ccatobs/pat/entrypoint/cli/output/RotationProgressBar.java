package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.Plurals;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.Timestamps;
import io.github.ccatobs.pat.entrypoint.cli.terminal.ProgressOutput;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.RateLimitListener;
import io.github.ccatobs.pat.rotation.LedgerVerification;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationListener;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A bar on a terminal, plain lines elsewhere: how far a rotation is. Both go to stderr. */
public final class RotationProgressBar implements RotationListener, RateLimitListener, AutoCloseable {

    private static final int LONGEST_BAR = 30;
    private static final double SHARE_OF_THE_LINE = 0.4;

    private final ProgressOutput line;
    private final Set<RepositoryName> reported = new HashSet<>();
    private int already;
    private int all;
    private boolean started;

    /** Shows progress on the stderr of {@code terminal}. */
    public RotationProgressBar(Terminal terminal) {
        this.line = new ProgressOutput(terminal);
    }

    @Override
    public synchronized void checked(LedgerVerification holding) {
        holding.lines().forEach(line::say);
    }

    @Override
    public synchronized void preflight(int count) {
        if (count > 0) {
            line.say("Checking " + Plurals.repositories(count) + " before the first write");
        }
    }

    @Override
    public synchronized void warned(String warning) {
        line.say("warning: " + warning);
    }

    @Override
    public synchronized void started(Rotation rotation, int holding, int count) {
        started = true;
        already = holding;
        all = count;
        line.say("Rotation " + rotation.head().id() + ": " + holding + " of " + count + " already hold the token");
    }

    @Override
    public synchronized void recorded(RepositoryName repository, Outcome outcome) {
        switch (outcome) {
            case Outcome.Updated updated when updated.verified() -> {}
            case Outcome.Updated updated when reported.contains(repository) -> {} // another date, or written once more
            case Outcome.Updated updated -> step(repository, "updated");
            case Outcome.Failed failed -> step(repository, "failed: " + failed.reason());
            case Outcome.Pending pending -> {}
        }
    }

    @Override
    public synchronized void settling(int count) {
        line.say(bar() + "Waiting until GitHub's API shows " + count + " of the writes");
    }

    /** Whether the rotation has begun, so that something may have been written. */
    public synchronized boolean hasStarted() {
        return started;
    }

    @Override
    public synchronized void waiting(Instant until, String why) {
        line.say(bar() + "Waiting until " + Timestamps.print(until) + ": " + why);
    }

    /** The first Ctrl-C was heard. */
    public synchronized void stopping() {
        line.say("Stopping: writes under way finish first. Ctrl-C again stops at once");
    }

    private void step(RepositoryName repository, String what) {
        reported.add(repository);
        line.say((line.moves() ? bar() : done() + "/" + all + " ") + repository + ": " + what);
    }

    private int done() {
        return Math.min(all, already + reported.size());
    }

    /** How far it is; nothing before the start and where lines say it. */
    private String bar() {
        if (!started || !line.moves()) {
            return "";
        }
        int length = (int) Math.min(LONGEST_BAR, line.width() * SHARE_OF_THE_LINE);
        int filled = all == 0 ? length : Math.min(length, done() * length / all);
        return "[" + "#".repeat(filled) + "-".repeat(length - filled) + "] " + done() + "/" + all + "  ";
    }

    @Override
    public synchronized void close() {
        line.wipe();
    }
}
