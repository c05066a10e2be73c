package io.github.ccatobs.pat.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The faults in force. */
final class Faults {

    private final List<Fault> inForce = new CopyOnWriteArrayList<>();

    void add(Fault fault) {
        inForce.add(fault);
    }

    void clear() {
        inForce.clear();
    }

    /** The honest answer, or what the first fault that is due makes of it. Every fault counts the request. */
    ResponseDelivery deliver(ReceivedRequest request, Supplier<SandboxResponse> honest) {
        List<Fault> due = inForce.stream().filter(fault -> fault.isDue(request)).toList();
        return due.isEmpty()
                ? new ResponseDelivery.WholeResponse(honest.get())
                : due.getFirst().happen(honest);
    }
}
