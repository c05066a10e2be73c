package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Commands that need no AWS do not load its SDK, which would make them start later. */
class AwsStaysOutIT {

    @Test
    void theDemoLoadsNoClassOfTheSdk() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:class+load:stdout",
                        "-jar",
                        LauncherFixture.packagedJar().toString(),
                        "pat",
                        "demo")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.getInputStream()) {
            String loaded = new String(out.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(loaded).contains(" io.github.ccatobs.pat.github.GitHubClient ");
            assertThat(loaded.lines()).noneMatch(line -> line.contains("software.amazon.awssdk"));
        }
        assertThat(process.waitFor()).isZero();
    }
}
