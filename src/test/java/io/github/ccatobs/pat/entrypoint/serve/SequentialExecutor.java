package io.github.ccatobs.pat.entrypoint.serve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does one thing after another, so that a test can wait until all that was begun has ended. */
final class SequentialExecutor extends ThreadPoolExecutor {

    private final CountDownLatch shutDown = new CountDownLatch(1);

    SequentialExecutor() {
        super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    /** Waits until all that was begun before has ended. */
    void finish() throws Exception {
        submit(() -> {}).get();
    }

    /** Waits until no more work is taken on. */
    void awaitShutdown() throws InterruptedException {
        shutDown.await();
    }

    @Override
    public void shutdown() {
        super.shutdown();
        shutDown.countDown();
    }
}
