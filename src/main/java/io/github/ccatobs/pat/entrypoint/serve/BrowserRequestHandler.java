package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.page.PageWriter;
import io.github.ccatobs.pat.entrypoint.serve.RequestGate.Admission;
import io.github.ccatobs.pat.entrypoint.serve.Sessions.Session;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Answers browsers: the page, its files, signing in and out, events, and the API with a session in the place of a
 * key. A request that changes something must come from the page itself: its {@code Origin} is this host, and it says the
 * text that only the page knows.
 */
final class BrowserRequestHandler {

    private static final Logger LOG = Logger.getLogger(BrowserRequestHandler.class);

    private static final String HOME = "/";
    private static final String SIGN_IN = "/sign-in";
    private static final String SIGN_OUT = "/sign-out";
    private static final String EVENTS = "/events";
    private static final String ASSETS = "/assets/";

    private static final String COOKIE = "ccat_session";

    /** A name that browsers take over TLS alone, and from no other host of the same domain. */
    private static final String SECURE_COOKIE = "__Host-" + COOKIE;

    private static final String CSRF_HEADER = "x-csrf-token";

    /** Nothing inline and nothing from elsewhere; no page may frame it. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> SAFE = Map.of(
            "content-security-policy", POLICY,
            "x-frame-options", "DENY",
            "x-content-type-options", "nosniff",
            "referrer-policy", "same-origin",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin",
            "cache-control", "no-store");

    private final ApiKeys keys;
    private final FailedAuthThrottle throttle;
    private final Sessions sessions;
    private final PageWriter writer;
    private final Function<Session, String> page;
    private final RotationEvents events;
    private final Function<ApiRequest, ApiResponse> api;
    private final Runnable refused;

    /**
     * @param page the page for a session
     * @param api answers what is not the page's own
     * @param refused counts a failed sign-in
     */
    BrowserRequestHandler(
            ApiKeys keys,
            FailedAuthThrottle throttle,
            Sessions sessions,
            PageWriter writer,
            Function<Session, String> page,
            RotationEvents events,
            Function<ApiRequest, ApiResponse> api,
            Runnable refused) {
        this.keys = keys;
        this.throttle = throttle;
        this.sessions = sessions;
        this.writer = writer;
        this.page = page;
        this.events = events;
        this.api = api;
        this.refused = refused;
    }

    /** The decision about a request without an {@code Authorization}; empty when it is to be refused as one without a key. */
    Optional<Admission> admit(HttpRequest head, String path, SourceAddress source) {
        String method = head.method().name();
        boolean isGet = method.equals("GET");
        if (isGet && path.startsWith(ASSETS)) {
            return open(asset(path.substring(ASSETS.length())));
        }
        var session = session(head.headers());
        if (isGet && path.equals(HOME)) {
            return session.flatMap(this::home).or(() -> open(html(200, writer.signIn(""))));
        }
        if (method.equals("POST") && path.equals(SIGN_IN)) {
            return isFromHere(head.headers()) ? signIn(head, source) : refuse("expected the Origin of this page");
        }
        return session.flatMap(known -> admit(head, path, known));
    }

    private Optional<Admission> admit(HttpRequest head, String path, Session session) {
        String method = head.method().name();
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        if (!isRead && !isFromHere(head.headers())) {
            return refuse("expected the Origin of this page");
        }
        if (method.equals("POST") && path.equals(SIGN_OUT)) {
            return Optional.of(new Admission.AuthenticatedRequest(body -> signOut(session, body, head.headers())));
        }
        if (!isRead && !session.isFromItsPage(head.headers().get(CSRF_HEADER, ""))) {
            return refuse("expected the header " + CSRF_HEADER + " of this session's page");
        }
        if (method.equals("GET") && path.equals(EVENTS)) {
            return Optional.of(new Admission.AuthenticatedRequest(body -> listen(session)));
        }
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        return Optional.of(new Admission.AuthenticatedRequest(body -> {
            var response = api.apply(new ApiRequest(method, path, type, body, session.caller()));
            LOG.infof(
                    "%s %s %d %s by its page",
                    method, TokenRedactor.of(QuotedText.of(path)), response.status(), session.caller());
            return new RequestOutcome.Immediate(safe(response));
        }));
    }

    private Optional<Admission> home(Session session) {
        return Optional.of(new Admission.AuthenticatedRequest(
                body -> new RequestOutcome.Immediate(html(200, page.apply(session)))));
    }

    private ApiResponse asset(String name) {
        return writer.asset(name)
                .map(asset -> response(200, asset.type(), asset.text(), Map.of()))
                .orElseGet(() -> safe(Problem.of(ProblemKind.NOT_FOUND, "there is no such file")
                        .response()));
    }

    private static Optional<Admission> open(ApiResponse response) {
        return Optional.of(new Admission.OpenRequest(body -> response));
    }

