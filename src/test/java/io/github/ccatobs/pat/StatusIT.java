package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.LauncherFixture.Ended;
import io.github.ccatobs.pat.sandbox.SandboxGitHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./ccat pat status} as a process, with the packaged jar, against a sandbox GitHub in this one. */
class StatusIT {

    /** In no output, whatever happens; {@link #run} looks at every run of these tests. */
    private static final String CREDENTIAL = "credential-of-StatusIT-0123456789abcdef";

    /** Credentials and secrets of other tests, and the demo's. */
    private static final List<String> USED_BY_TESTS = List.of(
            CREDENTIAL,
            "tok-admin",
            "the-new-token",
            "reader-of-the-village",
            "demo-credential-of-the-sandbox",
            "demo-token-of-last-february",
            "NoGitHubGaveThisOut",
            "TokenOfFixture",
            "OnlyForTheseTestsAndNobodyElse",
            "TOKENPIECES",
            PackagedCommand.OLD,
            PackagedCommand.NEW);

    private static final Instant ROTATED = Instant.parse("2026-02-21T22:17:45Z");

    private static final String TABLE = """
            ╭────────────────────────────────────┬────────────────┬──────────────────────────╮
            │ Repository                         │ Secret present │ Last rotated             │
            ├────────────────────────────────────┼────────────────┼──────────────────────────┤
            │ ccatobs/system-integration         │ ✓ present      │ 2026-02-21T22:17:45Z     │
            │ ccatobs/ops-db                     │ ✓ present      │ 2026-02-21T22:17:45Z     │
            ╰────────────────────────────────────┴────────────────┴──────────────────────────╯
            """;

    @TempDir
    private static Path place;

    private static LauncherFixture installed;

    private final SandboxGitHub gitHub = SandboxGitHub.start();
    private LauncherFixture ccat;

    /** Once for all runs, in a place that a locale of ASCII cannot name; the environment has no LANG. */
    @BeforeAll
    static void install() throws Exception {
        installed = LauncherFixture.in(place.resolve("für ccat"))
                .withThePackagedJar()
                .withTheStartUpCache();
        // So that it is called as people do who have it there, and says so.
        installed.with("PATH", installed.root() + ":/usr/bin:/bin");
        installed.write("gräph.yml", "repos:\n  system-integration:\n  ops-db:\n");
    }

