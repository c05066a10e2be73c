package io.github.ccatobs.pat.rotation;

/** Ends a run after a number of effects, as a power cut would: what is done is done, and nothing follows. */
public final class CrashPoint {

    /** What a dead process would have done next. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int after;
    private int effects;

    CrashPoint(int after) {
        this.after = after;
    }

    /** Before an effect. */
    public synchronized void beAlive() {
        if (effects >= after) {
            throw new Killed();
        }
    }

    /** After an effect. */
    public synchronized void happened() {
        effects++;
    }

    synchronized int effects() {
        return effects;
    }
}