    private static Optional<Admission> refuse(String detail) {
        return Optional.of(Admission.RefusedRequest.atOnce(
                safe(Problem.of(ProblemKind.FORBIDDEN, detail).response())));
    }

    private Optional<Admission> signIn(HttpRequest head, SourceAddress source) {
        boolean isSecure = isSecure(head.headers());
        return Optional.of(new Admission.AnonymousRequest(body -> keys.nameOf(parameter(body, "key"))
                .<RequestOutcome>map(name -> begin(name, isSecure))
                .orElseGet(() -> fail(source))));
    }

    private RequestOutcome begin(String name, boolean isSecure) {
        LOG.infof("%s signed in", name);
        return new RequestOutcome.Immediate(home(cookie(sessions.begin(name), Sessions.LIFE, isSecure)));
    }

    private RequestOutcome fail(SourceAddress source) {
        refused.run();
        Duration delay = throttle.failed(source);
        return new RequestOutcome.Delayed(html(403, writer.signIn("That key is not configured here.")), delay);
    }

    private RequestOutcome signOut(Session session, byte[] body, HttpHeaders headers) {
        if (!session.isFromItsPage(parameter(body, "csrf"))) {
            return new RequestOutcome.Immediate(
                    safe(Problem.of(ProblemKind.FORBIDDEN, "expected the form of this session's page")
                            .response()));
        }
        sessions.end(session);
        LOG.infof("%s signed out", session.caller());
        return new RequestOutcome.Immediate(home(cookie("", Duration.ZERO, isSecure(headers))));
    }

    private RequestOutcome listen(Session session) {
        return events.listen(() -> sessions.isOpen(session), headers("text/event-stream", Map.of()))
                .<RequestOutcome>map(RequestOutcome.EventSubscription::new)
                .orElseGet(() -> new RequestOutcome.Immediate(
                        safe(Problem.of(ProblemKind.TOO_MANY_REQUESTS, "too many pages listen: come back in a minute")
                                .retryAfter(60)
                                .response())));
    }

    /** Exactly one cookie of ours that names a session. */
    private Optional<Session> session(HttpHeaders headers) {
        List<Session> found = headers.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .flatMap(cookie -> Stream.of(COOKIE, SECURE_COOKIE)
                        .filter(name -> cookie.startsWith(name + "="))
                        .map(name -> cookie.substring(name.length() + 1)))
                .flatMap(value -> sessions.find(value).stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Browsers send the origin with every {@code POST}; a page of another host cannot change it. */
    private static boolean isFromHere(HttpHeaders headers) {
        var origins = headers.getAll(HttpHeaderNames.ORIGIN);
        String host = headers.get(HttpHeaderNames.HOST, "");
        return origins.size() == 1
                && !host.isEmpty()
                && (origins.getFirst().equalsIgnoreCase("http://" + host)
                        || origins.getFirst().equalsIgnoreCase("https://" + host))
                && headers.getAll("sec-fetch-site").stream().allMatch("same-origin"::equals);
    }

    /** Before us stands what ends TLS, if anything does, and says so. To claim it makes a cookie stricter, not laxer. */
    private static boolean isSecure(HttpHeaders headers) {
        return headers.get("x-forwarded-proto", "").equalsIgnoreCase("https")
                || headers.get(HttpHeaderNames.ORIGIN, "").startsWith("https://");
    }

    private static String cookie(String value, Duration life, boolean isSecure) {
        return (isSecure ? SECURE_COOKIE : COOKIE) + "=" + value + "; Path=/; Max-Age=" + life.toSeconds()
                + "; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "");
    }

    private static ApiResponse home(String cookie) {
        return response(303, "text/plain", "", Map.of("location", HOME, "set-cookie", cookie));
    }

    private static ApiResponse html(int status, String text) {
        return response(status, "text/html; charset=utf-8", text, Map.of());
    }

    private static ApiResponse response(int status, String type, String text, Map<String, String> more) {
        return new ApiResponse(status, headers(type, more), text);
    }

    private static Map<String, String> headers(String type, Map<String, String> more) {
        var headers = new LinkedHashMap<>(SAFE);
        headers.put("content-type", type);
        headers.putAll(more);
        return headers;
    }

    private static ApiResponse safe(ApiResponse response) {
        var headers = new LinkedHashMap<>(SAFE);
        headers.putAll(response.headers());
        return new ApiResponse(response.status(), headers, response.body());
    }

    /** The one value of {@code name} in a form's body, or an empty text. */
    private static String parameter(byte[] body, String name) {
        try {
            var values = Stream.of(new String(body, StandardCharsets.US_ASCII).split("&"))
                    .filter(pair -> pair.startsWith(name + "="))
                    .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                    .toList();
            return values.size() == 1 ? values.getFirst() : "";
        } catch (IllegalArgumentException ignored) {
            return "";
        }
    }
}
