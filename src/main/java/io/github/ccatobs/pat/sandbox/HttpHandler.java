package io.github.ccatobs.pat.sandbox;

import io.github.ccatobs.pat.sandbox.SandboxGitHub.Faults;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * HTTP in, HTTP out. It takes both forms of a request line, {@code GET /user} and, as sent to a proxy, {@code GET
 * http://api.github.localhost/user}, and both roots, GitHub's own and an enterprise server's {@code /api/v3}.
 */
final class HttpHandler {

    private static final String ENTERPRISE = "/api/v3";
    private static final String ENTERPRISE_QUERIES = "/api/graphql";

    private final InstantSource clock;
    private final RequestLog requestLog;
    private final Latency latency;
    private final Faults faults;
    private final SandboxApi sandboxApi;

    HttpHandler(InstantSource clock, RequestLog requestLog, Latency latency, Faults faults, SandboxApi sandboxApi) {
        this.clock = clock;
        this.requestLog = requestLog;
        this.latency = latency;
        this.faults = faults;
        this.sandboxApi = sandboxApi;
    }

    /** Answers {@code exchange}, whose body has arrived. It may take its time, so it needs a thread that may wait. */
    void handle(HttpServerRequest exchange, String body) {
        answer(exchange, body).send(exchange, HttpDate.print(clock.instant()));
    }

    private ResponseDelivery answer(HttpServerRequest exchange, String body) {
        try {
            var target = new URI(exchange.uri());
            return serve(read(exchange, target, body), base(exchange, target));
        } catch (URISyntaxException ignored) {
            return new ResponseDelivery.WholeResponse(SandboxResponse.message(400, "Bad Request"));
        }
    }

    private ResponseDelivery serve(ReceivedRequest request, String base) {
        int inFlight = requestLog.arrives(request);
        try {
            latency.pass();
            return faults.deliver(request, () -> sandboxApi.answer(at(request), base, inFlight));
        } catch (RuntimeException e) {
            return new ResponseDelivery.WholeResponse(SandboxResponse.message(500, "The sandbox is broken: " + e));
        } finally {
            // Before the last byte leaves: a caller may send its next request upon it.
            requestLog.leaves();
        }
    }

    /** The request with the time at which GitHub gets to it, after latency and whatever a fault did to the clock. */
    private ReceivedRequest at(ReceivedRequest request) {
        return new ReceivedRequest(
                clock.instant(), request.method(), request.path(), request.query(), request.headers(), request.body());
    }

    private ReceivedRequest read(HttpServerRequest exchange, URI target, String body) {
        String path = path(target);
        return new ReceivedRequest(
                clock.instant(),
                exchange.method().name(),
                below(path),
                Optional.ofNullable(target.getRawQuery()).orElse(""),
                headers(exchange),
                body);
    }

    private static Map<String, String> headers(HttpServerRequest exchange) {
        return exchange.headers().entries().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (first, next) -> first + "," + next));
    }

    private static String base(HttpServerRequest exchange, URI target) {
        String host = Optional.ofNullable(target.getRawAuthority())
                .or(() -> Optional.ofNullable(exchange.getHeader(HttpHeaders.HOST)))
                .orElseGet(() -> exchange.localAddress().toString());
        return "http://" + host + (isEnterprise(path(target)) ? ENTERPRISE : "");
    }

    private static String path(URI target) {
        return Optional.ofNullable(target.getRawPath()).orElse("");
    }

    /** The path as GitHub's own root has it. */
    private static String below(String path) {
        if (path.equals(ENTERPRISE_QUERIES)) {
            return "/graphql";
        }
        return isEnterprise(path) ? path.substring(ENTERPRISE.length()) : path;
    }

    private static boolean isEnterprise(String path) {
        return path.equals(ENTERPRISE) || path.startsWith(ENTERPRISE + "/");
    }
}
