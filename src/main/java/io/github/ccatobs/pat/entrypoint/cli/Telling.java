package io.github.ccatobs.pat.entrypoint.cli;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationListener;
import java.util.Optional;

/** Passes on what a rotation does, and has people told when it has started and when it is over. */
final class Telling implements RotationListener, AutoCloseable {

    private final Runnable tell;
    private final RotationListener next;
    private Optional<Thread> ofTheStart = Optional.empty();

    /** {@code tell} tells how the rotation stands; it may take a while, and throws nothing. */
    Telling(Runnable tell, RotationListener next) {
        this.tell = tell;
        this.next = next;
    }

    @Override
    public void preflight(int count) {
        next.preflight(count);
    }

    @Override
    public void started(RotationId id, int already, int all) {
        next.started(id, already, all);
        ofTheStart = Optional.of(Thread.ofVirtual().name("telling").start(tell));
    }

    @Override
    public void recorded(RepositoryName repository, Outcome outcome) {
        next.recorded(repository, outcome);
    }

    @Override
    public void settling(int count) {
        next.settling(count);
    }

    /** Has people told of the end, after the start. What never started has no end. */
    @Override
    public void close() {
        ofTheStart.ifPresent(thread -> {
            try {
                thread.join();
                tell.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
