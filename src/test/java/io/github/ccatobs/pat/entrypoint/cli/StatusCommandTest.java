package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code status} when GitHub limits it. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class StatusCommandTest {

    private static final String SLOW_DOWN = "{\"message\":\"You have exceeded a secondary rate limit.\"}";

    @Inject
    CommandLineInterface commands;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 4);
        fixture.withVariable("GITHUB_TOKEN", fixture.oldToken);
    }

    @AfterEach
    void clearFaults() {
        LocalGitHub.gitHub().clearFaults();
    }

    @Test
    void waitsAsToldAndFinishes() {
        limitOnce("2");
        var ran = status("15m");
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().filter(line -> line.contains("✓ present"))).hasSize(4);
        assertThat(ran.err()).containsPattern("Waiting until \\S+Z: GitHub asked for it\n");
    }

    @Test
    void endsWith5AndSaysUntilWhenALimitLastsTooLong() {
        limitOnce("1");
        var ran = status("0s");
        assertThat(ran.code()).isEqualTo(5);
        assertThat(ran.out()).contains("? unreadable").containsPattern("before \\d{4}-\\S+Z");
        assertThat(status("15m").code()).isZero();
    }

    private void limitOnce(String seconds) {
        LocalGitHub.gitHub()
                .onRequest("GET", "/repos/" + fixture.names().get(2) + "/.*")
                .nth(1)
                .answers(429, Map.of("retry-after", seconds), SLOW_DOWN);
    }

    private CliFixture.Ran status(String waitLimit) {
        return fixture.run("", fixture.onThis("status", "--wait", waitLimit));
    }
}
