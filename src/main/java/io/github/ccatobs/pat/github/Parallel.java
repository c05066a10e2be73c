package io.github.ccatobs.pat.github;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Asks the same about many things at once, each on a virtual thread; how many go out at once the rate limiter decides.
 */
public final class Parallel {

    private Parallel() {}

    /**
     * Calls {@code work} for each of {@code things}, which differ from each other, and gives the results in their
     * order.
     *
     * @throws RuntimeException the first one, in order, that {@code work} threw; the others are waited for
     */
    public static <T, R> Map<T, R> each(List<T> things, Function<T, R> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<T, Future<R>> futures = new LinkedHashMap<>();
            things.forEach(thing -> futures.put(thing, threads.submit(() -> work.apply(thing))));
            Map<T, R> results = new LinkedHashMap<>();
            for (var future : futures.entrySet()) {
                results.put(future.getKey(), future.getValue().get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for GitHub", e);
        }
    }
}
