package io.github.ccatobs.pat.entrypoint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.sandbox.MutableInstantSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final MutableInstantSource time = new MutableInstantSource(START);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysNothingInTheFirstSecondAndThenOneLineThatGoesAway() {
        try (var progress = progress(Set.of(Terminal.Channel.ERR))) {
            time.move(Duration.ofMillis(999));
            progress.reached(1, 3);
            assertThat(said()).isEmpty();
            time.move(Duration.ofMillis(1));
            progress.reached(2, 3);
            progress.reached(3, 3);
        }
        assertThat(said()).isEqualTo("\r\u001b[KRead 2 of 3 repositories\r\u001b[KRead 3 of 3 repositories\r\u001b[K");
    }

    @Test
    void saysNothingWhereThereIsNoTerminal() {
        try (var progress = progress(Set.of(Terminal.Channel.OUT))) {
            time.move(Duration.ofMinutes(1));
            progress.reached(2, 3);
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void saysAnywhereWhyNothingHappens() {
        try (var progress = progress(Set.of())) {
            progress.waiting(START.plusSeconds(90), "800 points in a minute");
        }
        assertThat(said()).isEqualTo("Waiting until 2026-11-23T08:01:30Z: 800 points in a minute\n");
    }

    private ProgressLine progress(Set<Terminal.Channel> terminals) {
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminals,
                Map.of());
        return new ProgressLine(terminal, time.withZone(ZoneOffset.UTC));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
