package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.notification.StartFailureNotifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
