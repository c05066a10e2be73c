package io.github.ccatobs.pat;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.google.gson.JsonElement;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.github.ccatobs.pat.entrypoint.page.SamplePages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page in Debian's Chromium: the packaged service in one process, one browser. Screenshots go to {@code target/pages}. */
class PageIT {

    private static final int SIZE = 50;
    private static final String KEY = "a-key-that-only-this-test-knows";
    private static final Path PICTURES = Path.of("target", "pages");
    /** Together they have every element and every colour. */
    private static final List<String> CHECKED = List.of("two-missing", "could-not-tell", "odd-texts");

    /** How often a page may be laid out for one action: once for what changed and once for the focus, with some room. */
    private static final double FEW = 8;

    /** How many rows the browser has laid out. */
    private static final String LAID_OUT = "Array.from(document.querySelectorAll('table.rows tbody td.name'))"
            + ".filter(cell => cell.checkVisibility({contentVisibilityAuto: true})).length";

    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    @RegisterExtension
    static final WireMockExtension vault = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    static Path directory;

    private static Optional<Playwright> playwright = Optional.empty();
    private static Optional<Browser> browser = Optional.empty();
    private static Optional<PackagedCommand> fixture = Optional.empty();
    private static Optional<ServeProcess> service = Optional.empty();

    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private Optional<Page> opened = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(120_000);
        var found = BROWSERS.stream().filter(Files::isExecutable).findFirst();
        if (found.isEmpty()) {
            System.err.println("PageIT: there is no Chromium here; the page is NOT tested in a browser");
        }
        assumeTrue(found.isPresent(), "there is no Chromium here; the page is NOT tested in a browser");
        var started = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = Optional.of(started);
        browser = Optional.of(started.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(found.get())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"))));
        Files.createDirectories(PICTURES);
    }

    /** The service, which the first test that needs it starts. */
    private static ServeProcess service() throws Exception {
        if (service.isEmpty()) {
            service = Optional.of(serve());
        }
        return service.get();
    }

