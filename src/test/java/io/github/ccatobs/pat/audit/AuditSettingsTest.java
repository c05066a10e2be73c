package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {

    @Test
    void hasDefaults() {
        var settings = settings(Map.of());

        assertThat(settings.cron()).isEqualTo("0 0 3 * * ?");
        assertThat(settings.timeZone()).isEqualTo("UTC");
        assertThat(settings.maxAge()).isEqualTo(Duration.ofDays(180));
        assertThat(settings.shadows()).isTrue();
        assertThat(settings.sweep()).isFalse();
        assertThat(settings.accept()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        var settings = settings(Map.of(
                "ccat.pat.audit.cron", "0 30 2 * * ?",
                "ccat.pat.audit.time-zone", "Europe/Berlin",
                "ccat.pat.audit.max-age", "P90D",
                "ccat.pat.audit.shadows", "false",
                "ccat.pat.audit.sweep", "true",
                "ccat.pat.audit.accept.\"acme/web\".reason", "moves away",
                "ccat.pat.audit.accept.\"acme/web\".until", "2027-01-31"));

        assertThat(settings.cron()).isEqualTo("0 30 2 * * ?");
        assertThat(settings.timeZone()).isEqualTo("Europe/Berlin");
        assertThat(settings.maxAge()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.shadows()).isFalse();
        assertThat(settings.sweep()).isTrue();
        assertThat(settings.accept()).containsOnlyKeys("acme/web");
        assertThat(settings.accept().get("acme/web"))
                .extracting(
                        AuditSettings.WaiverSettings::repository,
                        AuditSettings.WaiverSettings::reason,
                        AuditSettings.WaiverSettings::until)
                .containsExactly(Optional.empty(), "moves away", LocalDate.parse("2027-01-31"));
    }

    /** The spelling of terraform/settings.tf. */
    @Test
    void readsAnExceptionFromTheEnvironment() {
        var settings = settings(new EnvConfigSource(
                Map.of(
                        "CCAT_PAT_AUDIT_ACCEPT__1__REPOSITORY", "acme/web-ui",
                        "CCAT_PAT_AUDIT_ACCEPT__1__REASON", "moves away",
                        "CCAT_PAT_AUDIT_ACCEPT__1__UNTIL", "2027-01-31"),
                300));

        assertThat(settings.accept().values())
                .extracting(
                        AuditSettings.WaiverSettings::repository,
                        AuditSettings.WaiverSettings::reason,
                        AuditSettings.WaiverSettings::until)
                .containsExactly(tuple(Optional.of("acme/web-ui"), "moves away", LocalDate.parse("2027-01-31")));
    }

    private static AuditSettings settings(Map<String, String> properties) {
        return settings(new PropertiesConfigSource(properties, "test", 100));
    }

    private static AuditSettings settings(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withMapping(AuditSettings.class)
                .withSources(source)
                .build()
                .getConfigMapping(AuditSettings.class);
    }
}
