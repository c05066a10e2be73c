package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.ccatobs.pat.github.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image's contract, and its health check against real answers. */
class ContainerHealthTest {

    private static final Path IMAGE = Path.of("infra", "Containerfile");

    @BeforeEach
    void needsBash() {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    }

    @ParameterizedTest
    @CsvSource({"200,0", "503,1", "404,1"})
    void isHealthyOnlyWhenTheServiceSaysSo(int status, int expected) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(health(server.getAddress().getPort())).isEqualTo(expected);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void isNotHealthyWhenNobodyListens() throws Exception {
        try (var deaf = RawServer.deaf()) {
            assertThat(health(deaf.getLocalPort())).isEqualTo(1);
        }
    }

    @Test
    void runsAsNobodyInParticularOnALibraryThatLibsodiumKnows() throws IOException {
        List<String> lines = Files.readAllLines(IMAGE);

        assertThat(lines)
                .contains("USER 10001:10001", "EXPOSE 8080", "CMD [\"pat\", \"serve\"]")
                .anyMatch(line -> line.startsWith("HEALTHCHECK ") && line.endsWith("CMD [\"/opt/ccat-pat/health\"]"))
                .filteredOn(line -> line.startsWith("FROM "))
                .isNotEmpty()
                .noneMatch(line -> line.contains("alpine"))
                .allMatch(line ->
                        line.matches("FROM (--platform=\\$BUILDPLATFORM )?\\S+:\\S+@sha256:[0-9a-f]{64}( AS \\w+)?"));
        assertThat(Path.of("infra", "health")).isExecutable();
    }

    private static int health(int port) throws IOException, InterruptedException {
        var check = new ProcessBuilder("/bin/bash", Path.of("infra", "health").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().put("CCAT_PAT_HTTP_PORT", Integer.toString(port));
        return check.start().waitFor();
    }
}
