package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InFlightTest {

    @ParameterizedTest
    @CsvSource({"1, 200", "3, 600", "8, 1000"})
    void letsInAsManyAsTheSettingAndNoMore(int most, int callers) throws Exception {
        var inFlight = new InFlight(most);
        var inside = new AtomicInteger();
        var largest = new AtomicInteger();
        var everybodyIsInside = new CyclicBarrier(most);

        inManyThreads(callers, caller -> {
            inFlight.enter();
            largest.accumulateAndGet(inside.incrementAndGet(), Math::max);
            everybodyIsInside.await();
            inside.decrementAndGet();
            inFlight.leave();
        });

        assertThat(largest).hasValue(most);
        assertThat(inFlight.underWay()).isZero();
    }

    @Test
    void losesNobodyWhileItHalvesAndRecovers() throws Exception {
        var inFlight = new InFlight(8);

        inManyThreads(2000, caller -> {
            int seen = inFlight.enter();
            if (caller % 7 == 0) {
                inFlight.halve(seen);
            } else {
                inFlight.recover();
            }
            inFlight.leave();
        });

        assertThat(inFlight.underWay()).isZero();
        assertThat(inFlight.allowed()).isBetween(1, 8);
    }

    @Test
    void halvesOnceForABurst() {
        var inFlight = new InFlight(8);
        int first = inFlight.enter();
        int second = inFlight.enter();

        inFlight.halve(first);
        inFlight.halve(second);

        assertThat(inFlight.allowed()).isEqualTo(4);
    }

    @Test
    void halvesAgainForTheNextBurstButNeverToNothing() {
        var inFlight = new InFlight(8);
        for (int expected : new int[] {4, 2, 1, 1}) {
            inFlight.halve(inFlight.enter());
            inFlight.leave();
            assertThat(inFlight.allowed()).isEqualTo(expected);
        }
    }

    @Test
    void allowsOneMoreAfterEachFullRoundOfSuccesses() {
        var inFlight = new InFlight(4);
        inFlight.halve(inFlight.enter());

        var allowed = new ArrayList<Integer>();
        for (int i = 0; i < 7; i++) {
            inFlight.recover();
            allowed.add(inFlight.allowed());
        }

        assertThat(allowed).containsExactly(2, 3, 3, 3, 4, 4, 4);
    }

    @Test
    void countsSuccessesAnewAfterALimit() {
        var inFlight = new InFlight(8);
        int seen = inFlight.enter();
        inFlight.halve(seen);
        inFlight.recover();
        inFlight.recover();
        inFlight.recover();
        inFlight.halve(inFlight.enter());
        inFlight.recover();

        assertThat(inFlight.allowed()).isEqualTo(2);
    }

    private interface Caller {
        void call(int number) throws Exception;
    }

    private static void inManyThreads(int callers, Caller caller) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                calls.add(threads.submit(() -> {
                    caller.call(number);
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }
}
