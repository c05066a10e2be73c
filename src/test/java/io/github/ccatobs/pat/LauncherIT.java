package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.LauncherFixture.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.WatchKey;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./ccat} as a process: with the packaged jar, and with a Java that only tells how it was started. */
class LauncherIT {

    private static final String TELLS_ITS_NAME = "echo \"${0%/bin/java}\"";
    private static final String TELLS_ITS_ARGUMENTS = "printf '%s\\n' \"$@\"";

    /** Makes the cache it is asked for, as a JVM does, and otherwise tells how it was started. */
    private static final String MAKES_CACHES = """
            for argument; do
              case $argument in
                -XX:AOTCacheOutput=*|-XX:ArchiveClassesAtExit=*) echo made >"${argument#*=}"; exit ;;
              esac
            done
            printf '%s\\n' "$@"
            """;

    @TempDir
    private Path directory;

    private LauncherFixture ccat;

    @BeforeEach
    void install() throws IOException {
        ccat = LauncherFixture.in(directory.resolve("a place"));
    }

    @Nested
    class WithThePackagedJar {

        @BeforeEach
        void install() throws IOException {
            ccat.withThePackagedJar();
        }

        @Test
        void printsItsVersionAndNothingElse() throws Exception {
            Ended ended = ccat.run("ccat", "--version");
            assertThat(ended).isEqualTo(new Ended(0, ended.out(), ""));
            assertThat(ended.out()).contains(version()).endsWith("\n").hasLineCount(1);
        }

        @Test
        void startsSilentlyWithACacheAndWithADamagedOne() throws Exception {
            Ended making = StartUpCache.run();
            assertThat(making).isEqualTo(new Ended(0, making.out(), ""));
            assertThat(ccat.withTheStartUpCache().run("ccat", "--version")).isEqualTo(making);

            List<String> caches = ccat.filesNamed("target", ".cache");
            assertThat(caches).hasSize(1);
            String cache = "target/" + caches.get(0);
            Files.delete(ccat.root().resolve(cache));
            ccat.write(cache, "not a cache");
            assertThat(ccat.run("ccat", "--version")).isEqualTo(making);
        }

        @Test
        void runsFromADirectoryThatCannotBeWritten() throws Exception {
            Path target = ccat.root().resolve("target");
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
            try {
                ccat.with("CCAT_CACHE", "now");
                Ended ended = Files.isWritable(target) ? runWithoutPower() : ccat.run("ccat", "--version");
                assertThat(ended).isEqualTo(new Ended(0, ended.out(), ""));
                assertThat(ccat.filesNamed("target", ".cache")).isEmpty();
            } finally {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }

        /** Root may write anywhere, unless util-linux's {@code setpriv} takes that from it. */
        private Ended runWithoutPower() throws Exception {
            Path setpriv = Path.of("/usr/bin/setpriv");
            String without = "--bounding-set=-dac_override";
            assumeTrue(Files.isExecutable(setpriv), "root may write anywhere, and there is no setpriv here");
            Ended able = LauncherFixture.finish(ccat.start(ccat.root(), setpriv, without, "true"));
            assumeTrue(able.code() == 0, "root may write anywhere, and setpriv may not change that here");
            String script = ccat.root().resolve("ccat").toString();
            return LauncherFixture.finish(ccat.start(ccat.root(), setpriv, without, script, "--version"));
        }

        /** An error before the program's first sentence would end the JVM with 1: a finding. */
        @Test
        void neverEndsWith1WithoutMemoryOrLibraries() throws Exception {
            Ended small = ccat.with("CCAT_JAVA_OPTS", "-Xmx8m").run("ccat", "pat", "audits");
            assertThat(small.code()).as(small.err()).isEqualTo(5);
            assertThat(small.err()).contains("could not start");

            Path libraries = ccat.root().resolve("target/lib");
            Files.delete(libraries);
            Files.createDirectory(libraries);
            Ended incomplete = ccat.with("CCAT_JAVA_OPTS", "").run("ccat", "pat", "audits");
            assertThat(incomplete.code()).as(incomplete.err()).isEqualTo(5);
            assertThat(incomplete.err()).contains("ccat pat: could not start: java.lang.NoClassDefFoundError");
        }

        @Test
        void leavesTheCollectorToTheEnvironment() throws Exception {
            String option = "-XX:+UseParallelGC";
            Ended ended = ccat.with("JAVA_TOOL_OPTIONS", option).run("ccat", "--version");
            assertThat(ended)
                    .isEqualTo(new Ended(0, ended.out(), "Picked up JAVA_TOOL_OPTIONS: %s%n".formatted(option)));
        }

        private String version() throws IOException {
            return LauncherFixture.packagedJar()
                    .getFileName()
                    .toString()
                    .replace("ccat-pat-", "")
                    .replace("-runner.jar", "");
        }
    }

