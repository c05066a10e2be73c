package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.audit.AuditSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCronScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // by cron, zone: the moments of the two days around a change of clocks
        "0 30 2 * * ?, Europe/Berlin, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z, 2027-03-29T00:30:00Z",
        "0 30 2 * * ?, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "0 0 2 * * ?, Europe/Berlin, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z, 2027-03-29T00:00:00Z",
        "0 0 3 * * ?, Europe/Berlin, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z, 2027-03-29T01:00:00Z",
        "0 0 3 * * ?, Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T02:00:00Z, 2026-10-26T02:00:00Z",
        "'0 0,30 2 * * ?', Europe/Berlin, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z, 2027-03-29T00:00:00Z",
        "0 15 0 * * ?, America/Santiago, 2026-09-05T20:00:00Z, 2026-09-06T04:00:00Z, 2026-09-07T03:15:00Z",
        "0 30 1 * * ?, Australia/Lord_Howe, 2026-04-04T01:00:00Z, 2026-04-04T14:30:00Z, 2026-04-05T15:00:00Z",
        "0 0 3 * * ?, UTC, 2027-03-27T12:00:00Z, 2027-03-28T03:00:00Z, 2027-03-29T03:00:00Z"
    })
    void auditsOnceInANightWhateverHappensToItsClocks(
            String cron, String zone, Instant before, Instant first, Instant second) {
        var schedule = schedule(cron, zone);

        assertThat(schedule.next(before)).contains(first);
        assertThat(schedule.next(first)).contains(second);
    }

    @Test
    void takesAMomentWhenClocksShowAnHourAgainAsOneThatHasBeen() {
        var schedule = schedule("0 30 2 * * ?", "Europe/Berlin");

        assertThat(schedule.next(Instant.parse("2026-10-25T01:10:00Z")))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void countsEverySecondOnceThroughBothChanges() {
        var schedule = schedule("* * * * * ?", "Europe/Berlin");

        assertThat(following(schedule, Instant.parse("2027-03-28T00:59:58Z"), 3))
                .containsExactly(
                        Instant.parse("2027-03-28T00:59:59Z"),
                        Instant.parse("2027-03-28T01:00:00Z"),
                        Instant.parse("2027-03-28T01:00:01Z"));
        assertThat(following(schedule, Instant.parse("2026-10-25T00:59:58Z"), 3))
                .containsExactly(
                        Instant.parse("2026-10-25T00:59:59Z"),
                        Instant.parse("2026-10-25T02:00:00Z"),
                        Instant.parse("2026-10-25T02:00:01Z"));
    }

    /** Any time of any day, in zones that change their clocks at different hours and by different amounts. */
    @Property(tries = 300)
    void everyLocalDayHasOneDailyAudit(
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(max = 3) int place,
            @ForAll @LongRange(min = 0, max = 364) long day) {
        String name = List.of("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "America/New_York")
                .get(place);
        var zone = ZoneId.of(name);
        var schedule = schedule("0 %d %d * * ?".formatted(minute, hour), name);
        var date = LocalDate.of(2026, 6, 1).plusDays(day);

        var first = schedule.next(date.atStartOfDay(zone).toInstant().minusMillis(1))
                .orElseThrow();

        assertThat(first.atZone(zone).toLocalDate()).isEqualTo(date);
        assertThat(schedule.next(first).orElseThrow().atZone(zone).toLocalDate())
                .isEqualTo(date.plusDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T03:00:05Z, 2026-11-24T03:09:59Z, false",
        "2026-11-22T03:00:05Z, 2026-11-24T03:10:01Z, true",
        "2026-11-22T02:59:59Z, 2026-11-23T03:10:01Z, true"
    })
    void isOverdueWhenTwoAuditsShouldHaveCome(Instant last, Instant now, boolean overdue) {
        assertThat(schedule("0 0 3 * * ?", "UTC").isOverdue(last, now)).isEqualTo(overdue);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|Cron expression contains 1 parts but we expect one of [6, 7]",
                "0 3 * * *|Cron expression contains 5 parts but we expect one of [6, 7]",
                "0 0 \uff13 * * ?|Invalid chars in expression: expected ASCII characters",
                "0 0 25 * * ?|Failed to parse cron expression. Value 25 not in range [0, 23]"
            })
    void saysWhatIsWrongWithACron(String cron, String why) {
        assertThatThrownBy(() -> schedule(cron, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.audit.cron is '" + cron
                        + "': expected six fields, seconds first, e.g. '0 0 3 * * ?' (" + why + ")");
    }

    @ParameterizedTest
    @CsvSource({"0 0 3 * * ? 2020", "0 0 3 30 2 ?"})
    void refusesACronThatNeverComes(String cron) {
        assertThatThrownBy(() -> schedule(cron, "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.audit.cron '" + cron
                        + "' never fires: use an expression with future occurrences, e.g. '0 0 3 * * ?'");
    }

    @Test
    void refusesAZoneThatIsNone() {
        assertThatThrownBy(() -> schedule("0 0 3 * * ?", "Europe/Berlni"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.audit.time-zone is 'Europe/Berlni': expected the name of a time zone, e.g. UTC or"
                        + " Europe/Berlin");
    }

    private static List<Instant> following(AuditCronSchedule schedule, Instant moment, int count) {
        return Stream.iterate(schedule.next(moment).orElseThrow(), each -> schedule.next(each)
                        .orElseThrow())
                .limit(count)
                .toList();
    }

    private static AuditCronSchedule schedule(String cron, String zone) {
        return AuditCronSchedule.of(
                Settings.of(AuditSettings.class, Map.of("ccat.pat.audit.cron", cron, "ccat.pat.audit.time-zone", zone)),
                START);
    }
}
