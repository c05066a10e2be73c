package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditRecord;
import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthChecksTest {

    private static final Instant STARTED = Instant.parse("2026-11-23T08:00:00Z");
    private static final SecretName SECRET = new SecretName("GH_PAT");

    private final TestAuditHistories.OfOne history = new TestAuditHistories.OfOne();
    private Instant now = STARTED;
    private Optional<String> clockWarning = Optional.empty();
    private final HealthChecks healthChecks = new HealthChecks(
            history,
            SECRET,
            AuditCronSchedule.of(Settings.of(AuditSettings.class, Map.of()), STARTED),
            () -> clockWarning,
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @Test
    void isUpUntilTwoAuditsShouldHaveCome() {
        assertThat(status(HealthChecks.ALL)).isEqualTo(200);

        now = Instant.parse("2026-11-25T03:10:00Z");
        assertThat(status(HealthChecks.ALL)).isEqualTo(200);

        now = now.plusSeconds(10);
        assertThat(status(HealthChecks.ALL)).isEqualTo(503);
        assertThat(status(HealthChecks.READY)).isEqualTo(200);
        assertThat(status(HealthChecks.LIVE)).isEqualTo(200);
    }

    @Test
    void countsFromTheLastAudit() {
        history.last = Optional.of(audited(Instant.parse("2026-11-20T03:00:00Z")));
        assertThat(healthChecks.respond(HealthChecks.ALL).body())
                .contains("\"status\" : \"DOWN\"")
                .contains("\"auditedAt\" : \"2026-11-20T03:00:00Z\"");

        now = now.plusSeconds(10);
        history.last = Optional.of(audited(Instant.parse("2026-11-22T03:00:00Z")));
        assertThat(status(HealthChecks.ALL)).isEqualTo(200);
    }

    @Test
    void isNotReadyButLivesWhileTheStoreIsAway() {
        history.isAway = true;

        assertThat(healthChecks.respond(HealthChecks.READY).body())
                .isEqualToIgnoringWhitespace(
                        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"store\",\"status\":\"DOWN\"}]}");
        assertThat(status(HealthChecks.READY)).isEqualTo(503);
        assertThat(status(HealthChecks.ALL)).isEqualTo(503);
        assertThat(status(HealthChecks.LIVE)).isEqualTo(200);
    }

    @Test
    void looksIntoTheStoreOnceInFiveSecondsHoweverOftenItIsAsked() {
        for (int time = 0; time < 100; time++) {
            healthChecks.respond(HealthChecks.ALL);
            healthChecks.respond(HealthChecks.READY);
        }
        assertThat(history.looks).isEqualTo(1);

        now = now.plusSeconds(5);
        healthChecks.respond(HealthChecks.ALL);
        assertThat(history.looks).isEqualTo(2);
    }

    @Test
    void saysThatTheClockIsWrongAndStaysUp() {
        assertThat(healthChecks.respond(HealthChecks.ALL).body())
                .contains("\"clock\"")
                .doesNotContain("warning");

        clockWarning = Optional.of("this machine's clock is 10 min 0 s behind GitHub's");

        assertThat(healthChecks.respond(HealthChecks.ALL).body())
                .contains("\"warning\" : \"this machine's clock is 10 min 0 s behind GitHub's\"");
        assertThat(status(HealthChecks.ALL)).isEqualTo(200);
    }

    private int status(String path) {
        return healthChecks.respond(path).status();
    }

    private static AuditRecord audited(Instant moment) {
        return TestAuditHistories.record(SECRET, moment, Duration.ofSeconds(1));
    }
}
