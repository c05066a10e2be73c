package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Backoff;
import io.github.ccatobs.pat.sandbox.MutableInstantSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedAuthThrottleTest {

    private final MutableInstantSource clock = new MutableInstantSource(Instant.parse("2026-11-23T08:00:00Z"));
    private final FailedAuthThrottle throttle = new FailedAuthThrottle(
            2, new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)), clock.withZone(ZoneOffset.UTC));

    @Test
    void holdsBackLongerEachTimeUpToTheLongest() {
        assertThat(IntStream.range(0, 40).mapToObj(time -> millis("192.0.2.1")).limit(8))
                .containsExactly(0L, 0L, 100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void holdsOneSourceAgainstNoOther() {
        IntStream.range(0, 5).forEach(time -> millis("192.0.2.1"));

        assertThat(millis("192.0.2.2")).isZero();
    }

    @Test
    void takesANetworkOfIpv6ForOneSource() {
        millis("2001:db8:1:2::1");
        millis("2001:db8:1:2:ffff::2");

        assertThat(millis("2001:db8:1:2:3:4:5:6")).isEqualTo(100);
        assertThat(millis("2001:db8:1:3::1")).isZero();
    }

    @Test
    void forgetsAfterAQuarterOfAnHour() {
        IntStream.range(0, 5).forEach(time -> millis("192.0.2.1"));
        clock.move(Duration.ofMinutes(15));

        assertThat(millis("192.0.2.1")).isZero();
    }

    @Test
    void remembersABoundedNumberOfSources() {
        IntStream.range(0, 5).forEach(time -> millis("192.0.2.1"));
        IntStream.range(0, 1024).forEach(source -> millis("198.51." + source / 256 + "." + source % 256));

        assertThat(millis("192.0.2.1")).isZero();
    }

    private long millis(String source) {
        return throttle.failed(SourceAddress.of(new InetSocketAddress(source, 1)))
                .toMillis();
    }
}
