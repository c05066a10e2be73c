package io.github.ccatobs.pat.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * HTTP in, HTTP out. It takes both forms of a request line, {@code GET /user} and, as sent to a proxy, {@code GET
 * http://api.github.localhost/user}, and both roots, GitHub's own and an enterprise server's {@code /api/v3}.
 */
final class Front implements HttpHandler {

    private static final String ENTERPRISE = "/api/v3";

    private final InstantSource clock;
    private final Journal journal;
    private final Latency latency;
    private final Faults faults;
    private final Api api;

    Front(InstantSource clock, Journal journal, Latency latency, Faults faults, Api api) {
        this.clock = clock;
        this.journal = journal;
        this.latency = latency;
        this.faults = faults;
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        ReceivedRequest request = read(exchange);
        Delivery delivery = serve(request, base(exchange));
        delivery.send(exchange);
    }

    private Delivery serve(ReceivedRequest request, String base) {
        int inFlight = journal.arrives(request);
        try {
            latency.pass();
            return faults.deliver(request, () -> api.answer(at(request), base, inFlight));
        } catch (RuntimeException bug) {
            return new Delivery.Whole(Answer.message(500, "The sandbox is broken: " + bug));
        } finally {
            // Before the last byte leaves: a caller may send its next request upon it.
            journal.leaves();
        }
    }

    /** The request with the time at which GitHub gets to it, after latency and whatever a fault did to the clock. */
    private ReceivedRequest at(ReceivedRequest request) {
        return new ReceivedRequest(
                clock.instant(), request.method(), request.path(), request.query(), request.headers(), request.body());
    }

    private ReceivedRequest read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return new ReceivedRequest(
                clock.instant(),
                exchange.getRequestMethod(),
                isEnterprise(path) ? path.substring(ENTERPRISE.length()) : path,
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers(exchange),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private static String base(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String host = Optional.ofNullable(uri.getRawAuthority())
                .or(() -> Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")))
                .orElseGet(() -> "127.0.0.1:" + exchange.getLocalAddress().getPort());
        return "http://" + host
                + (isEnterprise(Optional.ofNullable(uri.getRawPath()).orElse("")) ? ENTERPRISE : "");
    }

    private static boolean isEnterprise(String path) {
        return path.equals(ENTERPRISE) || path.startsWith(ENTERPRISE + "/");
    }
}
