package io.github.ccatobs.pat.sandbox;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run of a workflow. Each method changes it at once, also while the sandbox serves. */
public final class SandboxRun {

    private static final String COMPLETED = "completed";

    private final long id;
    private final int number;
    private final Instant createdAt;
    private volatile Instant startedAt;
    private final AtomicInteger attempt = new AtomicInteger(1);
    private volatile String status;
    private volatile @Nullable String conclusion;

    SandboxRun(long id, int number, String status, Instant createdAt) {
        this.id = id;
        this.number = number;
        this.createdAt = createdAt;
        this.startedAt = createdAt;
        this.status = status;
        this.conclusion = status.equals(COMPLETED) ? "success" : null;
    }

    /** Moves it to {@code next}: {@code queued}, {@code in_progress}, {@code waiting}, {@code pending} or {@code requested}. */
    public SandboxRun is(String next) {
        status = next;
        conclusion = null;
        return this;
    }

    /** Ends it. */
    public SandboxRun ends() {
        status = COMPLETED;
        conclusion = "success";
        return this;
    }

    /** Ends it before it has done its work; false when it had ended. */
    synchronized boolean cancels() {
        if (status.equals(COMPLETED)) {
            return false;
        }
        status = COMPLETED;
        conclusion = "cancelled";
        return true;
    }

    /** Runs it again at {@code at}, which leaves the time of its creation. */
    public SandboxRun runsAgain(Instant at) {
        attempt.incrementAndGet();
        startedAt = at;
        return is("queued");
    }

    /** Its number in the paths of the API. */
    public long id() {
        return id;
    }

    int number() {
        return number;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    int attempt() {
        return attempt.get();
    }

    String status() {
        return status;
    }

    Optional<String> conclusion() {
        return Optional.ofNullable(conclusion);
    }
}
