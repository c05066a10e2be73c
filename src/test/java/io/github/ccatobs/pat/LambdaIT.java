package io.github.ccatobs.pat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code function.zip} under AWS's own runtime client, with GitHub and AWS as servers of this process. */
@Timeout(180)
class LambdaIT {

    private static final long MOST_MEGABYTES = 40;

    private Cloud cloud;

    @BeforeEach
    void setUp(@TempDir Path directory) throws IOException {
        cloud = new Cloud(directory);
    }

    @AfterEach
    void tearDown() {
        cloud.close();
    }

    @Test
    void theZipHoldsEachFileOnceAndIsSmall() throws Exception {
        List<String> names = new ArrayList<>();
        try (var zip = new ZipInputStream(Files.newInputStream(FunctionZip.FILE))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).doesNotHaveDuplicates().contains("lib/", "io/quarkus/runner/ApplicationImpl.class");
        assertThat(Files.size(FunctionZip.FILE)).isLessThanOrEqualTo(MOST_MEGABYTES << 20);
    }

    @Test
    void auditsAtNight() throws Exception {
        try (var audit = cloud.function("audit")) {
            var answer = audit.invoke("{}");

            assertThat(answer.failed()).as(answer.body() + audit.err()).isFalse();
            assertThat(answer.body()).contains("\"complete\":true");
            System.out.printf("audit: cold start %s, at most %s MB%n", audit.coldStart(), audit.peakMegabytes());
        }
    }
}
