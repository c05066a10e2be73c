package io.github.ccatobs.pat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.ccatobs.pat.LauncherFixture.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./mvnw} as a process, with a Maven that only tells how it was started. */
class MavenWrapperIT {

    private static final String ARCHIVE = "/org/apache/maven/apache-maven/9.9.9/apache-maven-9.9.9-bin.tar.gz";

    @TempDir
    private Path directory;

    private HttpServer repository;
    private LauncherFixture mvnw;

    @BeforeEach
    void install() throws IOException {
        mvnw = LauncherFixture.in(directory.resolve("a place"));
        mvnw.with("JAVA_HOME", mvnw.jdk("java", "25", "exit 9").toString());
        leaveOutMavenFromPath();
        repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.start();
    }

    @AfterEach
    void stop() {
        repository.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.6", "3.9.11", "4.0.0-rc-3"})
    void usesTheMavenOnPath(String version) throws Exception {
        mavenOnPath(version);
        assertThat(mvnw.run("mvnw", "verify", "-Da=b c"))
                .isEqualTo(new Ended(0, "--sun-misc-unsafe-memory-access=allow \nverify\n-Da=b c\n", ""));
    }

    @Test
    void keepsTheOptionsItIsGiven() throws Exception {
        mavenOnPath("3.9.0");
        mvnw.with("JAVA_HOME", mvnw.jdk("java21", "21", "exit 9").toString()).with("MAVEN_OPTS", "-Xmx1g");
        assertThat(mvnw.run("mvnw", "verify")).isEqualTo(new Ended(0, "-Xmx1g\nverify\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.5", "3.6.3", "2.2.1", "none"})
    void saysHowToGetANewerMaven(String version) throws Exception {
        mavenOnPath(version);
        Ended ended = mvnw.run("mvnw", "verify");
        assertThat(ended).isEqualTo(new Ended(2, "", ended.err()));
        assertThat(ended.err())
                .startsWith("mvnw: needs Maven 3.8.6 or newer and found none: install it with '")
                .hasLineCount(1);
    }

    @Test
    void downloadsThePinnedMavenOnce() throws Exception {
        byte[] archive = archive();
        serve(archive);
        pin(archive);
        mvnw.with("MVNW_REPOURL", address());
        assertThat(mvnw.run("mvnw", "verify"))
                .isEqualTo(new Ended(0, "downloaded verify\n", "Downloading Maven 9.9.9...\n"));

        repository.removeContext(ARCHIVE);
        mvnw.environment().remove("MVNW_REPOURL");
        assertThat(mvnw.run("mvnw", "verify")).isEqualTo(new Ended(0, "downloaded verify\n", ""));
        assertThat(mvnw.filesNamed(".m2/wrapper/dists", "")).hasSize(1);
    }

    @Test
    void refusesAnArchiveWithAnotherChecksum() throws Exception {
        serve(archive());
        pin("another".getBytes(UTF_8));
        Ended ended = mvnw.with("MVNW_REPOURL", address()).run("mvnw", "verify");
        assertThat(ended).isEqualTo(new Ended(2, "", ended.err()));
        assertThat(ended.err())
                .contains("mvnw: the Maven 9.9.9 that MVNW_REPOURL gave is not the one expected: its SHA-512 is ");
        assertThat(mvnw.filesNamed(".m2/wrapper/dists", "")).isEmpty();
    }

    @Test
    void doesNotShowTheAddressWhenItCannotDownload() throws Exception {
        pin(new byte[0]);
        Ended ended = mvnw.with("MVNW_REPOURL", address().replace("//", "//someone:password@"))
                .run("mvnw", "verify");
        assertThat(ended).isEqualTo(new Ended(2, "", """
                Downloading Maven 9.9.9...
                mvnw: could not download Maven 9.9.9 from the repository that MVNW_REPOURL names.
                """));
    }

    private void serve(byte[] archive) {
        repository.createContext(ARCHIVE, exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
    }

    private String address() {
        return "http://localhost:" + repository.getAddress().getPort() + "/";
    }

    private byte[] archive() throws Exception {
        mvnw.writeScript("packed/apache-maven-9.9.9/bin/mvn", "echo downloaded \"$@\"");
        Path archive = directory.resolve("maven.tar.gz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        archive.toString(),
                        "-C",
                        mvnw.root().resolve("packed").toString(),
                        "apache-maven-9.9.9")
                .start();
        assertThat(tar.waitFor()).isZero();
        return Files.readAllBytes(archive);
    }

    private void pin(byte[] archive) throws Exception {
        String sha512 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(archive));
        mvnw.write(
                ".mvn/wrapper/maven-wrapper.properties",
                "# comment\nmavenVersion=9.9.9\nmavenSha512=%s\n".formatted(sha512));
    }

    private void mavenOnPath(String version) throws IOException {
        mvnw.writeScript("bin/mvn", """
                case $1 in
                  --version) printf '\\033[1mApache Maven %s\\033[m\\n' ;;
                  *) printf '%%s\\n' "$MAVEN_OPTS" "$@" ;;
                esac""".formatted(version));
    }

    private void leaveOutMavenFromPath() throws IOException {
        for (String tool : List.of("sh", "sed", "mkdir", "mktemp", "curl", "sha512sum", "tar", "gzip", "mv", "rm")) {
            mvnw.link(tool, "bin");
        }
        mvnw.with("PATH", mvnw.root().resolve("bin").toString());
    }
}
