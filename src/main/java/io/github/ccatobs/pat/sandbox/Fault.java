package io.github.ccatobs.pat.sandbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Something scripted for some requests. */
public final class Fault {

    private final Predicate<ReceivedRequest> when;
    private final int first;
    private final int times;
    private final Effect effect;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger happened = new AtomicInteger();

    Fault(Predicate<ReceivedRequest> when, int first, int times, Effect effect) {
        this.when = when;
        this.first = first;
        this.times = times;
        this.effect = effect;
    }

    /** How often it has happened. */
    public int happened() {
        return happened.get();
    }

    /** Counts {@code request} if it is of its kind, and says whether it is the fault's turn. */
    boolean isDue(ReceivedRequest request) {
        if (!when.test(request)) {
            return false;
        }
        int number = seen.incrementAndGet();
        return number >= first && number - first < times;
    }

    ResponseDelivery happen(Supplier<SandboxResponse> response) {
        happened.incrementAndGet();
        return effect.on(response);
    }

    /** The fault's answer, made from the honest one, which is computed only on demand. */
    @FunctionalInterface
    interface Effect {
        ResponseDelivery on(Supplier<SandboxResponse> response);
    }
}
