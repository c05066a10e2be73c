package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ccatobs.pat.infra.ReleaseFixture.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/install} with an archive whose program only says its version. */
class InstallScriptTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** The programs that the script uses besides a shell and one that downloads. */
    private static final String[] TOOLS = {
        "chmod", "cp", "gzip", "ln", "mkdir", "mktemp", "mv", "readlink", "rm", "sed", "sh", "sha256sum", "tail", "tar"
    };

    @TempDir
    private Path directory;

    private ReleaseFixture release;
    private Path to;

    @BeforeEach
    void makeRelease() throws Exception {
        release = ReleaseFixture.in(directory, "9.9.9");
        to = directory.resolve("a place");
    }

    @Test
    void unpacksTheArchiveAndNamesTheProgram() throws Exception {
        assertThat(install("--from", release.files().toString()).code()).isZero();
        assertThat(release.run(List.of(to.resolve("bin/ccat").toString())).said())
                .isEqualTo("ccat-pat 9.9.9\n");
        assertThat(ReleaseFixture.names(to)).containsExactly("bin", "ccat-pat-9.9.9-linux-x64");
    }

    @Test
    void takesThePlaceOfItself() throws Exception {
        install("--from", release.files().toString());
        Files.writeString(to.resolve("ccat-pat-9.9.9-linux-x64/old"), "");
        assertThat(install("--from", release.files().toString()).code()).isZero();
        assertThat(to.resolve("ccat-pat-9.9.9-linux-x64/old")).doesNotExist();
        assertThat(ReleaseFixture.names(to)).containsExactly("bin", "ccat-pat-9.9.9-linux-x64");
    }

    /** Other programs have this name too. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "directory", "link"})
    void leavesAnotherProgramOfThisNameAlone(String kind) throws Exception {
        Path other = Files.createDirectories(to.resolve("bin")).resolve("ccat");
        switch (kind) {
            case "file" -> Files.writeString(other, "another");
            case "directory" -> Files.createDirectory(other);
            default -> Files.createSymbolicLink(other, Path.of("/opt/ccat/bin/ccat"));
        }
        assertThat(install("--from", release.files().toString()))
                .isEqualTo(new Ended(
                        1,
                        "install: " + other + " is another program: move it away, or say --to DIRECTORY; nothing is"
                                + " installed\n"));
        assertThat(ReleaseFixture.names(to)).containsExactly("bin");
    }

    @Test
    void takesThePlaceOfItselfAlsoWhereThatCannotBeWritten() throws Exception {
        install("--from", release.files().toString());
        Path program = to.resolve("ccat-pat-9.9.9-linux-x64");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(install("--from", release.files().toString()).code()).isZero();
        assertThat(Files.getPosixFilePermissions(program)).contains(PosixFilePermission.OWNER_WRITE);
        assertThat(ReleaseFixture.names(to)).containsExactly("bin", "ccat-pat-9.9.9-linux-x64");
    }

    @Test
    void putsBackWhatItCouldNotReplace() throws Exception {
        install("--from", release.files().toString());
        Path old = Files.writeString(to.resolve("ccat-pat-9.9.9-linux-x64/old"), "");
        release.program("mv", "case $1 in */new/*) exit 1 ;; esac; exec /bin/mv \"$@\"");
        assertThat(install("--from", release.files().toString()).code()).isEqualTo(1);
        assertThat(old).exists();
        assertThat(release.run(List.of(to.resolve("bin/ccat").toString())).said())
                .isEqualTo("ccat-pat 9.9.9\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void downloadsFromAnAddressWithEither(String downloader) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", downloader)), "there is no " + downloader);
        var path = Map.of("PATH", release.pathOf(with(downloader)));
        var server = release.serve();
        try {
            String address = ReleaseFixture.address(server);
            assertThat(install(path, "--from", address + "/v9.9.9"))
                    .extracting(Ended::code)
                    .isEqualTo(0);
            assertThat(install(path, "--from", address + "/none").said())
                    .contains("cannot download " + address + "/none/ccat-pat-9.9.9-linux-x64.tar.gz.sha256");
        } finally {
            server.stop(0);
        }
        assertThat(to.resolve("bin/ccat")).isExecutable();
    }

    private static String[] with(String downloader) {
        return Stream.concat(Stream.of(TOOLS), Stream.of(downloader)).toArray(String[]::new);
    }

    /** The address of the newest release's page says which it is. */
    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void findsTheNewestRelease(String downloader) throws Exception {
        release.program("curl", """
                [ "$1 $2 $3" = "-fsSL -o /dev/null" ] || exit 22
                printf https://github.com/ccatobs/ccat-pat/releases/tag/v9.9.8
                """);
        release.program("wget", """
                [ "$1 $2 $3" = "-S -O /dev/null" ] || exit 8
                printf '  HTTP/1.1 302 Found\\n  Location: https://github.com/ccatobs/ccat-pat/releases/tag/v9.9.8\\n' >&2
                """);
        Files.delete(directory.resolve("path").resolve(downloader.equals("curl") ? "wget" : "curl"));
        var ended = release.run(
                Map.of("PATH", release.pathOf(TOOLS)),
                List.of(Path.of("infra/install").toAbsolutePath().toString(), "--to", to.toString()));
        assertThat(ended)
                .isEqualTo(
                        new Ended(
                                1,
                                "install: cannot download https://github.com/ccatobs/ccat-pat/releases/download/v9.9.8/ccat-pat-9.9.8-linux-x64.tar.gz.sha256\n"));
    }

    @Test
    void saysThatItNeedsSomethingThatDownloads() throws Exception {
        assertThat(install(Map.of("PATH", release.pathOf(TOOLS)), "--from", "http://127.0.0.1:1"))
                .isEqualTo(new Ended(1, "install: needs curl or wget, and finds neither\n"));
    }

    @Test
    void installsNothingWhoseChecksumIsWrong() throws Exception {
        Files.write(release.archive(), new byte[] {0}, StandardOpenOption.APPEND);
        var ended = install("--from", release.files().toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said())
                .contains(
                        "the SHA-256 of " + release.archive().getFileName() + " is ",
                        ": expected ",
                        "nothing is installed");
        assertThat(ReleaseFixture.names(to)).isEmpty();
    }

    @Test
    void installsNoPartOfAnArchive() throws Exception {
        byte[] whole = Files.readAllBytes(release.archive());
        Files.write(release.archive(), Arrays.copyOf(whole, whole.length / 2));
        var ended = install("--from", release.files().toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("nothing is installed");
        assertThat(ReleaseFixture.names(to)).isEmpty();
    }

    @Test
    void installsNothingWithoutAChecksum() throws Exception {
        Files.writeString(release.checksum(), "");
        assertThat(install("--from", release.files().toString()).said())
                .contains("expected one in " + release.checksum().getFileName());
        Files.delete(release.checksum());
        assertThat(install("--from", release.files().toString()).said()).contains("there is no " + release.files());
        assertThat(ReleaseFixture.names(to)).isEmpty();
    }

    @Test
    void installsNothingThatIsNotProvenToBeOfItsCommit() throws Exception {
        String[] proven = {"--from", release.files().toString(), "--commit", COMMIT, "--repository", "acme/pat"};
        release.program("gh", "echo 'no attestation' >&2; exit 1");
        assertThat(install(proven)).isEqualTo(new Ended(3, """
                        install: gh: no attestation
                        install: ccat-pat-9.9.9-linux-x64.tar.gz is not proven to be built from %s; nothing is installed
                        """.formatted(COMMIT)));
        assertThat(ReleaseFixture.names(to)).isEmpty();

        release.program("gh", "echo \"$@\" >gh.calls");
        assertThat(install(proven).code()).isZero();
        assertThat(Files.readString(directory.resolve("gh.calls")))
                .startsWith("attestation verify /")
                .endsWith("/ccat-pat-9.9.9-linux-x64.tar.gz --repo acme/pat --source-digest " + COMMIT + "\n");

        Files.delete(directory.resolve("path/gh"));
        assertThat(install(Map.of("PATH", release.pathOf(TOOLS)), proven).code())
                .isEqualTo(3);
    }

    @Test
    void saysWhatItExpects() throws Exception {
        assertThat(install("--form", "x").said())
                .contains("unknown option '--form': expected --version, --to, --from, --commit or --repository");
        assertThat(install("--from").said()).contains("--from needs a value");
        assertThat(install("--version", "../9").said()).contains("'../9' is not a version: expected one such as 0.1.0");
        release.program("uname", "[ \"$1\" = -s ] && echo Linux || echo riscv64");
        assertThat(install("--from", release.files().toString()).said()).contains("there is no archive for riscv64");
        assertThat(to).doesNotExist();
    }

    /** Root may write anywhere, so the place is one where nobody can make a directory. */
    @Test
    void saysWhereItCannotWrite() throws Exception {
        Files.writeString(to, "a file");
        assertThat(install("--from", release.files().toString()))
                .isEqualTo(new Ended(1, "install: cannot make the directory " + to + ": say --to DIRECTORY\n"));
        to = Path.of("/proc/fs");
        assumeTrue(Files.isDirectory(to), "there is no /proc");
        assertThat(install("--from", release.files().toString()))
                .isEqualTo(new Ended(1, "install: cannot write to /proc/fs: say --to DIRECTORY\n"));
    }

    private Ended install(String... arguments) throws Exception {
        return install(Map.of(), arguments);
    }

    private Ended install(Map<String, String> environment, String... arguments) throws Exception {
        return release.run(
                environment,
                Stream.concat(
                                Stream.of(
                                        Path.of("infra", "install")
                                                .toAbsolutePath()
                                                .toString(),
                                        "--version",
                                        "9.9.9",
                                        "--to",
                                        to.toString()),
                                Stream.of(arguments))
                        .toList());
    }
}
