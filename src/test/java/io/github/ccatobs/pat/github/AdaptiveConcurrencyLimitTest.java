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

class AdaptiveConcurrencyLimitTest {

    @ParameterizedTest
    @CsvSource({"1, 200", "3, 600", "8, 1000"})
    void letsInAsManyAsTheSettingAndNoMore(int most, int callers) throws Exception {
        var concurrency = new AdaptiveConcurrencyLimit(most);
        var inside = new AtomicInteger();
        var largest = new AtomicInteger();
        var everybodyIsInside = new CyclicBarrier(most);

        inManyThreads(callers, caller -> {
            concurrency.enter();
            largest.accumulateAndGet(inside.incrementAndGet(), Math::max);
            everybodyIsInside.await();
            inside.decrementAndGet();
            concurrency.leave();
        });

        assertThat(largest).hasValue(most);
        assertThat(concurrency.underWay()).isZero();
    }

    @Test
    void losesNobodyWhileItHalvesAndRecovers() throws Exception {
        var concurrency = new AdaptiveConcurrencyLimit(8);

        inManyThreads(2000, caller -> {
            int seen = concurrency.enter();
            if (caller % 7 == 0) {
                concurrency.halve(seen);
            } else {
                concurrency.recover();
            }
            concurrency.leave();
        });

        assertThat(concurrency.underWay()).isZero();
        assertThat(concurrency.allowed()).isBetween(1, 8);
    }

    @Test
    void halvesOnceForABurst() {
        var concurrency = new AdaptiveConcurrencyLimit(8);
        int first = concurrency.enter();
        int second = concurrency.enter();

        concurrency.halve(first);
        concurrency.halve(second);

        assertThat(concurrency.allowed()).isEqualTo(4);
    }

    @Test
    void halvesAgainForTheNextBurstButNeverToNothing() {
        var concurrency = new AdaptiveConcurrencyLimit(8);
        for (int expected : new int[] {4, 2, 1, 1}) {
            concurrency.halve(concurrency.enter());
            concurrency.leave();
            assertThat(concurrency.allowed()).isEqualTo(expected);
        }
    }

    @Test
    void allowsOneMoreAfterEachFullRoundOfSuccesses() {
        var concurrency = new AdaptiveConcurrencyLimit(4);
        concurrency.halve(concurrency.enter());

        var allowed = new ArrayList<Integer>();
        for (int i = 0; i < 7; i++) {
            concurrency.recover();
            allowed.add(concurrency.allowed());
        }

        assertThat(allowed).containsExactly(2, 3, 3, 3, 4, 4, 4);
    }

    @Test
    void countsSuccessesAnewAfterALimit() {
        var concurrency = new AdaptiveConcurrencyLimit(8);
        int seen = concurrency.enter();
        concurrency.halve(seen);
        concurrency.recover();
        concurrency.recover();
        concurrency.recover();
        concurrency.halve(concurrency.enter());
        concurrency.recover();

        assertThat(concurrency.allowed()).isEqualTo(2);
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
