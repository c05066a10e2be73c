package io.github.ccatobs.pat.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.ccatobs.pat.ProcessLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A release whose program only says its version, in a directory and from a server, and the scripts that fetch it. */
record ReleaseFixture(Path directory, String version) {

    /** The exit code of a script and all that it printed. */
    record Ended(int code, String said) {}

    /** In {@code directory/releases/vVERSION}, for the platform that scripts are told of. */
    static ReleaseFixture in(Path directory, String version) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sha256sum")), "there is no sha256sum");
        var release = new ReleaseFixture(directory, version);
        Files.createDirectories(release.files());
        release.program("uname", "[ \"$1\" = -s ] && echo Linux || echo x86_64");
        release.pack("echo ccat-pat " + version);
        return release;
    }

    /** Packs the archive anew, with this script as its program, and writes its checksum. */
    void pack(String script) throws Exception {
        write(directory.resolve("made").resolve(name()).resolve("bin/ccat"), script);
        assertThat(run(List.of(
                                "sh",
                                "-c",
                                "tar -C made -czf releases/v%1$s/%2$s.tar.gz %2$s && cd releases/v%1$s && sha256sum %2$s.tar.gz >%2$s.tar.gz.sha256"
                                        .formatted(version, name())))
                        .code())
                .isZero();
    }

    private String name() {
        return "ccat-pat-" + version + "-linux-x64";
    }

    Path files() {
        return directory.resolve("releases/v" + version);
    }

    Path archive() {
        return files().resolve(name() + ".tar.gz");
    }

    Path checksum() {
        return files().resolve(name() + ".tar.gz.sha256");
    }

    /** A program that the scripts find before the system's. */
    void program(String name, String script) throws IOException {
        write(directory.resolve("path").resolve(name), script);
    }

    private static void write(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Serves the releases on the loopback; what is not there is 404. */
    HttpServer serve() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = directory
                    .resolve("releases")
                    .resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : "none".getBytes(UTF_8);
            exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Ended run(List<String> command) throws Exception {
        return run(Map.of(), command);
    }

    Ended run(Map<String, String> environment, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", directory.resolve("path") + ":/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        String said = ProcessLines.textOf(process);
        return new Ended(process.waitFor(), said);
    }

    /** A PATH of the system's {@code tools} alone, after the fixture's programs. */
    String pathOf(String... tools) throws IOException {
        Path tooled = Files.createDirectories(directory.resolve("tools"));
        for (String tool : tools) {
            Path place = Stream.of("/usr/bin", "/bin")
                    .map(system -> Path.of(system, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("this test needs " + tool));
            Files.createSymbolicLink(tooled.resolve(tool), place);
        }
        return directory.resolve("path") + ":" + tooled;
    }

    static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