    @Nested
    class InTheDistribution {

        @BeforeEach
        void install() throws IOException {
            ccat.write("lib/ccat-pat-1.0-runner.jar", LauncherFixture.END_OF_A_ZIP);
            for (var file : Map.of("ccat", "bin/ccat", ".mvn/find-jdk.sh", "lib/find-jdk.sh")
                    .entrySet()) {
                Path to = ccat.root().resolve(file.getValue());
                Files.createDirectories(to.getParent());
                Files.copy(Path.of(file.getKey()), to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }

        @Test
        void takesTheRuntimeBesideItWhateverElseThereIs() throws Exception {
            ccat.jdk("runtime", "25.0.1", TELLS_ITS_NAME);
            ccat.with("JAVA_HOME", ccat.jdk("home", "25", "exit 9").toString());
            assertThat(ccat.run("bin/ccat").out().strip())
                    .isEqualTo(ccat.root().resolve("runtime").toString());
        }

        @Test
        void takesTheCacheThatCameWithIt() throws Exception {
            ccat.jdk("runtime", "25.0.1", TELLS_ITS_ARGUMENTS);
            Path cache = ccat.write("lib/ccat-pat-1.0-runner.cache", "any");
            String jar = ccat.root().resolve("lib/ccat-pat-1.0-runner.jar").toString();
            assertThat(ccat.with("CCAT_CACHE", "").run("bin/ccat", "pat").out().lines())
                    .contains("-XX:AOTCache=" + cache)
                    .endsWith("-jar", jar, "pat");
        }

        @Test
        void makesTheCacheOfAnOlderJavaWhereThereIsNone() throws Exception {
            ccat.jdk("runtime", "21.0.1", MAKES_CACHES);
            Path cache = ccat.root().resolve("lib/ccat-pat-1.0-runner.cache");
            assertThat(ccat.with("CCAT_CACHE", "now").run("bin/ccat").out().lines())
                    .contains("-XX:SharedArchiveFile=" + cache);
            assertThat(cache).hasContent("made");
        }
    }

    @Nested
    class FindingAJava {

        @BeforeEach
        void install() throws IOException {
            ccat.withAnyJar();
        }

        @ParameterizedTest
        @ValueSource(strings = {"21", "21.0.5", "25-ea", "30.1"})
        void takesJavaHomeWhenItIsNewEnough(String version) throws Exception {
            Path home = ccat.jdk("home", version, TELLS_ITS_NAME);
            ccat.with("JAVA_HOME", home.toString())
                    .with(
                            "CCAT_JDK_PLACES",
                            ccat.jdk("place", "25", TELLS_ITS_NAME).toString());
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(0, home + "\n", ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"17.0.15", "1.8.0_402", "20", "", "what"})
        void passesOverAJavaHomeThatIsNot(String version) throws Exception {
            Path place = ccat.jdk("place", "21.0.1", TELLS_ITS_NAME);
            ccat.with("JAVA_HOME", ccat.jdk("home", version, TELLS_ITS_NAME).toString())
                    .with("CCAT_JDK_PLACES", place.toString());
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(0, place + "\n", ""));
        }

        @Test
        void asksAJavaThatCarriesNoReleaseFile() throws Exception {
            Path home = ccat.jdk("home", "", """
                    case $1 in
                      -version) echo 'openjdk version "22.0.1" 2024-04-16' >&2 ;;
                      *) echo "started" ;;
                    esac""");
            Files.delete(home.resolve("release"));
            assertThat(ccat.with("JAVA_HOME", home.toString()).run("ccat")).isEqualTo(new Ended(0, "started\n", ""));
        }

        @Test
        void takesTheFirstOnPathThatIsNewEnough() throws Exception {
            Path old = ccat.jdk("old", "17", TELLS_ITS_NAME);
            Path young = ccat.jdk("young", "21", TELLS_ITS_NAME);
            Path links = Files.createDirectory(ccat.root().resolve("links"));
            Files.createSymbolicLink(links.resolve("java"), young.resolve("bin/java"));
            ccat.with("PATH", old.resolve("bin") + ":" + links + ":/usr/bin:/bin");
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(0, young.resolve("bin/..") + "\n", ""));
        }

