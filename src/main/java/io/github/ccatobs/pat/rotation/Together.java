package io.github.ccatobs.pat.rotation;

import io.github.ccatobs.pat.domain.RepositoryName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for many repositories at once, each on a virtual thread. */
final class Together {

    private Together() {}

    /**
     * Calls {@code work} for each and gives the results in order.
     *
     * @throws RuntimeException the first one, in order, that {@code work} threw; the others are waited for
     */
    static <T> Map<RepositoryName, T> each(List<RepositoryName> repositories, Function<RepositoryName, T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<RepositoryName, Future<T>> futures = new LinkedHashMap<>();
            repositories.forEach(repository -> futures.put(repository, threads.submit(() -> work.apply(repository))));
            Map<RepositoryName, T> results = new LinkedHashMap<>();
            for (var future : futures.entrySet()) {
                results.put(future.getKey(), future.getValue().get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
