package io.github.ccatobs.pat.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/install} with an archive whose program only says its version. */
class InstallScriptTest {

    private static final String ARCHIVE = "ccat-pat-9.9.9-linux-x64.tar.gz";

    private record Ended(int code, String said) {}

    @TempDir
    private Path directory;

    private Path releases;
    private Path to;

    @BeforeEach
    void makeRelease() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sha256sum")), "there is no sha256sum");
        releases = Files.createDirectories(directory.resolve("releases"));
        to = directory.resolve("a place");
        program("uname", "[ \"$1\" = -s ] && echo Linux || echo x86_64");
        Path program = Files.createDirectories(directory.resolve("made/ccat-pat-9.9.9-linux-x64/bin"))
                .resolve("ccat");
        Files.writeString(program, "#!/bin/sh\necho ccat-pat 9.9.9\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(run(List.of(
                                "sh",
                                "-c",
                                "tar -C made -czf releases/%1$s ccat-pat-9.9.9-linux-x64 && cd releases && sha256sum %1$s >%1$s.sha256"
                                        .formatted(ARCHIVE)))
                        .code())
                .isZero();
    }

    @Test
    void unpacksTheArchiveAndNamesTheProgram() throws Exception {
        assertThat(install("--from", releases.toString()).code()).isZero();
        assertThat(run(List.of(to.resolve("bin/ccat").toString())).said()).isEqualTo("ccat-pat 9.9.9\n");
        assertThat(names(to)).containsExactly("bin", "ccat-pat-9.9.9-linux-x64");
    }

    @Test
    void takesThePlaceOfItself() throws Exception {
        install("--from", releases.toString());
        Files.writeString(to.resolve("ccat-pat-9.9.9-linux-x64/old"), "");
        assertThat(install("--from", releases.toString()).code()).isZero();
        assertThat(to.resolve("ccat-pat-9.9.9-linux-x64/old")).doesNotExist();
        assertThat(names(to)).containsExactly("bin", "ccat-pat-9.9.9-linux-x64");
    }

    @Test
    void downloadsFromAnAddress() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = Files.readAllBytes(
                    releases.resolve(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(install("--from", address)).extracting(Ended::code).isEqualTo(0);
        } finally {
            server.stop(0);
        }
        assertThat(to.resolve("bin/ccat")).isExecutable();
    }

    @Test
    void installsNothingWhoseChecksumIsWrong() throws Exception {
        Files.write(releases.resolve(ARCHIVE), new byte[] {0}, StandardOpenOption.APPEND);
        var ended = install("--from", releases.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said()).contains("the SHA-256 of " + ARCHIVE + " is ", "nothing is installed");
        assertThat(names(to)).isEmpty();
    }

    @Test
    void installsNothingWithoutAChecksum() throws Exception {
        Files.writeString(releases.resolve(ARCHIVE + ".sha256"), "");
        assertThat(install("--from", releases.toString()).said()).contains("expected one in " + ARCHIVE + ".sha256");
        Files.delete(releases.resolve(ARCHIVE + ".sha256"));
        assertThat(install("--from", releases.toString()).said()).contains("there is no " + releases);
        assertThat(names(to)).isEmpty();
    }

    @Test
    void saysWhatItExpects() throws Exception {
        assertThat(install("--form", "x").said())
                .contains("unknown option '--form': expected --version, --to or --from");
        assertThat(install("--from").said()).contains("--from needs a value");
        assertThat(install("--version", "../9").said()).contains("'../9' is not a version: expected one such as 0.1.0");
        program("uname", "[ \"$1\" = -s ] && echo Linux || echo riscv64");
        assertThat(install("--from", releases.toString()).said()).contains("there is no archive for riscv64");
        assertThat(to).doesNotExist();
    }

    private Ended install(String... arguments) throws Exception {
        var command = Stream.concat(
                        Stream.of(
                                Path.of("infra", "install").toAbsolutePath().toString(),
                                "--version",
                                "9.9.9",
                                "--to",
                                to.toString()),
                        Stream.of(arguments))
                .toList();
        return run(command);
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.createDirectories(directory.resolve("path")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ended run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", directory.resolve("path") + ":/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        var process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