        @Test
        void prefersAReleaseItIsTestedWithInTheUsualPlaces() throws Exception {
            for (String version : List.of("17", "21", "24", "25", "26")) {
                ccat.jdk("places/" + version, version, TELLS_ITS_NAME);
            }
            ccat.with("CCAT_JDK_PLACES", "/nowhere/*:" + ccat.root().resolve("places/*"));
            assertThat(ccat.run("ccat").out()).endsWith("/places/25\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ccat", "mvnw"})
        void saysHowToGetOneWhenThereIsNone(String script) throws Exception {
            Ended ended = ccat.with("PATH", "/nowhere").run(script);
            assertThat(ended).isEqualTo(new Ended(2, "", ended.err()));
            assertThat(ended.err())
                    .startsWith(script + ": needs a JDK 21 or newer and found none: install one with ")
                    .endsWith(", or set JAVA_HOME to one.\n")
                    .hasLineCount(1);
        }

        /** Without lists apt is taken at its word. */
        @ParameterizedTest
        @CsvSource({
            "apt-get, apt install openjdk-, apt install maven",
            "dnf, dnf install java-21-openjdk-devel, dnf install maven",
            "brew, brew install --cask temurin@21, brew install maven",
            "nothing, sdk install java, sdk install maven"
        })
        void namesTheCommandOfThisSystemThatInstallsIt(String manager, String java, String maven) throws Exception {
            ccat.writeScript("bin/" + manager, "exit 9");
            ccat.writeScript("bin/id", "echo 0");
            ccat.writeScript("bin/apt-cache", """
                    case $1 in
                      pkgnames) printf '%s\\n' bash maven openjdk-17-jdk-headless openjdk-21-jdk-headless ;;
                      policy) printf '%s:\\n  Installed: (none)\\n  Candidate: 3.8.7-2\\n' "$2" ;;
                    esac""");
            for (String tool : List.of("sed", "grep", "sort", "awk")) {
                ccat.link(tool, "bin");
            }
            ccat.with("PATH", ccat.root().resolve("bin").toString());
            String script = "root=. && . .mvn/find-jdk.sh && how_to_install jdk && how_to_install maven";
            Ended ended = LauncherFixture.finish(ccat.start(ccat.root(), Path.of("/bin/sh"), "-c", script));
            assertThat(ended.out().lines().toList())
                    .satisfiesExactly(line -> assertThat(line).startsWith("'" + java), line -> assertThat(line)
                            .startsWith("'" + maven));
        }
    }

    @Nested
    class StartingIt {

        @BeforeEach
        void install() throws IOException {
            ccat.withAnyJar();
        }

        @Test
        void passesEveryArgumentAsItIs() throws Exception {
            useJava("25", TELLS_ITS_ARGUMENTS);
            Ended ended = ccat.run("ccat", "pat", "a b", "", "*", "$HOME", "ü\"'\\", "-n");
            assertThat(ended.out()).endsWith("-runner.jar\npat\na b\n\n*\n$HOME\nü\"'\\\n-n\n");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 130})
        void passesTheExitCodeOn(int code) throws Exception {
            useJava("25", "exit " + code);
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(code, "", ""));
        }

        @Test
        void becomesTheJavaSoThatSignalsReachIt() throws Exception {
            useJava("25", "echo ready; exec sleep 600");
            Process process = ccat.start(ccat.root(), ccat.root().resolve("ccat"));
            try (BufferedReader out = process.inputReader(UTF_8)) {
                assertThat(out.readLine()).isEqualTo("ready");
                process.destroy();
                assertThat(process.waitFor()).isEqualTo(143);
            }
        }

        /** Else the first file that Java opens would be its standard input: its own jar, read as a token. */
        @ParameterizedTest
        @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
        void opensTheStreamsThatItsCallerClosed(String redirection) throws Exception {
            useJava("25", "cat <&0 && echo out && echo err >&2 && echo open >\"${0%/bin/java}/seen\"");
            Ended ended = LauncherFixture.finish(
                    ccat.start(ccat.root(), Path.of("/bin/sh"), "-c", "exec ./ccat " + redirection));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(Files.readString(ccat.root().resolve("java/seen"))).isEqualTo("open\n");
        }

