package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.page.TestPageWriters;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.InMemoryRotationStore;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestRotationHistories;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets, and what somebody who is not signed in, or is another page, does not. */
class BrowserRequestHandlerTest {

    private static final String KEY = "the-key-of-these-tests-and-of-nobody-else";
    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final String HOST = "Host: here.example:8080\n";
    private static final String ORIGIN = "Origin: http://here.example:8080\n";
    private static final Pattern COOKIE = Pattern.compile("set-cookie: ([^=]+)=([^;\\r]*)((?:; [^\\r]*)?)\\r");
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(8, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(2));

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean isKeyThere = new AtomicBoolean(true);
    private final List<ApiRequest> heard = new ArrayList<>();
    private final Queue<Runnable> unanswered = new ArrayDeque<>();
    private final TestAuditHistories.OfOne history = new TestAuditHistories.OfOne();
    private final InMemoryRotationStore store = new InMemoryRotationStore();
    private final ApiKeys keys = ApiKeys.ofOne("ops", KEY);
    private final FailedAuthThrottle throttle =
            new FailedAuthThrottle(2, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)), clock);
    private final Sessions sessions = new Sessions(name -> keys.has(name) && isKeyThere.get(), clock);
    private final AtomicInteger plans = new AtomicInteger();
    private final RotationEvents events = new RotationEvents(
            history,
            TestRotationHistories.over(store, clock),
            SECRET,
            all -> all + " as planned, " + plans.incrementAndGet(),
            clock);
    private final BrowserRequestHandler site = new BrowserRequestHandler(
            keys,
            throttle,
            sessions,
            TestPageWriters.any(),
            session -> "<p>the page of " + session.caller() + " " + session.csrf() + "</p>",
            events,
            this::hear,
            refused::incrementAndGet);
    private final ApiHttpServer server = new ApiHttpServer(
            LIMITS, new BearerAuthenticator(keys, throttle), new Handler(), new NoCount(), unanswered::add);

    private ApiResponse hear(ApiRequest request) {
        heard.add(request);
        return new ApiResponse(200, Map.of("content-type", "application/json"), "{}");
    }

    @Test
    void showsTheFormAndNothingElseWithoutASession() {
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "\n"))
                .contains("200 OK", "action=\"/sign-in\"", "content-security-policy: default-src 'none';")
                .contains("frame-ancestors 'none'", "x-frame-options: DENY", "cache-control: no-store")
                .doesNotContain("the page of", "set-cookie");
        for (String path : List.of("/events", "/rotations", "/audits/latest", "/token", "/sign-out", "/page")) {
            assertThat(ask("GET " + path + " HTTP/1.1\n" + HOST + "\n")).contains("HTTP/1.1 401 ");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void letsAPersonWithAKeyInAndOut() {
        var cookie = signIn();
        String page = ask("GET / HTTP/1.1\n" + HOST + "Cookie: other=1; " + cookie + "\n\n");
        assertThat(page).contains("the page of ops", "frame-ancestors 'none'");
        assertThat(ask("GET /rotations HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"))
                .contains("200 OK", "cache-control: no-store");
        assertThat(heard).singleElement().satisfies(request -> assertThat(request.caller())
                .isEqualTo("ops"));

        String out = ask(form("/sign-out", HOST + ORIGIN + "Cookie: " + cookie + "\n", "csrf=" + csrf(page)));

        assertThat(out).contains("303 See Other", "Max-Age=0");
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"))
                .as("the same cookie again")
                .contains("action=\"/sign-in\"");
    }

    @Test
    void givesACookieThatScriptsAndOtherPagesCannotUse() {
        String plain = ask(form("/sign-in", HOST + ORIGIN, "key=" + KEY));
        assertThat(plain).contains("303 See Other", "location: /");
        assertThat(setCookie(plain, 1)).isEqualTo("ccat_session");
        assertThat(setCookie(plain, 3)).isEqualTo("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict");

        String behindTls = ask(form("/sign-in", HOST + ORIGIN.replace("http:", "https:"), "key=" + KEY));
        assertThat(setCookie(behindTls, 1)).isEqualTo("__Host-ccat_session");
        assertThat(setCookie(behindTls, 3)).endsWith("; SameSite=Strict; Secure");
        assertThat(plain + behindTls).doesNotContain(KEY);
    }

    @Test
    void refusesAWrongKeyLaterAndLater() {
        for (int failure = 0; failure < 2; failure++) {
            assertThat(ask(form("/sign-in", HOST + ORIGIN, "key=wrong")))
                    .contains("403 Forbidden", "That key is not configured here.")
                    .doesNotContain("set-cookie");
        }
        var caller = new EmbeddedConnection(server, new SourceAddress("here"))
                .send(form("/sign-in", HOST + ORIGIN, "key=wrong"));
        answerAll();
        assertThat(caller.settle().answers()).isEmpty();
        assertThat(caller.waitFor(Duration.ofMillis(999)).answers()).isEmpty();
        assertThat(caller.waitFor(Duration.ofMillis(1)).answers()).contains("403 Forbidden");
        assertThat(refused).hasValue(3);
        assertThat(signIn()).as("a right key is never delayed").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key=", "key", "", "kez=" + KEY, "key=" + KEY + "&key=" + KEY, "key=%zz", "key=" + KEY + "%20"})
    void takesOneKeyAlone(String body) {
        assertThat(ask(form("/sign-in", HOST + ORIGIN, body)))
                .contains("403 Forbidden")
                .doesNotContain("set-cookie");
    }

    @Test
    void readsNoMoreThanAKeyOfSomebodyItDoesNotKnow() {
        assertThat(ask(form("/sign-in", HOST + ORIGIN, "key=" + "x".repeat(20_000) + KEY)))
                .contains("403 Forbidden");
    }

    @Test
    void beginsANewSessionWhateverTheBrowserHadBefore() {
        var first = signIn();
        String second = ask(form("/sign-in", HOST + ORIGIN + "Cookie: " + first + "\n", "key=" + KEY));

        assertThat(setCookie(second, 2)).isNotEqualTo(first.substring(first.indexOf('=') + 1));
        String chosen = "A".repeat(43);
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: ccat_session=" + chosen + "." + chosen + "\n\n"))
                .contains("action=\"/sign-in\"");
    }

    @Test
    void takesNoCookieThatWasChangedOrSignedElsewhere() {
        var cookie = signIn();
        String last = cookie.endsWith("A") ? "Q" : "A";
        var elsewhere = new Sessions(name -> true, clock);

        for (String forged : List.of(
                cookie.substring(0, cookie.length() - 1) + last,
                cookie.replaceFirst("\\..*", "."),
                cookie.replaceFirst("\\..*", ""),
                "ccat_session=" + elsewhere.begin("ops"),
                "xccat_session=" + cookie.substring(cookie.indexOf('=') + 1))) {
            assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + forged + "\n\n"))
                    .as(forged)
                    .contains("action=\"/sign-in\"");
        }
    }

    @Test
    void endsASessionAfterTwelveHoursAndWithItsKey() {
        var cookie = signIn();
        clock.move(Duration.ofHours(12).minusSeconds(1));
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"))
                .contains("the page of ops");
        clock.move(Duration.ofSeconds(1));
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"))
                .contains("/sign-in");

        var other = signIn();
        isKeyThere.set(false);
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + other + "\n\n")).contains("/sign-in");
        assertThat(ask("GET /rotations HTTP/1.1\n" + HOST + "Cookie: " + other + "\n\n"))
                .contains("401");
    }

    /** Whether its key was removed meanwhile or kept: only the process that began a session knows it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsEachSessionWithItsProcess(boolean isKeyKept) {
        String cookie = signIn();
        String value = cookie.substring(cookie.indexOf('=') + 1);
        assertThat(sessions.find(value)).isPresent();

        var restarted = new Sessions(name -> isKeyKept && name.equals("ops"), clock);

        assertThat(restarted.find(value)).isEmpty();
        assertThat(restarted.find(restarted.begin("ops")).isPresent())
                .as("a new session")
                .isEqualTo(isKeyKept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Origin: null\n",
                "Origin: http://evil.example\n",
                "Origin: http://here.example\n",
                "Origin: http://here.example:8080.evil.example\n",
                "Origin: http://here.example:8080\nOrigin: http://evil.example\n",
                "Origin: http://here.example:8080\nSec-Fetch-Site: cross-site\n"
            })
    void changesNothingForAnotherPage(String origin) {
        var cookie = signIn();
        String csrf = csrf(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"));
        heard.clear();
        String headers = HOST + origin + "Cookie: " + cookie + "\n";

        assertThat(ask(json("/rotations", headers + "X-CSRF-Token: " + csrf + "\n")))
                .contains("403 Forbidden");
        assertThat(ask(form("/sign-out", headers, "csrf=" + csrf))).contains("403 Forbidden");
        assertThat(ask(form("/sign-in", HOST + origin, "key=" + KEY)))
                .contains("403")
                .doesNotContain("set-cookie");
        assertThat(heard).isEmpty();
        assertThat(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"))
                .contains("the page of ops");
    }

    @Test
    void changesNothingWithoutTheTextOfItsOwnPage() {
        var cookie = signIn();
        String other = csrf(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + signIn() + "\n\n"));
        String own = csrf(ask("GET / HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"));
        String headers = HOST + ORIGIN + "Cookie: " + cookie + "\n";

        assertThat(ask(json("/rotations", headers))).contains("403 Forbidden");
        assertThat(ask(json("/audits", headers + "X-CSRF-Token: " + other + "\n")))
                .contains("403 Forbidden");
        assertThat(ask(form("/sign-out", headers, "csrf=" + other))).contains("403 Forbidden");
        assertThat(heard).isEmpty();
        assertThat(ask(json("/audits", headers + "X-CSRF-Token: " + own + "\n")))
                .contains("200 OK");
        assertThat(heard).singleElement().satisfies(request -> assertThat(request.path())
                .isEqualTo("/audits"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/page.html",
                "/assets/../page.html",
                "/assets/%2e%2e/page.html",
                "/assets/page.css/",
                "/assets//page.css",
                "/assets/..%2f..%2fapplication.properties",
                "/assets/page.css%00",
                "/assets/PAGE.CSS",
                "/assets/sign-in.html",
                "/assets/PageWriter.class"
            })
    void givesNoOtherFile(String path) {
        assertThat(ask("GET " + path + " HTTP/1.1\n" + HOST + "\n")).contains("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.css text/css", "table.js text/javascript", "live.js text/javascript"})
    void givesTheFilesOfThePage(String file) {
        String name = file.substring(0, file.indexOf(' '));

        assertThat(ask("GET /assets/" + name + " HTTP/1.1\n" + HOST + "\n"))
                .contains("200 OK", "content-type: " + file.substring(file.indexOf(' ') + 1), "nosniff");
    }

    @Test
    void tellsHowARotationStandsUntilTheSessionEnds() {
        var lease = store.acquire(SECRET, "ops", clock.instant(), Duration.ofDays(1));
        var head = running("<b>ops</b>\u202e");
        var names = List.of(RepositoryName.parse("acme/web"), RepositoryName.parse("acme/api"));
        store.save(head, names, lease);
        String cookie = signIn();
        var caller = new EmbeddedConnection(server, new SourceAddress("there"))
                .send("GET /events HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n");
        answerAll();
        caller.settle();

        String first = until(caller, text -> text.contains("event: rotation"));
        assertThat(first)
                .contains("200 OK", "content-type: text/event-stream", "transfer-encoding: chunked")
                .contains("\"done\" : 0", "\"all\" : 2", "\"plan\" : \"2 as planned, 1\"");
        store.record(head, names.getFirst(), new Outcome.Updated(clock.instant(), 1, true), lease);
        assertThat(until(caller, text -> text.contains("event: rotation")))
                .contains("\"repository\" : \"acme/web\"", "\"outcome\" : \"verified\"", "\"done\" : 1", "\"all\" : 2")
                .contains("\"plan\" : \"2 as planned, 1\"", "A rotation is running: 1 of 2 written.")
                .contains("<b>ops</b>\\\\u{202e} is running: 1 of 2 written, 0 failed, 1 not started.");
        store.record(head, names.get(1), new Outcome.Failed(clock.instant(), 1, "archived"), lease);
        assertThat(until(caller, text -> text.contains("event: rotation")))
                .contains("\"repository\" : \"acme/api\"", "\"reason\" : \"archived\"")
                .doesNotContain("acme/web");

        sessions.end(sessions.find(cookie.substring(cookie.indexOf('=') + 1)).orElseThrow());
        until(caller, text -> !caller.isOpen());
        assertThat(caller.isOpen()).isFalse();
    }

    /** What is left of GitHub's limits is after its own writes. */
    @Test
    void saysNoPlanOfARotationThatItMeetsUnderWay() {
        var lease = store.acquire(SECRET, "ops", clock.instant(), Duration.ofDays(1));
        var head = running("ops");
        var names = List.of(RepositoryName.parse("acme/web"), RepositoryName.parse("acme/api"));
        store.save(head, names, lease);
        store.record(head, names.getFirst(), new Outcome.Updated(clock.instant(), 1, true), lease);
        var said = new CompletableFuture<String>();
        events.listen(() -> !said.isDone(), Map.of()).orElseThrow().begin(said::complete, () -> {});

        assertThat(said.orTimeout(1, TimeUnit.MINUTES).join()).contains("\"done\" : 1", "\"plan\" : \"\"");
        assertThat(plans).hasValue(0);
    }

    private RotationHeader running(String startedBy) {
        return new RotationHeader(
                new RotationId("20261123-090000-k3f9"),
                RotationState.RUNNING,
                SECRET,
                Fingerprint.of(SecretValue.of("new")),
                new TokenExpiry.Unknown(),
                Optional.of("v7"),
                clock.instant(),
                startedBy,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsAndEndsTheConnectionOfABrowserThoughTheStoreCannotBeRead(boolean isAway) {
        history.isAway = isAway;
        history.isSpoilt = !isAway;
        var isAllowed = new AtomicBoolean(true);
        var said = new CompletableFuture<String>();
        var ended = new CompletableFuture<Boolean>();
        events.listen(isAllowed::get, Map.of()).orElseThrow().begin(said::complete, () -> ended.complete(true));

        assertThat(said.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo(": here\n\n");
        isAllowed.set(false);
        assertThat(ended.orTimeout(1, TimeUnit.MINUTES).join()).isTrue();
    }

    @Test
    void tellsOnlySoManyBrowsersAtATime() {
        String cookie = signIn();
        List<EventStream> streams = new ArrayList<>();
        for (int number = 0; number < RotationEvents.MOST; number++) {
            var stream = events.listen(() -> true, Map.of()).orElseThrow();
            stream.begin(text -> true, () -> {});
            streams.add(stream);
        }

        assertThat(ask("GET /events HTTP/1.1\n" + HOST + "Cookie: " + cookie + "\n\n"))
                .contains("HTTP/1.1 429 ", "retry-after: 60");
        streams.forEach(EventStream::end);
        assertThat(events.listen(() -> true, Map.of())).isPresent();
    }

    /** Events come from another thread, about once a second. */
    private static String until(EmbeddedConnection caller, Predicate<String> wanted) {
        var said = new StringBuilder();
        do {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            said.append(caller.settle().answers());
        } while (!wanted.test(said.toString()));
        return said.toString();
    }

    private String signIn() {
        String answer = ask(form("/sign-in", HOST + ORIGIN, "key=" + KEY));
        return setCookie(answer, 1) + "=" + setCookie(answer, 2);
    }

    private static String setCookie(String answer, int group) {
        var cookie = COOKIE.matcher(answer);
        assertThat(cookie.find()).as(answer).isTrue();
        return cookie.group(group);
    }

    private static String csrf(String page) {
        return page.substring(page.indexOf("the page of ops ") + 16, page.indexOf("</p>"));
    }

    private static String form(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\n" + headers
                + "Content-Type: application/x-www-form-urlencoded\nContent-Length: " + body.length() + "\n\n" + body;
    }

    private static String json(String path, String headers) {
        return "POST " + path + " HTTP/1.1\n" + headers + "Content-Type: application/json\nContent-Length: 2\n\n{}";
    }

    private String ask(String request) {
        var caller = new EmbeddedConnection(server, new SourceAddress("here")).send(request);
        answerAll();
        String answer = caller.settle().waitFor(Duration.ofSeconds(5)).answers();
        caller.close();
        return answer;
    }

    private void answerAll() {
        while (!unanswered.isEmpty()) {
            unanswered.remove().run();
        }
    }

    private final class Handler implements ApiHttpServer.RequestHandler {
        @Override
        public boolean isOpen(String path) {
            return HealthChecks.isOpen(path);
        }

        @Override
        public ApiResponse toAnonymous(String path) {
            return hear(new ApiRequest("GET", path, "", new byte[0], "nobody"));
        }

        @Override
        public ApiResponse toCaller(ApiRequest request) {
            return hear(request);
        }

        @Override
        public Optional<RequestGate.Admission> admit(HttpRequest head, String path, SourceAddress source) {
            return site.admit(head, path, source);
        }
    }

    private static final class NoCount implements ApiHttpServer.ServerMetrics {
        @Override
        public void answered(int status) {}

        @Override
        public void refused() {}

        @Override
        public void open(int connections) {}
    }
}