    private static ServeProcess serve() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
        var settled = new PackagedCommand(directory, SIZE)
                .with("HOME", directory.toString())
                .with("CCAT_PAT_GRAPH", "graph.yml")
                .with("CCAT_PAT_TOKEN_SECRET_ID", "ci/gh-pat")
                .with("CCAT_PAT_HTTP_HOST", "127.0.0.1")
                .with("CCAT_PAT_HTTP_PORT", "0")
                .with("CCAT_PAT_HTTP_KEYS_OPS", HexFormat.of().formatHex(hash))
                .with("AWS_REGION", "eu-central-1")
                .with("AWS_ACCESS_KEY_ID", "id-of-nobody")
                .with("AWS_SECRET_ACCESS_KEY", "key-of-nobody")
                .with("AWS_ENDPOINT_URL", vault.baseUrl());
        fixture = Optional.of(settled);
        settled.gitHub.hasRepository("ccatobs/r02").withoutSecret();
        return new ServeProcess(settled.start("", "serve"), Optional.of(KEY));
    }

    @AfterAll
    static void stop() {
        browser.ifPresent(Browser::close);
        playwright.ifPresent(Playwright::close);
        fixture.ifPresent(PackagedCommand::close);
    }

    @BeforeEach
    void open() {
        vault.stubFor(post(anyUrl())
                .willReturn(okJson("{\"SecretString\":\"" + PackagedCommand.NEW
                        + "\",\"VersionId\":\"0123456789abcdef0123456789abcdef\"}")));
        opened = Optional.of(newPage(ColorScheme.LIGHT));
    }

    /** A violation of the policy is a message of the browser's console. */
    @AfterEach
    void findsNoComplaint() {
        opened.ifPresent(page -> page.context().close());
        assertThat(complaints).isEmpty();
    }

    private Page newPage(ColorScheme scheme) {
        var page = browser.orElseThrow()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1200, 900))
                .newPage();
        page.setDefaultTimeout(60_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    private static String url() throws Exception {
        return service().url().toString();
    }

    private Page signedIn() throws Exception {
        var page = opened.orElseThrow();
        page.navigate(url());
        page.getByLabel("API key").fill(KEY);
        page.getByLabel("API key").press("Enter");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .waitFor();
        return page;
    }

    @Test
    void signsInAndOutWithTheKeyboardAlone() throws Exception {
        var page = opened.orElseThrow();
        page.navigate(url());
        assertThat(page.locator("table, h2").count()).isZero();
        PlaywrightAssertions.assertThat(page.getByLabel("API key")).isFocused();
        page.keyboard().type("wrong");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT)).containsText("That key is not configured here");
        PlaywrightAssertions.assertThat(page.getByLabel("API key")).isFocused();
        page.keyboard().type(KEY);
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".state")).isVisible();
        assertThat(page.context().cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
        });
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .focus();
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.getByLabel("API key")).isVisible();
        page.goBack();
        page.reload();
        PlaywrightAssertions.assertThat(page.getByLabel("API key")).isVisible();
    }

    /** From the click to complete without a reload; one repository fails in between, and the rotation goes on past it. */
    @Test
    void showsAnAuditAndARotationAsTheyRun() throws Exception {
        var page = signedIn();
        fixture.orElseThrow().gitHub.onRequest("PUT", ".*/r07/.*").answers(422, "no");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Audit now"))
                .click();
        PlaywrightAssertions.assertThat(page.locator("h1"))
                .containsText("GH_PAT is in 49 of 50 repositories; it is missing in 1.", within());
        PlaywrightAssertions.assertThat(page.locator("tr[data-state=missing]")).containsText("ccatobs/r02");
        picture(page, "two-colours");
        page.evaluate("window.sameDocument = true");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rotate"))
                .first()
                .click();
        PlaywrightAssertions.assertThat(page.locator("#rotate-dialog"))
                .containsText("AWSCURRENT) of ci/gh-pat in the vault is written to 50 repositories");
        page.getByLabel("Go on past repositories that cannot be written").check();
        page.locator("#rotate-confirm").click();
        PlaywrightAssertions.assertThat(page.locator("#running-rows tr[data-outcome=failed]"))
                .containsText("ccatobs/r07", within());
        PlaywrightAssertions.assertThat(page.locator("#running-text"))
                .containsText("49 of 50 written, 1 failed", within());
        PlaywrightAssertions.assertThat(page.locator("h1"))
                .containsText("The last rotation stopped before its end: 49 of 50 written, 1 failed.", within());
        picture(page, "rotation-failed");
        PlaywrightAssertions.assertThat(page.locator(".top .first")).hasText("Audit now");
        fixture.orElseThrow().gitHub.clearFaults();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rotate"))
                .first()
                .click();
        page.locator("#rotate-confirm").click();
        PlaywrightAssertions.assertThat(page.locator("#running[data-state=complete]"))
                .isVisible(visible());
        PlaywrightAssertions.assertThat(page.locator("#running-rows tr[data-outcome=failed]"))
                .hasCount(0);
        PlaywrightAssertions.assertThat(page.locator("h1"))
                .containsText("which wrote 50 of 50 repositories.", within());
        PlaywrightAssertions.assertThat(page.locator("#rotations")).containsText("50 of 50 written");
        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        assertThat(fixture.orElseThrow().holders()).isEqualTo(SIZE);
        page.locator("button.accept").first().click();
        PlaywrightAssertions.assertThat(page.locator("#accept-lines"))
                .containsText("ccat.pat.audit.accept.\"r02\".repository=ccatobs/r02");
        page.keyboard().press("Escape");
        page.locator("#check-token").click();
        PlaywrightAssertions.assertThat(page.locator("#token-text")).containsText("ci/gh-pat");
        PlaywrightAssertions.assertThat(page.locator("#token-verdict")).hasText("✓ The token is good.");
        PlaywrightAssertions.assertThat(page.locator("#token-checks")).containsText("account: it belongs to ccat-bot");
        PlaywrightAssertions.assertThat(page.locator("#token-form"))
                .hasAttribute("href", Pattern.compile("https://.*/settings/personal-access-tokens/new.*"));
        isAccessible(page);
    }

    private static ContainsTextOptions within() {
        return new ContainsTextOptions().setTimeout(60_000);
    }

    private static IsVisibleOptions visible() {
        return new IsVisibleOptions().setTimeout(60_000);
    }

    @Test
    void cannotBeFramedOrReadFromElsewhere() throws Exception {
        var page = opened.orElseThrow();
        String frame = "<iframe src='" + url() + "'></iframe>";
        page.waitForConsoleMessage(
                new Page.WaitForConsoleMessageOptions()
                        .setPredicate(message -> message.text().contains("frame-ancestors")),
                () -> page.setContent(frame));
        assertThat(page.frames()).hasSize(2);
        assertThat(page.frames().get(1).content()).doesNotContain("API key");
        complaints.removeIf(text -> text.contains("frame-ancestors"));
    }

    /** The report is opened from a disk, with networking off. */
    @Test
    void sortsAndFiltersThousandsOfRowsInTheReport() throws Exception {
        var page = offline(ColorScheme.DARK);
        page.navigate(report("thousands", SamplePages.wellIn(5000)));
        var names = page.locator("table.rows tbody td.name");
        assertThat(names.count()).isEqualTo(5000);
        page.locator("table.rows th button").first().focus();
        assertThat(layouts(page, () -> page.keyboard().press("Enter"))).isLessThan(FEW);
        page.keyboard().press("Enter");
        assertThat(names.first().textContent()).isEqualTo("ccatobs/workflow-manager");
        assertThat((int) page.evaluate(LAID_OUT)).isPositive().isLessThan(500);
        assertThat(layouts(page, () -> page.getByLabel("Filter").fill("repository-77")))
                .isLessThan(FEW);
        PlaywrightAssertions.assertThat(page.locator("#shown")).hasText("11 of 5000 shown");
        page.getByLabel("Show").selectOption("missing");
        PlaywrightAssertions.assertThat(page.locator("#shown")).hasText("0 of 5000 shown");
        var node = page.locator("svg.graph a").nth(500);
        node.dispatchEvent("click");
        PlaywrightAssertions.assertThat(page.locator(node.getAttribute("href"))).isInViewport();
        page.context().close();
    }

    /** How often the browser laid out the page for {@code action}: at most a few times, however many rows there are. */
    private static double layouts(Page page, Runnable action) {
        var session = page.context().newCDPSession(page);
        session.send("Performance.enable");
        double before = layouts(session);
        action.run();
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        double after = layouts(session);
        session.detach();
        return after - before;
    }

    private static double layouts(CDPSession session) {
        for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals("LayoutCount")) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new AssertionError("the browser does not count");
    }

    /** The server ends the events with the session, and refuses them when the browser asks again. */
    @Test
    void saysThatItGetsNoMoreNewsOnceItsSessionHasEnded() throws Exception {
        var page = signedIn();
        var other = page.context().newPage();
        other.navigate(url());
        other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        PlaywrightAssertions.assertThat(other.getByLabel("API key")).isVisible();

        PlaywrightAssertions.assertThat(page.locator("#message"))
                .containsText("This page gets no more news: reload it, and sign in again if asked.", within());
        assertThat(other.content()).doesNotContain("<table", "Sign out");
    }

    /** Dark colours are for screens; nothing that a sheet of A4 has no room for. */
    @Test
    void printsOnWhiteWithinTheSheet() throws Exception {
        var page = offline(ColorScheme.DARK);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setMedia(Media.PRINT));
        page.setViewportSize(718, 1000);
        for (String name : CHECKED) {
            page.navigate(report(name, SamplePages.all().get(name)));
            picture(page, name + "-print");
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as(name)
                    .isEqualTo(718);
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(page.locator("#filter").isVisible()).as(name).isFalse();
        }
        page.context().close();
    }

    @Test
    void isReadableInEveryState() throws Exception {
        var page = offline(ColorScheme.LIGHT);
        for (var state : SamplePages.all().entrySet()) {
            page.setViewportSize(1200, 900);
            page.navigate(report(state.getKey(), state.getValue()));
            picture(page, state.getKey() + "-light");
            if (CHECKED.contains(state.getKey())) {
                isAccessible(page);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                picture(page, state.getKey() + "-dark");
                isAccessible(page);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            }
            page.setViewportSize(360, 740);
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("the width of %s", state.getKey())
                    .isEqualTo(360);
        }
        page.context().close();
    }

    private Page offline(ColorScheme scheme) {
        var page = newPage(scheme);
        page.context().setOffline(true);
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                complaints.add("it asked for " + request.url());
            }
        });
        return page;
    }

    private static String report(String name, String html) throws Exception {
        var file = directory.resolve(name + ".html");
        Files.writeString(file, html);
        return file.toUri().toString();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private static void isAccessible(Page page) {
        var violations = new AxeBuilder(page)
                        .setLegacyMode(true) // There are no frames, for which it would open another page.
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().getFirst().getHtml());
        assertThat(violations).isEmpty();
    }
}
