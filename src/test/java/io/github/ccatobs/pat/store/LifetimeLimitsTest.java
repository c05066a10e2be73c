package io.github.ccatobs.pat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The maximum lifetimes in a file. */
@Execution(ExecutionMode.CONCURRENT)
class LifetimeLimitsTest {

    @Test
    void keepsOneMaximumForEachOrganisationUntilItIsForgotten(@TempDir Path empty) {
        var directory = new StateDirectory(empty.resolve("state"));
        try (var handle = open(directory)) {
            var limits = new TableLifetimeLimitStore(handle);
            assertThat(limits.maximumDays("acme")).isEmpty();
            limits.keep("Acme", OptionalInt.of(90));
            limits.keep("acme", OptionalInt.of(8));
            limits.keep("other", OptionalInt.of(366));
        }
        try (var handle = open(directory)) {
            var limits = new TableLifetimeLimitStore(handle);
            assertThat(limits.maximumDays("ACME")).hasValue(8);
            assertThat(limits.maximumDays("other")).hasValue(366);

            limits.keep("acme", OptionalInt.empty());
            assertThat(limits.maximumDays("acme")).isEmpty();
        }
    }

    private static StoreExecutor open(StateDirectory directory) {
        return new StoreExecutor(EmbeddedTable.open(directory, InstantSource.system(), ConflictRetry.real()));
    }
}
