package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Why {@link AuditCronSchedule} and not the scheduler's own cron decides when an audit is due. When this fails after an
 * upgrade, a cron job of Quarkus counts each night once, and {@code docs/decisions/0013-one-audit-a-night.md} is out of
 * date.
 */
class QuarkusCronTest {

    @ParameterizedTest
    @CsvSource({
        // by cron, zone and night: how often Quarkus fires in that night, and the next
        "0 30 2 * * ?, Europe/Berlin, 2027-03-28, 0, 1",
        "0 0 2 * * ?, Europe/Berlin, 2027-03-28, 0, 1",
        "0 15 0 * * ?, America/Santiago, 2026-09-06, 0, 1",
        "0 30 2 * * ?, Europe/Berlin, 2026-10-25, 2, 1",
        "0 0 2 * * ?, Europe/Berlin, 2026-10-25, 2, 1",
        "0 30 1 * * ?, Australia/Lord_Howe, 2026-04-05, 2, 1",
        "0 0 3 * * ?, Europe/Berlin, 2027-03-28, 1, 1",
        "0 0 3 * * ?, Europe/Berlin, 2026-10-25, 1, 1"
    })
    void firesNeverOrTwiceWhenClocksChangeAtItsHour(String cron, String zone, LocalDate night, int fired, int next)
            throws ReflectiveOperationException {
        var trigger = new QuarkusTrigger(cron, ZoneId.of(zone), night);

        assertThat(trigger.fired(night)).isEqualTo(fired);
        assertThat(trigger.fired(night.plusDays(1))).isEqualTo(next);
    }

    /** The trigger that a job of Quarkus' scheduler has, asked again and again as its timer would. */
    private static final class QuarkusTrigger {

        private static final Duration STEP = Duration.ofMinutes(5);

        private final ZoneId zone;
        private final Object trigger;

        QuarkusTrigger(String cron, ZoneId zone, LocalDate start) throws ReflectiveOperationException {
            this.zone = zone;
            var constructor = type().getDeclaredConstructor(
                            String.class, ZonedDateTime.class, Cron.class, Duration.class, ZoneId.class, String.class);
            constructor.setAccessible(true);
            var parsed = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(cron);
            this.trigger = constructor.newInstance(
                    "audit", start.atStartOfDay(zone).minus(STEP), parsed, Duration.ofMinutes(1), zone, "audit");
        }

        long fired(LocalDate day) {
            var end = day.plusDays(1).atStartOfDay(zone).toInstant();
            return Stream.iterate(
                            day.atStartOfDay(zone).toInstant(),
                            moment -> moment.isBefore(end),
                            moment -> moment.plus(STEP))
                    .filter(this::isFiredAt)
                    .count();
        }

        private boolean isFiredAt(Instant moment) {
            try {
                var evaluate = type().getDeclaredMethod("evaluate", ZonedDateTime.class);
                evaluate.setAccessible(true);
                return evaluate.invoke(trigger, moment.atZone(zone)) != null;
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        private static Class<?> type() throws ClassNotFoundException {
            return Class.forName("io.quarkus.scheduler.runtime.SimpleScheduler$CronTrigger");
        }
    }
}
