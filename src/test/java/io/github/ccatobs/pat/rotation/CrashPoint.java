package io.github.ccatobs.pat.rotation;

import java.util.Set;

/** Ends a run after a number of effects, as a power cut would: what is done is done, and nothing follows. */
public final class CrashPoint {

    /** The next step of a process that died before it. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int after;
    private int effects;

    CrashPoint(int after) {
        this.after = after;
    }

    /** A store that dies here. */
    RotationStore guard(RotationStore store) {
        return guard(RotationStore.class, store, "acquire", "renew", "release", "save", "record");
    }

    /** A {@code target} that dies here, when these methods are its effects. */
    public <T> T guard(Class<T> type, T target, String... effects) {
        return FaultInjection.around(type, target, Set.of(effects), this::beAlive, this::happened);
    }

    /** Before an effect. */
    private synchronized void beAlive() {
        if (effects >= after) {
            throw new Killed();
        }
    }

    /** After an effect. */
    synchronized void happened() {
        effects++;
    }

    synchronized int effects() {
        return effects;
    }
}