        /** The JVM's own code would be 1: a finding. */
        @ParameterizedTest
        @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CCAT_JAVA_OPTS"})
        void saysWhyJavaCannotStart(String variable) throws Exception {
            useJava("25", """
                    echo 'Picked up JAVA_TOOL_OPTIONS: -Dpassword=x' >&2
                    echo "Error: Could not create the Java Virtual Machine." >&2
                    echo "Unrecognized VM option 'What'" >&2
                    exit 1""");
            assertThat(ccat.with(variable, "-XX:+What").run("ccat"))
                    .isEqualTo(new Ended(
                            2, "", "ccat: Java cannot start: Unrecognized VM option 'What' (see " + variable + ").\n"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bash", "dash", "zsh", "ksh", "busybox"})
        void meansTheSameInEveryShell(String shell) throws Exception {
            Path program = Path.of("/usr/bin", shell);
            assumeTrue(Files.isExecutable(program), "there is no " + shell + " here");
            useJava("25", TELLS_ITS_ARGUMENTS);
            String options = shell.equals("busybox") ? "sh" : "-e";
            Ended ended = LauncherFixture.finish(ccat.start(ccat.root(), program, options, "./ccat", "a b", "*"));
            assertThat(ended).isEqualTo(new Ended(0, ended.out(), ""));
            assertThat(ended.out()).endsWith("-runner.jar\na b\n*\n");
        }

        @Test
        void saysThatTheJarIsDamagedWhereThereAreNoSources() throws Exception {
            useJava("25", "exit 1");
            ccat.write("target/ccat-pat-1.0-runner.jar", "PK\u0003\u0004 cut off");
            Ended ended = ccat.run("ccat");
            assertThat(ended).isEqualTo(new Ended(2, "", ended.err()));
            assertThat(ended.err()).matches("ccat: .*-runner\\.jar is damaged: copy it again\\.\n");
        }

        @Test
        void saysThatThereAreTooFewProcessesForJava() throws Exception {
            useJava("25", "echo 'Cannot create VM thread. Out of system resources.'; exit 1");
            Ended ended = LauncherFixture.finish(
                    ccat.start(ccat.root(), Path.of("/usr/bin/env"), "bash", "-c", "ulimit -u 100 && exec ./ccat"));
            assertThat(ended.code()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).contains("Cannot create VM thread", "ulimit -u");
        }

        @Test
        void saysThatThereIsTooLittleMemoryForJava() throws Exception {
            useJava("25", "echo 'Could not reserve enough space for 9 KB object heap'; exit 1");
            Ended ended = LauncherFixture.finish(
                    ccat.start(ccat.root(), Path.of("/bin/sh"), "-c", "ulimit -v 4000000 && exec ./ccat"));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("Could not reserve enough space", "ulimit -v");
        }

        /** The shell's code for a file that it cannot read is 1 where sh is bash. */
        @ParameterizedTest
        @ValueSource(strings = {"/bin/sh", "/bin/bash"})
        void endsWith2WhenTheShellFails(String shell) throws Exception {
            assumeTrue(Files.isExecutable(Path.of(shell)));
            Files.delete(ccat.root().resolve(".mvn/find-jdk.sh"));
            Ended ended = LauncherFixture.finish(ccat.start(ccat.root(), Path.of(shell), "ccat"));
            assertThat(ended.code()).isEqualTo(2);
        }

        @ParameterizedTest
        @CsvSource(nullValues = "-", textBlock = """
                -, C.UTF-8
                LC_ALL=C, C.UTF-8
                LANG=xx_XX.UTF-8, C.UTF-8
                LC_CTYPE=POSIX, C.UTF-8
                LANG=C.UTF-8, ''
                """)
        void letsJavaReadEveryFileName(@Nullable String variable, String expected) throws Exception {
            useJava("25", "printf %s \"$LC_ALL\"");
            if (variable != null) {
                ccat.with(variable.replaceFirst("=.*", ""), variable.replaceFirst(".*=", ""));
            }
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(0, expected, ""));
        }

        @Test
        void saysNothingOfTerminalsWhereThereIsNone() throws Exception {
            useJava("25", TELLS_ITS_ARGUMENTS);
            assertThat(ccat.run("ccat").out()).doesNotContain("terminals");
        }

        /** On a pseudo-terminal, which util-linux's {@code script} makes around a process. */
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        in,out,err |
                        out,err    | </dev/null
                        in,err     | >/dev/null
                        in,out     | 2>/dev/null
                        err        | </dev/null >/dev/null
                        """)
        void tellsJavaWhichOfItsStreamsAreTerminals(String terminals, @Nullable String redirection) throws Exception {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")) && Files.isDirectory(Path.of("/proc")));
            useJava("25", "printf '%s\\n' \"$@\" >\"${0%/bin/java}/seen\"");
            String command = "./ccat " + Objects.requireNonNullElse(redirection, "");
            Ended ended = LauncherFixture.finish(
                    ccat.start(ccat.root(), Path.of("/usr/bin/script"), "-qec", command, "/dev/null"));
            assertThat(ended.code()).as(ended.out()).isZero();
            assertThat(Files.readAllLines(ccat.root().resolve("java/seen")))
                    .containsOnlyOnce("-Dccat.terminals=" + terminals);
        }

        @ParameterizedTest
        @CsvSource({"./ccat, ./ccat", "ccat, ccat", "../*/ccat, ../a place/ccat"})
        void tellsJavaHowItWasCalled(String typed, String expected) throws Exception {
            useJava("25", TELLS_ITS_ARGUMENTS);
            ccat.with("PATH", ccat.root() + ":/usr/bin:/bin");
            Ended ended = LauncherFixture.finish(ccat.start(ccat.root(), Path.of("/bin/sh"), "-c", typed));
            assertThat(ended.out().lines()).contains("-Dccat.command=" + expected);
        }

        @Test
        void runsThroughSymbolicLinksInTheDirectoryOfItsCaller() throws Exception {
            useJava("25", "pwd -P");
            Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
            Path link = Files.createSymbolicLink(
                    elsewhere.resolve("link"), ccat.root().resolve("ccat"));
            Path linkToLink = Files.createSymbolicLink(elsewhere.resolve("ccat"), link.getFileName());
            Ended ended = LauncherFixture.finish(ccat.start(elsewhere, linkToLink));
            assertThat(ended).isEqualTo(new Ended(0, elsewhere.toRealPath() + "\n", ""));
        }

        @Test
        void addsTheJvmOptionsItIsGivenAndLeavesTheCollectorToThem() throws Exception {
            useJava("25", TELLS_ITS_ARGUMENTS);
            ccat.with("CCAT_JAVA_OPTS", "-XX:+UseG1GC -Dwhat=*");
            assertThat(ccat.run("ccat").out().lines())
                    .startsWith(
                            "-Xlog:disable",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:-UsePerfData",
                            "-XX:+UseG1GC",
                            "-Dwhat=*",
                            "-Dccat.command=" + ccat.root() + "/ccat",
                            "-jar");
        }
    }

    @Nested
    class KeepingACache {

        @BeforeEach
        void install() throws IOException {
            ccat.withAnyJar().with("CCAT_CACHE", "now");
        }

        @Test
        void usesAnAheadOfTimeCacheFromJdk25On() throws Exception {
            useJava("25.0.1", MAKES_CACHES);
            assertThat(ccat.run("ccat").out()).contains("-XX:AOTCache=" + ccat.root() + "/target/ccat-pat-1.0-runner-");
        }

        @Test
        void usesAClassDataArchiveBefore() throws Exception {
            useJava("21.0.1", MAKES_CACHES);
            assertThat(ccat.run("ccat").out())
                    .contains("-XX:SharedArchiveFile=" + ccat.root() + "/target/ccat-pat-1.0-runner-");
        }

        @Test
        void keepsItWhileJarAndJdkStayTheSame() throws Exception {
            useJava("25", MAKES_CACHES);
            String first = ccat.run("ccat").out();
            String cache = "target/" + ccat.filesNamed("target", ".cache").get(0);
            ccat.write(cache, "kept");
            assertThat(ccat.run("ccat").out()).isEqualTo(first);
            assertThat(ccat.root().resolve(cache)).hasContent("kept");
        }

        @Test
        void dropsItWhenTheJarChanges() throws Exception {
            useJava("25", MAKES_CACHES);
            ccat.run("ccat");
            List<String> before = ccat.filesNamed("target", ".cache");
            Files.setLastModifiedTime(
                    ccat.root().resolve("target/ccat-pat-1.0-runner.jar"),
                    FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
            ccat.run("ccat");
            assertThat(ccat.filesNamed("target", ".cache")).hasSize(1).isNotEqualTo(before);
        }

        @Test
        void dropsItWhenTheJdkChanges() throws Exception {
            useJava("25", MAKES_CACHES);
            ccat.run("ccat");
            List<String> before = ccat.filesNamed("target", ".cache");
            useJava("25.0.1", MAKES_CACHES);
            ccat.run("ccat");
            assertThat(ccat.filesNamed("target", ".cache")).hasSize(1).isNotEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-Xshare:off", "-XX:AOTCache=mine", "-Da=b -XX:SharedArchiveFile=mine"})
        void leavesTheCacheToTheEnvironment(String options) throws Exception {
            useJava("25", MAKES_CACHES);
            Ended ended = ccat.with("JDK_JAVA_OPTIONS", options).run("ccat");
            assertThat(ended.out()).doesNotContain("AOTCache").contains("-jar\n");
            assertThat(ccat.filesNamed("target", ".cache")).isEmpty();
        }

        @Test
        void goesOnWithoutWhenItCannotBeMade() throws Exception {
            useJava("25", TELLS_ITS_ARGUMENTS);
            Ended ended = ccat.run("ccat", "x");
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).doesNotContain("AOT").endsWith("\nx\n");
        }

        @Test
        void trainsItWithoutTheCredentials() throws Exception {
            useJava("25", """
                    case $* in
                      *-XX:AOTCacheOutput=*) echo "training ${GITHUB_TOKEN-without}" ;;
                      *) echo "running with $GITHUB_TOKEN" ;;
                    esac >>"${0%/bin/java}/seen\"""");
            ccat.with("GITHUB_TOKEN", "made-up").run("ccat");
            assertThat(ccat.root().resolve("java/seen")).hasContent("training without\nrunning with made-up");
        }

        @Test
        void makesItInTheBackgroundWithoutKeepingTheCallerWaiting() throws Exception {
            // This training ends only when the test lets it, by writing to the pipe.
            useJava("25", MAKES_CACHES.replace("echo made", "read -r word <\"${0%/bin/java}/go\"; echo \"$word\""));
            Path go = ccat.root().resolve("java/go");
            assertThat(new ProcessBuilder("mkfifo", go.toString()).start().waitFor())
                    .isZero();

            try (var watch = directory.getFileSystem().newWatchService()) {
                ccat.root().resolve("target").register(watch, ENTRY_DELETE);
                Ended ended = ccat.with("CCAT_CACHE", "").run("ccat", "x");
                assertThat(ended.out()).doesNotContain("AOTCache=").endsWith("\nx\n");
                assertThat(ccat.filesNamed("target", ".cache")).isEmpty();

                Files.writeString(go, "made later\n");
                WatchKey madeAndTidied = watch.take();
                assertThat(madeAndTidied.pollEvents()).isNotEmpty();
                assertThat(ccat.filesNamed("target", ".cache")).hasSize(1);
            }
        }
    }

    /** In a tree with sources, and an {@code ./mvnw} that only pretends to build. */
    @Nested
    class BuildingTheJar {

        private static final String BUILDS = """
                echo built >>builds
                for argument; do
                  case $argument in -Dccat.build.directory=*) out=${argument#*=} ;; esac
                done
                mkdir -p "$out/lib"
                printf '%s\\nPK\\005\\006%018d' "$GITHUB_TOKEN" 0 >"$out/ccat-pat-1.0-runner.jar"
                echo >"$out/quarkus-artifact.properties"
                """;

        @BeforeEach
        void install() throws IOException {
            ccat.write("pom.xml", "<project/>");
            ccat.write("src/main/java/Any.java", "class Any {}");
            ccat.writeScript("mvnw", BUILDS);
            useJava("25", "head -n 1 \"$7\"; echo ran");
        }

        @Test
        void buildsAtFirstUseOnlyAndWithoutTheCredentials() throws Exception {
            ccat.with("GITHUB_TOKEN", "made-up");
            assertThat(ccat.run("ccat"))
                    .isEqualTo(new Ended(0, "\nran\n", "Building ccat-pat (first use, about a minute)...\n"));
            makeSourcesOlder();
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(0, "\nran\n", ""));
            assertThat(ccat.root().resolve("builds")).hasContent("built");
            assertThat(ccat.filesNamed("target", "")).containsExactly("ccat", "ccat-build.log");
        }

        @Test
        void buildsAgainWhenASourceIsNewer() throws Exception {
            ccat.run("ccat");
            makeSourcesOlder();
            Files.setLastModifiedTime(
                    ccat.root().resolve("src/main/java/Any.java"),
                    FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
            assertThat(ccat.run("ccat").out()).isEqualTo("\nran\n");
            assertThat(ccat.root().resolve("builds")).hasContent("built\nbuilt");
        }

        @Test
        void takesTheJarThatMavenBuilt() throws Exception {
            makeSourcesOlder();
            ccat.withAnyJar().write("target/ccat-pat-1.0-runner.jar", "Maven's\n" + LauncherFixture.END_OF_A_ZIP);
            ccat.write("target/quarkus-artifact.properties", "");
            assertThat(ccat.run("ccat")).isEqualTo(new Ended(0, "Maven's\nran\n", ""));
        }

        @Test
        void buildsAgainInThePlaceOfADamagedJar() throws Exception {
            makeSourcesOlder();
            ccat.withAnyJar().write("target/ccat-pat-1.0-runner.jar", "PK\u0003\u0004 cut off");
            ccat.write("target/quarkus-artifact.properties", "");
            assertThat(ccat.run("ccat").out()).isEqualTo("\nran\n");
        }

        @Test
        void passesOverAJarThatMavenHasNotFinished() throws Exception {
            makeSourcesOlder();
            ccat.write("target/ccat-pat-1.0-runner.jar", "half");
            assertThat(ccat.run("ccat").out()).isEqualTo("\nran\n");
        }

        @Test
        void showsTheErrorsOfABuildThatFails() throws Exception {
            ccat.writeScript("mvnw", "echo '[INFO] much'; echo '[ERROR] Any.java: broken' >&2; exit 1");
            Ended ended = ccat.run("ccat");
            assertThat(ended)
                    .isEqualTo(new Ended(2, "", """
                    Building ccat-pat (first use, about a minute)...
                    [ERROR] Any.java: broken
                    ccat: the build failed; all of its output is in %s/target/ccat-build.log.
                    """.formatted(ccat.root().toRealPath())));
            assertThat(ccat.root().resolve("target/ccat-build.log"))
                    .hasContent("[INFO] much\n[ERROR] Any.java: broken");
        }

        @Test
        void buildsOnceWhenTwoStartTogether() throws Exception {
            Process one = ccat.start(ccat.root(), ccat.root().resolve("ccat"));
            Process two = ccat.start(ccat.root(), ccat.root().resolve("ccat"));
            assertThat(List.of(
                            LauncherFixture.finish(one).code(),
                            LauncherFixture.finish(two).code()))
                    .containsExactly(0, 0);
            assertThat(ccat.root().resolve("builds")).hasContent("built");
        }

        @Test
        void takesTheLockOfABuilderThatIsGone() throws Exception {
            Process gone = new ProcessBuilder("true").start();
            gone.waitFor();
            Files.createSymbolicLink(
                    Files.createDirectories(ccat.root().resolve("target")).resolve("ccat-build.lock"),
                    Path.of(Long.toString(gone.pid())));
            assertThat(ccat.run("ccat").code()).isZero();
        }

        @Test
        void leavesNothingBehindWhenItIsInterrupted() throws Exception {
            Path started = ccat.root().resolve("started");
            assertThat(new ProcessBuilder("mkfifo", started.toString()).start().waitFor())
                    .isZero();
            ccat.writeScript("mvnw", "echo started >started; exec sleep 600");
            Process process = ccat.start(ccat.root(), ccat.root().resolve("ccat"));
            assertThat(Files.readString(started)).isEqualTo("started\n");
            process.toHandle().destroy();
            assertThat(LauncherFixture.finish(process).code()).isEqualTo(143);
            assertThat(ccat.filesNamed("target", "")).containsExactly("ccat-build.log");
        }

        private void makeSourcesOlder() throws IOException {
            FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
            for (String source : List.of("pom.xml", "src/main/java/Any.java", "src/main/java", "src/main")) {
                Files.setLastModifiedTime(ccat.root().resolve(source), longAgo);
            }
        }
    }

    private void useJava(String version, String script) throws IOException {
        ccat.with("JAVA_HOME", ccat.jdk("java", version, script).toString());
    }
}
