package io.github.ccatobs.pat.entrypoint.serve;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.github.ccatobs.pat.audit.AuditSettings;
import io.github.ccatobs.pat.domain.QuotedText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When audits are due: a cron expression by the clocks of a time zone, where each time on the clock counts once. What
 * clocks show twice, when summer ends, comes the first time only; what they skip, when it begins, comes at the moment
 * that they skip it. So a night has one audit however its clocks are changed.
 */
final class AuditCronSchedule {

    /** An audit takes a while before it is in the history. */
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private final ExecutionTime times;
    private final ZoneId zone;

    private AuditCronSchedule(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * The schedule that the settings ask for, used from {@code start} on.
     *
     * @throws IllegalArgumentException naming the setting that is wrong, its value and what was expected
     */
    static AuditCronSchedule of(AuditSettings settings, Instant start) {
        var schedule = new AuditCronSchedule(times(settings.cron()), zone(settings.timeZone()));
        if (schedule.next(start).isEmpty()) {
            throw new IllegalArgumentException("ccat.pat.audit.cron " + QuotedText.of(settings.cron())
                    + " never fires: use an expression with future occurrences, e.g. '0 0 3 * * ?'");
        }
        return schedule;
    }

    private static ExecutionTime times(String cron) {
        try {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(cron)) { // the parser takes digits of every script
                throw new IllegalArgumentException("Invalid chars in expression: expected ASCII characters");
            }
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
            return ExecutionTime.forCron(parser.parse(cron).validate());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ccat.pat.audit.cron is " + QuotedText.of(cron)
                            + ": expected six fields, seconds first, e.g. '0 0 3 * * ?' (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "ccat.pat.audit.time-zone is " + QuotedText.of(name)
                            + ": expected the name of a time zone, e.g. UTC or Europe/Berlin",
                    e);
        }
    }

    /** The first moment later than {@code moment} at which an audit is due; empty when there is none any more. */
    Optional<Instant> next(Instant moment) {
        return times.nextExecution(shown(moment).atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .map(this::firstShown);
    }

    /** Whether two audits should have come since the one of {@code last}, and had time to, before {@code now}. */
    boolean isOverdue(Instant last, Instant now) {
        return next(last)
                .flatMap(this::next)
                .filter(second -> second.plus(TOLERANCE).isBefore(now))
                .isPresent();
    }

    /** The wall-clock time; during a repeated hour, its last second, since its times have passed. */
    private LocalDateTime shown(Instant moment) {
        var local = moment.atZone(zone);
        boolean isAgain = !local.equals(local.withEarlierOffsetAtOverlap());
        return isAgain
                ? zone.getRules()
                        .getTransition(local.toLocalDateTime())
                        .getDateTimeBefore()
                        .minusSeconds(1)
                : local.toLocalDateTime();
    }

    private Instant firstShown(LocalDateTime time) {
        var change = zone.getRules().getTransition(time);
        return change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