    @BeforeEach
    void arrange() {
        gitHub.hasToken(CREDENTIAL).of("ccat-bot");
        gitHub.hasRepository("ccatobs/system-integration").withSecret("GH_PAT", "x", ROTATED);
        gitHub.hasRepository("ccatobs/ops-db").withSecret("GH_PAT", "x", ROTATED);
        ccat = new LauncherFixture(installed.root(), new TreeMap<>(installed.environment()))
                .with("GITHUB_API_URL", gitHub.url().toString())
                .with("CCAT_PAT_GITHUB_TIMEOUT", PackagedCommand.AS_LONG_AS_A_TEST)
                .with("GITHUB_TOKEN", CREDENTIAL);
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Test
    void printsTheTableToStdoutAndTheTalkToStderr() throws Exception {
        gitHub.runsAheadBy(Duration.ofSeconds(30)); // too little to speak of
        Ended ended = status();

        assertThat(ended).isEqualTo(new Ended(0, TABLE, ended.err()));
        assertThat(ended.err())
                .matches(
                        "GH_PAT is present in all 2 repositories\\.\n"
                                + "It is unknown when GH_PAT expires: neither ccat\\.pat\\.token\\.secret-id"
                                + " nor ccat\\.pat\\.token\\.exec is set; this"
                                + " store has no rotation of it\\.\n"
                                + "GITHUB_TOKEN: account ccat-bot, does not expire, 4997 of 5000 requests left until \\S+\\.\n");
    }

    @Test
    void printsOneJsonDocumentAndNothingElse() throws Exception {
        Ended ended = status("--json");

        assertThat(ended).isEqualTo(new Ended(0, ended.out(), ""));
        var json = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(ended.out());
        assertThat(json.at("/summary/present").intValue()).isEqualTo(2);
    }

    @Test
    void endsWith1WhenOneIsMissingAndSaysOnceThatTheClockIsWrong() throws Exception {
        gitHub.hasRepository("ccatobs/ops-db").withoutSecret();
        gitHub.runsAheadBy(Duration.ofMinutes(-10));

        Ended ended = status();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("│ ccatobs/ops-db                     │ ✗ missing      │ —     ");
        assertThat(ended.err())
                .containsOnlyOnce("clock")
                .containsPattern(
                        "(?m)^warning: this machine's clock is (?:9|10) min \\d+ s ahead of GitHub's: set it,");
    }

    @Test
    void endsWith2AtABrokenGraphBeforeAnyRequest() throws Exception {
        Path graph = place.resolve("broken.yml");
        Files.writeString(graph, "repos:\n  ops-db: {}\n  ops-db: {}\n");

        Ended ended = run("pat", "status", "--graph", graph.toString());

        assertThat(ended).isEqualTo(new Ended(2, "", ended.err()));
        assertThat(ended.err())
                .contains("broken.yml")
                .containsPattern("\\b3\\b.*\\b3\\b")
                .hasLineCount(1);
        assertThat(gitHub.requests()).isEmpty();
    }

    /** Of settings that are read in different places; {@code ConfigurationErrorsTest} has more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CCAT_PAT_GITHUB_IN_FLIGHT         | abc              | ccat.pat.github.in-flight (CCAT_PAT_GITHUB_IN_FLIGHT) is 'abc': expected a whole number up to 2147483647
                    CCAT_PAT_ORGANIZATION             | ${NOPE}          | ccat.pat.organization is '${NOPE}', which is not a GitHub account: expected an organisation or a user
                    CCAT_PAT_SECRET                   | GITHUB_X         | secret name 'GITHUB_X' is not one GitHub accepts: expected letters, digits and '_', not starting with a digit or with GITHUB_
                    GITHUB_API_URL                    | http://acme.com  | GITHUB_API_URL is 'http://acme.com': expected https://HOST[/api/v3], or http:// for localhost, a loopback address or *.localhost
                    """)
    void endsWith2AtAWrongSettingAndSaysWhichInOneSentence(String variable, String value, String sentence)
            throws Exception {
        ccat.with(variable, value);

        assertThat(status()).isEqualTo(new Ended(2, "", "ccat pat: " + sentence + "\n"));
        assertThat(gitHub.requests()).isEmpty();
    }

    /** A clone of another owner's repository must not say where the credential is sent. */
    @Test
    void readsNoSettingsFromTheWorkingDirectory() throws Exception {
        try (var thief = SandboxGitHub.start()) {
            Path clone = Files.createDirectories(place.resolve("a clone"));
            Path config = Files.createDirectories(clone.resolve("config"));
            String settings = "ccat.pat.github.api-url=%s\nccat.pat.secret=THEIRS\n".formatted(thief.url());
            Files.writeString(clone.resolve(".env"), "CCAT_PAT_GITHUB_API_URL=" + thief.url() + "\n" + settings);
            Files.writeString(clone.resolve("application.properties"), settings);
            Files.writeString(config.resolve("application.properties"), settings);

            Ended ended = checked(LauncherFixture.finish(ccat.start(
                    clone,
                    ccat.root().resolve("ccat"),
                    "pat",
                    "status",
                    "--graph",
                    ccat.root().resolve("gräph.yml").toString())));

            assertThat(ended).isEqualTo(new Ended(0, TABLE, ended.err()));
            assertThat(ended.err()).startsWith("GH_PAT is present").hasLineCount(3);
            assertThat(thief.requests()).isEmpty();
        }
    }

    @Test
    void readsTheSettingsFileThatTheOperatorNames() throws Exception {
        Path file = Files.writeString(place.resolve("mine.properties"), "ccat.pat.secret=MINE\nccat.pat.graf=x\n");
        ccat.with("QUARKUS_CONFIG_LOCATIONS", file + ",/no/such.properties");

        Ended ended = status();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .contains(
                        "ccat.pat.graf is not a setting and has no effect; the nearest is ccat.pat.graph\n",
                        "QUARKUS_CONFIG_LOCATIONS names '/no/such.properties', which is not there",
                        "\nMINE is present in 0 of 2 repositories, missing in 2.\n");
    }

    @Test
    void opensNoPortShowsNoCredentialAmongItsArgumentsAndEndsWith130WhenInterrupted() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/net")), "there is no /proc here");
        try (var held = new Held()) {
            Path proc = Path.of("/proc/" + held.process.pid());
            assertThat(Files.readString(proc.resolve("cmdline"), UTF_8))
                    .contains("-jar\0", "\0status\0")
                    .doesNotContain(CREDENTIAL);
            assertThat(sockets(proc, "01")).as("connections to the sandbox").isNotEmpty();
            assertThat(sockets(proc, "0A")).as("listening ports").isEmpty();

            signal("INT", held.process);
            assertThat(checked(LauncherFixture.finish(held.process))).isEqualTo(new Ended(130, "", ""));
        }
    }

