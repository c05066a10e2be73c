package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.ProcessLines;
import io.github.ccatobs.pat.TestJvm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A signal that comes while the application starts, when Quarkus waits until the command has ended by itself. */
class EarlySignalTest {

    @Test
    void noCommandBeginsOnceTheProcessIsAskedToEnd() throws Exception {
        var process = new ProcessBuilder(TestJvm.running(AskedToEnd.class, List.of()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        assertThat(ProcessLines.textOf(process))
                .contains("the command ended with 130", "what could not start ended with 130")
                .doesNotContain("defect", "Shutdown in progress");
        assertThat(process.waitFor()).isEqualTo(143);
    }

    /** Ends, but not before the application has, as under Quarkus. */
    static final class AskedToEnd {

        private AskedToEnd() {}

        @SuppressWarnings("NullAway") // No command is run, so none is needed.
        public static void main(String[] words) throws Exception {
            var isAsked = new CountDownLatch(1);
            var hasEnded = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                isAsked.countDown();
                try {
                    hasEnded.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            new Thread(() -> Runtime.getRuntime().exit(143)).start();
            isAsked.await();
            int code = new Main.Application(null).run("pat", "serve");
            System.out.println("the command ended with " + code);
            System.out.println("what could not start ended with "
                    + Main.couldNotStart(new IllegalStateException("Shutdown in progress"), System.err, Map.of())
                            .code());
            hasEnded.countDown();
        }
    }
}
