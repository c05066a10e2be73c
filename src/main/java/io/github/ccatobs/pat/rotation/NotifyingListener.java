package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes on the events of a rotation, and announces its start and its end. */
final class NotifyingListener implements RotationListener, AutoCloseable {

    private final Consumer<Rotation> tellStart;
    private final Runnable tellEnd;
    private final RotationListener next;
    private Optional<Thread> ofTheStart = Optional.empty();

    /**
     * {@code tellStart} tells that a rotation has started, from its record at the start, {@code tellEnd} how it stands at
     * the end. Both may take a while, and throw nothing.
     */
    NotifyingListener(Consumer<Rotation> tellStart, Runnable tellEnd, RotationListener next) {
        this.tellStart = tellStart;
        this.tellEnd = tellEnd;
        this.next = next;
    }

    @Override
    public void checked(LedgerVerification holding) {
        next.checked(holding);
    }

    @Override
    public void preflight(int count) {
        next.preflight(count);
    }

    @Override
    public void warned(String warning) {
        next.warned(warning);
    }

    @Override
    public void started(Rotation rotation, int already, int all) {
        next.started(rotation, already, all);
        ofTheStart = Optional.of(Thread.ofVirtual().name("telling").start(() -> tellStart.accept(rotation)));
    }

    @Override
    public void recorded(RepositoryName repository, Outcome outcome) {
        next.recorded(repository, outcome);
    }

    @Override
    public void settling(int count) {
        next.settling(count);
    }

    /** Announces the end, after the start. A rotation that never started has no end. */
    @Override
    public void close() {
        ofTheStart.ifPresent(thread -> {
            try {
                thread.join();
                tellEnd.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