    /** A full disk, as Linux has one for trying. */
    @Test
    void isNotFineWhenItsResultsAreLost() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
        ccat.writeScript("lost", "exec ./ccat pat status --graph gräph.yml >/dev/full");

        Ended ended = ccat.run("lost");

        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.err())
                .contains("ccat pat: the result could not be written to standard output: No space left on device");
    }

    @Test
    void saysNothingWhenNobodyReadsItsResultsAnyMore() throws Exception {
        try (var held = new Held()) {
            held.process.getInputStream().close();
            held.go();
            String err = new String(held.process.getErrorStream().readAllBytes(), UTF_8);

            assertThat(held.process.waitFor()).isZero();
            assertThat(err)
                    .startsWith("GH_PAT is present in all 2 repositories.\n")
                    .hasLineCount(3);
        }
    }

    /** Names of tests, their failures, and what they and the application in them printed: this is what CI keeps. */
    @Test
    void findsNoCredentialInTheReportsOfTheTestsBefore() throws Exception {
        for (String reports : List.of("target/surefire-reports", "target/failsafe-reports")) {
            if (Files.isDirectory(Path.of(reports))) {
                try (Stream<Path> files = Files.list(Path.of(reports))) {
                    assertThat(files.filter(Files::isRegularFile)).allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain(USED_BY_TESTS));
                }
            }
        }
    }

    private Ended status(String... more) throws Exception {
        return run(Stream.concat(
                        Stream.of(
                                "pat",
                                "status",
                                "--graph",
                                ccat.root().resolve("gräph.yml").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private Ended run(String... words) throws Exception {
        return checked(ccat.run("ccat", words));
    }

    private static Ended checked(Ended ended) {
        assertThat(ended.out() + ended.err()).doesNotContain(CREDENTIAL);
        return ended;
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The process's own TCP sockets in this state; /proc names those of the whole machine. */
    private static List<String> sockets(Path proc, String state) throws IOException {
        Set<String> own;
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            own = files.map(StatusIT::target).collect(Collectors.toSet());
        }
        return Stream.of("net/tcp", "net/tcp6")
                .map(proc::resolve)
                .filter(Files::exists)
                .flatMap(StatusIT::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals(state) && own.contains("socket:[" + fields[9] + "]"))
                .map(fields -> fields[1])
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException ignored) {
            return "";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that waits for the sandbox's answer to its first request. */
    private final class Held implements AutoCloseable {

        private final HeldRequest request = new HeldRequest();
        private final Process process;

        Held() throws Exception {
            gitHub.onRequest("GET", "/user").comesAfter(request::hold);
            process = ccat.start(
                    ccat.root(),
                    ccat.root().resolve("ccat"),
                    "pat",
                    "status",
                    "--graph",
                    ccat.root().resolve("gräph.yml").toString());
            request.awaitBefore(process.onExit());
        }

        void go() {
            request.release();
        }

        @Override
        public void close() {
            go();
            process.destroyForcibly();
        }
    }
}
