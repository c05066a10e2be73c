package io.github.ccatobs.pat.rotation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The many cases of one test that have nothing in common, two at a time: each waits for its server most of the time. */
public final class ParallelCases {

    /** How many cases there are at a time. */
    public static final int AT_A_TIME = 2;

    /** A case of a test. */
    @FunctionalInterface
    public interface NumberedCase {
        /** Tries the case; {@code number} is counted from 0. */
        void tryOut(int number) throws Exception;
    }

    private ParallelCases() {}

    /**
     * Tries {@code count} cases, begun in order. When one fails, so does this, after those that are under way.
     *
     * @throws AssertionError with the failure of a case as its cause
     */
    public static void tryEach(int count, NumberedCase each) throws InterruptedException {
        var next = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<Boolean>> all = IntStream.range(0, AT_A_TIME)
                    .mapToObj(thread -> threads.submit(() -> tryInTurn(next, count, each)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static boolean tryInTurn(AtomicInteger next, int count, NumberedCase each) throws Exception {
        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
            try {
                each.tryOut(number);
            } catch (Exception | Error e) {
                next.set(count);
                throw e;
            }
        }
        return true;
    }
}
