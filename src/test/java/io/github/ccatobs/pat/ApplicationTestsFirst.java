package io.github.ccatobs.pat;

import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Lets the tests that share an application, which run one after another in one thread, have a processor before the
 * others: those fill the time in which that thread waits. It needs {@code -XX:ThreadPriorityPolicy=1}, and rights of the
 * system: without root the others are put behind at most. Nothing but the duration of all tests depends on it.
 */
public final class ApplicationTestsFirst implements TestExecutionListener {

    /** With which Quarkus marks the classes of {@code @QuarkusTest}. */
    private static final String SHARES_AN_APPLICATION = "io.quarkus.test.junit.QuarkusTest";

    /** Somewhat below what other processes have, which a user without rights may ask for too. */
    private static final int AFTER = Thread.NORM_PRIORITY - 2;

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // No result depends on it.
    public void executionStarted(TestIdentifier test) {
        if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
            boolean first =
                    test.getTags().stream().anyMatch(tag -> tag.getName().equals(SHARES_AN_APPLICATION));
            Thread.currentThread().setPriority(first ? Thread.MAX_PRIORITY : AFTER);
        }
    }
}
