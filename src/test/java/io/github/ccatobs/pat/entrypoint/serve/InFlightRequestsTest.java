package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {

    private final InFlightRequests underWay = new InFlightRequests();

    @Test
    void hasEndedWhereNothingBegan() {
        assertThat(underWay.awaitEnd(Duration.ZERO)).isTrue();
    }

    @Test
    void hasNotEndedBeforeAllHas() {
        underWay.begin();
        underWay.begin();
        underWay.end();

        assertThat(underWay.awaitEnd(Duration.ZERO)).isFalse();
    }

    @Test
    void hasEndedWhenAllHas() {
        underWay.begin();
        underWay.end();

        assertThat(underWay.awaitEnd(Duration.ZERO)).isTrue();
    }
}
