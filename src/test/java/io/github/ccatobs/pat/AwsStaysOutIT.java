package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Commands that need no AWS do not load its SDK, which would make them start later. The start-up cache holds what the demo loaded
 * when it was made, and all of that counts as loaded here.
 */
class AwsStaysOutIT {

    @Test
    void theDemoLoadsNoClassOfTheSdk() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = LauncherFixture.packagedJar().toString();
        var process = new ProcessBuilder(Stream.of(
                                List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                                StartUpCache.options(),
                                List.of("-Xlog:class+load:stdout", "-jar", jar, "pat", "demo"))
                        .flatMap(List::stream)
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(ProcessLines.of(process.getInputStream()).all())
                .anyMatch(line -> line.contains(" io.github.ccatobs.pat.github.GitHubClient "))
                .noneMatch(line -> line.contains("software.amazon.awssdk"));
        assertThat(process.waitFor()).isZero();
    }
}
