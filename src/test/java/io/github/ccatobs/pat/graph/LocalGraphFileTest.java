package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LocalGraphFileTest {

    private static final String NAME_IT =
            "; name the graph with --graph or CCAT_PAT_GRAPH, expected a path, or github:OWNER/REPO:PATH[@REF]";
    private static final String SOURCES = "; expected a path, or github:OWNER/REPO:PATH[@REF]";
    private static final String TOO_LARGE =
            ": the file is larger than 1 MiB; expected a dependency graph of at most that";

    private final Path folder;

    LocalGraphFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsTheBytesAndTheNameAsGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("graph.yml"), "repos: [ops-db]\n");
        GraphContent text = read(file);
        assertThat(text.origin()).isEqualTo(file.toString());
        assertThat(text.content()).isEqualTo("repos: [ops-db]\n".getBytes(StandardCharsets.UTF_8));
        assertThat(text).hasToString(file + " (16 bytes)");
    }

    @Test
    void readsNoFileThatKeepsItWaiting() {
        assertThatThrownBy(() -> LocalGraphFile.inTime(
                        () -> {
                            new CountDownLatch(1).await();
                            return new byte[0];
                        },
                        Duration.ofMillis(1),
                        "/proc/kmsg"))
                .isInstanceOf(GraphException.class)
                .hasMessage("/proc/kmsg: reading it did not end within 0 s; expected a regular file");
    }

    @Test
    void followsALink() throws IOException {
        Path file = Files.writeString(folder.resolve("graph.yml"), "repos: [ops-db]\n");
        assertThat(read(Files.createSymbolicLink(folder.resolve("link.yml"), file))
                        .content())
                .hasSize(16);
    }

    @Test
    void readsAFileOfExactlyTheLimitAndNotOneByteMore() throws IOException {
        Path file = folder.resolve("graph.yml");
        Files.write(file, new byte[GraphContent.LIMIT]);
        assertThat(read(file).content()).hasSize(1024 * 1024);
        Files.write(file, new byte[GraphContent.LIMIT + 1]);
        assertRefused(file, file + TOO_LARGE);
    }

    @Test
    void refusesAHugeFileUnread() throws IOException {
        Path file = folder.resolve("graph.yml");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 36);
        }
        assertRefused(file, file + TOO_LARGE);
    }

    @Test
    void saysWhereItLookedForAMissingFile() {
        Path file = folder.resolve("no.yml");
        assertRefused(file, file + ": there is no such file in " + folder + NAME_IT);
        assertRefused(
                Path.of("ci/no.yml"),
                "ci/no.yml: there is no such file in " + Path.of("ci").toAbsolutePath() + NAME_IT);
    }

    @Test
    void refusesADirectory() {
        assertRefused(folder, folder + ": this is a directory; expected a regular file");
    }

    @Test
    void refusesALinkToItself() throws IOException {
        Path link = folder.resolve("link.yml");
        assertRefused(
                Files.createSymbolicLink(link, link),
                link
                        + ": the file cannot be read (Too many levels of symbolic links or unable to access attributes of symbolic link)"
                        + SOURCES);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesADeviceUnopened() {
        assertRefused(Path.of("/dev/zero"), "/dev/zero: this is a pipe, device or socket; expected a regular file");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesAPipeUnopened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertRefused(pipe, pipe + ": this is a pipe, device or socket; expected a regular file");
    }

    @Test
    void saysWhenTheAccountMayNotReadTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("graph.yml"), "repos: [ops-db]\n");
        assumeThat(file.toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
        assertRefused(file, file + ": this account may not read the file" + SOURCES);
    }

    private static GraphContent read(Path file) {
        return LocalGraphFile.read(new GraphSource.LocalFile(file));
    }

    private static void assertRefused(Path file, String message) {
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> read(file))
                .withMessage("%s", message);
    }
}
