package io.github.ccatobs.pat.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The runbook explains each alarm under its name. */
class RunbookTest {

    private static final Path ALARMS = Path.of("terraform", "alarms.tf");
    private static final Path RUNBOOK = Path.of("docs", "runbook.md");
    private static final Pattern ALARM = Pattern.compile("alarm_name += \"\\$\\{var\\.name}-([a-z-]+)\"");
    private static final Pattern POINTER = Pattern.compile("alarm_description +=.* docs/runbook\\.md, ([a-z-]+)\\.\"");

    @Test
    void explainsEveryAlarmUnderItsName() throws IOException {
        List<String> alarms = found(ALARM);

        assertThat(alarms).hasSize(7);
        assertThat(Files.readAllLines(RUNBOOK))
                .filteredOn(line -> line.startsWith("### "))
                .containsExactlyInAnyOrderElementsOf(
                        alarms.stream().map(alarm -> "### " + alarm).toList());
    }

    @Test
    void isNamedByEveryAlarm() throws IOException {
        assertThat(found(POINTER)).isEqualTo(found(ALARM));
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(ALARMS))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
