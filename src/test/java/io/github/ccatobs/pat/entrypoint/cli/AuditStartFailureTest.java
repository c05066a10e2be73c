package io.github.ccatobs.pat.entrypoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.domain.ExitCode;
import io.github.ccatobs.pat.notification.StartFailureNotifier;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditStartFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pat audit",
                "pat audit --json",
                "pat audit --graph x.yml --sweep",
                "pat audit --report x.html",
                "pat audit --report=x.html"
            })
    void tellsOfAnAuditOfAllRepositories(String words) {
        assertThat(AuditStartFailure.isAsked(words.split(" "))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pat",
                "audit",
                "pat status",
                "pat audit --help",
                "pat audit -h",
                "pat audit --repo=a/b",
                "pat audit --repo a/b"
            })
    void tellsOfNothingElse(String words) {
        assertThat(AuditStartFailure.isAsked(words.split(" "))).isFalse();
    }

    @Test
    void tellsWhereSlackIsConfigured() {
        assertThat(ServiceLoader.load(StartFailureNotifier.class))
                .extracting(notifier -> notifier.getClass().getSimpleName())
                .containsExactly("SlackStartFailureNotifier");
    }

    @Test
    void findsSettingsInTheFileThatTheOperatorNames(@TempDir Path directory) throws IOException {
        var file = Files.writeString(
                directory.resolve("ccat.properties"),
                "ccat.pat.slack.webhook-url=https://hooks.example.com/x\nccat.pat.audit.max-age=90\n");
        var settings = AuditStartFailure.settings(Map.of("QUARKUS_CONFIG_LOCATIONS", file.toString()));
        assertThat(settings.apply("ccat.pat.slack.webhook-url")).contains("https://hooks.example.com/x");
        assertThat(settings.apply("ccat.pat.audit.max-age")).contains("90");
        assertThat(settings.apply("ccat.pat.slack.runbook-url")).isEmpty();
    }

    /** The wrong webhook of the file shows who was asked to tell people. */
    @ParameterizedTest
    @CsvSource({"pat audit, true", "pat status, false", "pat audit --repo=a/b, false"})
    void isToldWhereASettingStopsTheStart(String words, boolean tells, @TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("ccat.properties"), "ccat.pat.slack.webhook-url=nowhere\n");
        var wrong = catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(new PropertiesConfigSource(Map.of("ccat.pat.audit.max-age", "90"), "test", 100))
                .build());
        var printed = new ByteArrayOutputStream();

        var code = Main.couldNotStart(
                wrong,
                new PrintStream(printed, true, UTF_8),
                Map.of("QUARKUS_CONFIG_LOCATIONS", file.toString()),
                words.split(" "));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        var said = printed.toString(UTF_8).lines().toList();
        assertThat(said.getFirst()).startsWith("ccat pat: ccat.pat.audit.max-age (CCAT_PAT_AUDIT_MAX_AGE) is '90'");
        assertThat(said.stream().anyMatch(line -> line.startsWith("ccat pat: nobody was told of this: ")))
                .isEqualTo(tells);
    }
}
