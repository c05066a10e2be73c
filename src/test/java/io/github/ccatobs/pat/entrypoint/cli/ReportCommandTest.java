package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.github.GitHubClientFactory;
import io.github.ccatobs.pat.github.RequestListener;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code report} and {@code audit --report}, as a user calls them. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class ReportCommandTest {

    @Inject
    CommandLineInterface commands;

    @Inject
    GitHubClientFactory clients;

    private CliFixture fixture;
    private Path directory = Path.of(".");

    @BeforeEach
    void settle(@TempDir Path temporary) {
        directory = temporary;
        fixture = new CliFixture(commands, directory, 3);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @Test
    void saysThatThereHasBeenNoAuditYet() {
        var ran = report("markdown");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("# … No audit of " + fixture.secret.replace("_", "\\_") + " has been made yet,")
                .contains("- **Make the first audit**", "      ccat pat audit\n");
    }

    @Test
    void writesTheSameInEachFormat() throws IOException {
        fixture.repository(2).withoutSecret();
        assertThat(audit().code()).isEqualTo(1);
        String missing = fixture.names().get(1);

        assertThat(report("html").out())
                .startsWith("<!DOCTYPE html>")
                .contains("✗", missing + "</bdi>", "it is missing in 1.", "Content-Security-Policy");
        assertThat(report("markdown").out()).contains("| ✗ missing |  |  | missing noticed ");
        assertThat(report("csv").out().lines()).hasSize(4).anySatisfy(line -> assertThat(line)
                .startsWith("\"" + missing + "\",\"missing\",\"\",\"\",\"\",\"missing\",\"20"));
        var json = new ObjectMapper().readTree(report("json").out());
        assertThat(json.get("tone").asText()).isEqualTo("attention");
        assertThat(json.get("sentence").asText()).startsWith(fixture.secret + " is in 2 of 3 repositories");
        assertThat(json.get("repositories").get(1).get("state").asText()).isEqualTo("missing");
        assertThat(json.get("audit").get("findings")).hasSize(1);
        assertThat(json.get("history")).hasSize(1);
    }

    @Test
    void namesTheRotationThatWroteTheSecret() {
        assertThat(fixture.rotate(fixture.newToken).code()).isZero();
        fixture.withVariable("GITHUB_TOKEN", fixture.newToken);
        assertThat(audit().code()).isZero();

        var ran = report("csv");

        assertThat(ran.out().lines().skip(1)).hasSize(3).allSatisfy(line -> assertThat(line)
                .containsPattern("\"present\",\"20[^\"]+Z\",\"0\",\"\\d{8}-\\d{6}-[a-z0-9]{4}\""));
    }

    @Test
    void writesItAfterAnAudit() throws IOException {
        var file = directory.resolve("report.html");

        var ran = audit("--report", file.toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("Wrote " + file + ".");
        assertThat(Files.readString(file)).contains(fixture.secret + " is in 3 of 3 repositories.");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
        Files.writeString(file, "older");
        assertThat(fixture.run("", "report", "--secret", fixture.secret, "--output", file.toString())
                        .code())
                .isZero();
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
    }

    @Test
    void showsAndKeepsTheAuditThoughItsReportCannotBeWritten() throws IOException {
        var gone = Files.createDirectory(directory.resolve("gone"));
        fixture.repository(2).withoutSecret();
        clients.onCall(new RequestListener() {
            @Override
            public void answered(int status) {
                assertThat(gone.toFile().delete() || Files.notExists(gone)).isTrue();
            }

            @Override
            public void unanswered() {}
        });
        try {
            var ran = audit("--report", gone.resolve("report.html").toString());

            assertThat(ran.code()).as(ran.err()).isEqualTo(5);
            assertThat(ran.out()).contains("✗ missing", "Findings:");
            assertThat(ran.err())
                    .contains("ccat pat: the audit is kept, but its report is not written: cannot write '")
                    .doesNotContain("Wrote");
        } finally {
            clients.onCall(RequestListener.silent());
        }
        assertThat(report("markdown").out()).contains("it is missing in 1.");
    }

    @Test
    void refusesWhatItCannotWriteBeforeAnyWork() {
        var nowhere = directory.resolve("nowhere").resolve("report.html").toString();

        var ran = audit("--report", nowhere);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("cannot write '", "expected a file in a directory that exists");
        var some = audit(
                "--report",
                directory.resolve("r.html").toString(),
                "--repo",
                fixture.names().get(1));
        assertThat(some.code()).isEqualTo(2);
        assertThat(some.err()).contains("omit --repo");
    }

    @Test
    void replacesAFileButNotTheLinkToItOrWhoMayReadIt() throws IOException {
        var file = Files.writeString(directory.resolve("published.html"), "older");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        var link = Files.createSymbolicLink(directory.resolve("latest.html"), file);

        assertThat(written(link).code()).isZero();

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        var other = Files.createFile(directory.resolve("as-usual"));
        assertThat(written(directory.resolve("new.html")).code()).isZero();
        assertThat(Files.getPosixFilePermissions(directory.resolve("new.html")))
                .isEqualTo(Files.getPosixFilePermissions(other));
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    /** As where {@code /dev/stdout} is a file: what came before it stays, and the file is the same. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void writesAfterWhatAnOpenFileHas() throws IOException {
        var file = Files.writeString(directory.resolve("all.csv"), "before\n");
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            var descriptor = descriptors(file);
            assertThat(fixture.run(
                                    "",
                                    "report",
                                    "--secret",
                                    fixture.secret,
                                    "--format",
                                    "csv",
                                    "--output",
                                    descriptor.toString())
                            .code())
                    .isZero();
            assertThat(open.length()).isEqualTo(Files.size(file));
        }
        assertThat(Files.readString(file)).startsWith("before\n\"repository\",");
    }

    /** Where the system shows that this process has {@code file} open. */
    private static Path descriptors(Path file) throws IOException {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(each -> leadsTo(each, file)).findFirst().orElseThrow();
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException ignored) {
            return false;
        }
    }

    /** A process substitution and /dev/stdout are such pipes. */
    @Test
    void writesIntoAPipe() throws Exception {
        var pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(written(pipe).code()).isZero();

        assertThat(read.join()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
    }

    @Test
    void takesAHyphenForStdoutWhereThereIsNoTable() {
        assertThat(fixture.run("", "report", "--secret", fixture.secret, "--output", "-", "--format", "csv")
                        .out())
                .startsWith("\"repository\",");
        var audited = audit("--report", "-");
        assertThat(audited.code()).isEqualTo(2);
        assertThat(audited.err()).contains("--report is '-': expected a file");
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void saysWhereTheFileIsThoughNoBrowserOpens() {
        fixture.withVariable("BROWSER", "/nowhere/browser");
        var file = directory.resolve("report.html");

        var ran = fixture.run("", "report", "--secret", fixture.secret, "--output", file.toString(), "--open");

        assertThat(ran.code()).isZero();
        assertThat(ran.err())
                .isEqualTo("Wrote " + file + ".\nnote: no browser could be opened; open the file yourself\n");
        assertThat(file).exists();
    }

    private CliFixture.Ran written(Path file) {
        return fixture.run("", "report", "--secret", fixture.secret, "--output", file.toString());
    }

    @Test
    void refusesAFormatThatItDoesNotKnowAndATerminal() {
        var odd = report("pdf");
        assertThat(odd.code()).isEqualTo(2);
        assertThat(odd.err()).contains("--format is 'pdf': expected html, markdown, csv or json");
        var shown = fixture.onATerminal().run("", "report", "--secret", fixture.secret);
        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.err()).contains("name a file with --output, or use --open");
    }

    private CliFixture.Ran report(String format) {
        return fixture.run("", "report", "--secret", fixture.secret, "--format", format);
    }

    private CliFixture.Ran audit(String... more) {
        return fixture.run("", fixture.onThis("audit", "--wait", "1m", more));
    }
}
