package io.github.ccatobs.pat.sandbox;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Every request that arrived, in order, and how many were under way at once. */
final class RequestLog {

    private final Queue<ReceivedRequest> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Notes a request and says how many are under way with it. */
    int arrives(ReceivedRequest request) {
        requests.add(request);
        int now = inFlight.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        return now;
    }

    void leaves() {
        inFlight.decrementAndGet();
    }

    List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    int mostInFlight() {
        return most.get();
    }

    void forget() {
        requests.clear();
        most.set(inFlight.get());
    }
}
