package io.github.ccatobs.pat.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The writing of a fault: which of the matching requests it strikes, every one unless said otherwise, and then what
 * happens. Only the last step puts it in force. When several faults are due for a request, the one written first
 * strikes.
 */
public final class FaultBuilder {

    private final Predicate<ReceivedRequest> when;
    private final Consumer<Fault> inForce;
    private int first = 1;
    private int times = Integer.MAX_VALUE;

    FaultBuilder(Predicate<ReceivedRequest> when, Consumer<Fault> inForce) {
        this.when = when;
        this.inForce = inForce;
    }

    /** Strikes the first {@code count} of them, or the first {@code count} from the number given by {@link #from}. */
    public FaultBuilder times(int count) {
        times = count;
        return this;
    }

    /** Leaves those before {@code number} alone, counted from 1. */
    public FaultBuilder from(int number) {
        first = number;
        return this;
    }

    /** Strikes only this one, counted from 1. */
    public FaultBuilder nth(int number) {
        return from(number).times(1);
    }

    /** Answers in GitHub's place; the request has no effect. */
    public Fault answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    /** Answers in GitHub's place, with headers; the request has no effect. */
    public Fault answers(int status, Map<String, String> headers, String body) {
        return becomes(response -> new ResponseDelivery.WholeResponse(SandboxResponse.scripted(status, headers, body)));
    }

    /** Answers 200 with a body that is not JSON; the request has no effect. */
    public Fault answersGarbage() {
        return answers(200, "<html><body>Unicorn!</body></html>");
    }

    /** Resets the connection before the request has an effect. */
    public Fault cutsTheConnection() {
        return becomes(response -> new ResponseDelivery.NoResponse());
    }

    /** Lets the request have its effect, then resets the connection without an answer. */
    public Fault cutsTheConnectionAfterwards() {
        return becomes(response -> new ResponseDelivery.LostResponse(response.get()));
    }

    /** Lets the request have its effect, then closes the connection half way through the answer. */
    public Fault truncatesTheResponse() {
        return becomes(response -> new ResponseDelivery.HalfResponse(response.get()));
    }

    /** Takes longer, in real time, before the request has its effect. */
    public Fault takes(Duration longer) {
        return becomes(response -> {
            Latency.sleep(longer);
            return new ResponseDelivery.WholeResponse(response.get());
        });
    }

    /** Lets the request have its effect, and answers with another value of a header. */
    public Fault answersWith(String header, String value) {
        return becomes(
                response -> new ResponseDelivery.WholeResponse(response.get().with(header, value)));
    }

    /** Does something first: archives the repository, revokes the token, moves the clock. Then GitHub answers. */
    public Fault comesAfter(Runnable change) {
        return becomes(response -> {
            change.run();
            return new ResponseDelivery.WholeResponse(response.get());
        });
    }

    private Fault becomes(Fault.Effect effect) {
        var fault = new Fault(when, first, times, effect);
        inForce.accept(fault);
        return fault;
    }
}
