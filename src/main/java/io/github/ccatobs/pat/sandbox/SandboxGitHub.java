package io.github.ccatobs.pat.sandbox;

import java.io.UncheckedIOException;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A GitHub of one's own: on a loopback port of this machine, without a network, an account or a key from anywhere. What
 * is arranged here is served at once, and what clients do to it can be looked at afterwards. Until said otherwise it is
 * empty, answers without delay and enforces the rate limits GitHub publishes.
 *
 * <p>It does not promise to be GitHub: only what ccat-pat needs is there, and it speaks plain HTTP.
 */
public final class SandboxGitHub implements AutoCloseable {

    private final SandboxState state = new SandboxState();
    private final RequestLog requestLog = new RequestLog();
    private final Limiter limiter = new Limiter();
    private final Latency latency = new Latency();
    private final Faults faults = new Faults();
    private final ShiftedClock clock;
    private final LoopbackServer port;

    private SandboxGitHub(InstantSource time) {
        clock = new ShiftedClock(time);
        port = LoopbackServer.open(new HttpHandler(clock, requestLog, latency, faults, new SandboxApi(state, limiter)));
    }

    /** Opens one on a free port, with the time of this machine. */
    public static SandboxGitHub start() {
        return start(InstantSource.system());
    }

    /**
     * Opens one on a free port, with a time of its own: tokens expire, secrets and answers are dated and limits pass
     * by it.
     *
     * @throws UncheckedIOException when no port can be opened
     */
    public static SandboxGitHub start(InstantSource clock) {
        return new SandboxGitHub(clock);
    }

    /** The value for {@code GITHUB_API_URL}. With {@code /api/v3} appended it is an enterprise server. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /** The repository {@code owner/name}, a new one when there is none of this name. */
    public SandboxRepository hasRepository(String fullName) {
        return state.repository(fullName);
    }

    /** The token with this value, a new one when it is not known. */
    public SandboxToken hasToken(String value) {
        return state.token(value);
    }

    /** The App of this client ID, a new one with {@code key}, whose private half signs for it, when it is not known. */
    public SandboxApp hasApp(String clientId, PublicKey key) {
        return state.app(clientId, key);
    }

    /** The organization of this name, a new one when it is not known. Owners of repositories exist unasked. */
    public SandboxOrganization hasOrganization(String login) {
        return state.organization(login);
    }

    /** Enforces other limits. */
    public SandboxGitHub limitedTo(RateLimits limits) {
        limiter.enforce(limits);
        return this;
    }

    /** How it answers when the hourly quota is used up; 403 with the reset time until said otherwise. */
    public SandboxGitHub answersPrimaryLimitWith(RateLimitResponse shape) {
        limiter.answerPrimary(shape);
        return this;
    }

    /** How it answers requests that come too fast; 403 with {@code retry-after} until said otherwise. */
    public SandboxGitHub answersSecondaryLimitWith(RateLimitResponse shape) {
        limiter.answerSecondary(shape);
        return this;
    }

    /** Takes this long, in real time, for every request. */
    public SandboxGitHub takes(Duration each) {
        latency.set(each);
        return this;
    }

    /**
     * Lets its clock run ahead of the time it was started with, or behind with a negative duration: answers and secrets
     * are dated by it from now on.
     */
    public SandboxGitHub runsAheadBy(Duration by) {
        clock.runAheadBy(by);
        return this;
    }

    /**
     * Dates secrets that are written from now on later than its answers, or earlier with a negative duration, as if another machine
     * kept them.
     */
    public SandboxGitHub datesSecretsAheadBy(Duration by) {
        state.datesAhead(by);
        return this;
    }

    /**
     * Shows writes, in lists and reads, only when this much time has passed by its clock. Earlier writes stay as they
     * are.
     */
    public SandboxGitHub showsWritesAfter(Duration lag) {
        state.readLag(lag);
        return this;
    }

    /** Whether it revokes credentials; some Enterprise Servers do not know the address. */
    public SandboxGitHub revokesCredentials(boolean does) {
        state.revokesCredentials(does);
        return this;
    }

    /** Accepts a revoked credential for this much time, by its clock, after it answered. */
    public SandboxGitHub revokesAfter(Duration delay) {
        state.revocationDelay(delay);
        return this;
    }

    /**
     * Begins a fault for requests of {@code method} whose path, without {@code /api/v3}, wholly matches {@code
     * pattern}.
     */
    public FaultBuilder onRequest(String method, String pattern) {
        Pattern path = Pattern.compile(pattern);
        return onRequest(request ->
                request.method().equals(method) && path.matcher(request.path()).matches());
    }

    /** Begins a fault for the requests {@code when} picks. */
    public FaultBuilder onRequest(Predicate<ReceivedRequest> when) {
        return new FaultBuilder(when, faults::add);
    }

    /** Ends all faults. */
    public void clearFaults() {
        faults.clear();
    }

    /** Every request that arrived, in order. */
    public List<ReceivedRequest> requests() {
        return requestLog.requests();
    }

    /**
     * How many requests of {@code method} arrived whose path, without {@code /api/v3}, wholly matches {@code pattern}.
     */
    public int count(String method, String pattern) {
        Pattern path = Pattern.compile(pattern);
        return (int) requestLog.requests().stream()
                .filter(request -> request.method().equals(method)
                        && path.matcher(request.path()).matches())
                .count();
    }

    /** How many requests were under way at once, at the worst moment. */
    public int mostInFlight() {
        return requestLog.mostInFlight();
    }

    /** How often a rate limit was answered; scripted faults do not count. */
    public int limitAnswers() {
        return limiter.answered();
    }

    /** Forgets which requests arrived. Their effects stay, and so does the quota they used. */
    public void forgetsRequests() {
        requestLog.forget();
    }

    /** Ends at once, with requests under way unanswered. */
    @Override
    public void close() {
        port.close();
    }

    /** A clock that runs ahead of another, or behind it, by what it was set to last. */
    static final class ShiftedClock implements InstantSource {

        private final InstantSource clock;
        private volatile Duration ahead = Duration.ZERO;

        ShiftedClock(InstantSource clock) {
            this.clock = clock;
        }

        void runAheadBy(Duration by) {
            ahead = by;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(ahead);
        }
    }

    /** The faults in force. */
    static final class Faults {

        private final List<Fault> inForce = new CopyOnWriteArrayList<>();

        void add(Fault fault) {
            inForce.add(fault);
        }

        void clear() {
            inForce.clear();
        }

        /** The honest answer, or what the first fault that is due makes of it. Every fault counts the request. */
        ResponseDelivery deliver(ReceivedRequest request, Supplier<SandboxResponse> response) {
            List<Fault> due =
                    inForce.stream().filter(fault -> fault.isDue(request)).toList();
            return due.isEmpty()
                    ? new ResponseDelivery.WholeResponse(response.get())
                    : due.getFirst().happen(response);
        }
    }
}
