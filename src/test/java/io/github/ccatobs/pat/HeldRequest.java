package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The answer to a request of another process, which a test holds back until it lets it go. */
final class HeldRequest {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** What the server does before it answers. */
    void hold() {
        arrived.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has arrived; fails when {@code end}, e.g. that of the process that sends it, comes before. */
    void awaitBefore(CompletableFuture<?> end) throws InterruptedException {
        var unused = end.whenComplete((result, failure) -> arrived.countDown());
        arrived.await();
        assertThat(end).as("the end of what sends the request").isNotDone();
    }

    /** Lets the answer go, and each later one. */
    void release() {
        released.countDown();
    }
}
