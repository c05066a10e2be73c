package io.github.ccatobs.pat.github;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many calls are under way at once. A limit answer halves how many may be; each full round of successes after it
 * allows one more, up to the setting.
 */
final class AdaptiveConcurrencyLimit {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final int most;
    private int allowed;
    private int underWay;
    private int successes;
    private int halvings;

    AdaptiveConcurrencyLimit(int most) {
        this.most = most;
        this.allowed = most;
    }

    /** Waits for a place and takes it; the answer is what {@link #halve} wants to hear. */
    int enter() {
        lock.lock();
        try {
            while (underWay >= allowed) {
                left.awaitUninterruptibly();
            }
            underWay++;
            return halvings;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the place back. */
    void leave() {
        lock.lock();
        try {
            underWay--;
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A limit was met by a call that entered when {@code seen} was the answer: half as many from now on, at least one.
     * The calls that were under way together meet the same limit, so only the first of them halves.
     */
    void halve(int seen) {
        lock.lock();
        try {
            if (seen != halvings) {
                return;
            }
            halvings++;
            allowed = Math.max(1, allowed / 2);
            successes = 0;
        } finally {
            lock.unlock();
        }
    }

    /** A call went well: after as many as are allowed at once, one more may be. */
    void recover() {
        lock.lock();
        try {
            if (allowed < most && ++successes >= allowed) {
                allowed++;
                successes = 0;
                left.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int underWay() {
        lock.lock();
        try {
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    int allowed() {
        lock.lock();
        try {
            return allowed;
        } finally {
            lock.unlock();
        }
    }
}
