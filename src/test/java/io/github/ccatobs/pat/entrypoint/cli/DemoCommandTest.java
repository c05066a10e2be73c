package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.entrypoint.cli.demo.DemoGitHub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code demo}, as a user calls it. */
@QuarkusTest
@Execution(ExecutionMode.SAME_THREAD)
@WithTestResource(LocalGitHub.class)
class DemoCommandTest {

    @Inject
    CommandLineInterface commands;

    private CliFixture fixture;

    @BeforeEach
    void settle(@TempDir Path directory) {
        fixture = new CliFixture(commands, directory, 1);
    }

    @Test
    void tellsOfAnAuditARotationThatStopsItsSecondRunACleanAuditAndTheEndOfTheOldToken() {
        var ran = fixture.run("", "demo");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .containsSubsequence(
                        "│ ccatobs/ops-db-api                 │ ✗ missing      │ —",
                        "status would end with 5: ",
                        "rotate would end with 3: ",
                        "rotate would end with 0: ",
                        "The sandbox opens the boxes it was sent: 6 of 6 repositories hold the new token.",
                        "GH_PAT is present in all 6 repositories.",
                        "status would end with 0: ",
                        "✗ runs           ccatobs/ops-db: run 1, begun ",
                        "→ https://github.com/ccatobs/ops-db/actions/runs/",
                        "Not yet: the old token is still needed, or may be.",
                        "retire would end with 1: ",
                        "✓ runs ",
                        "Nothing needs the old token: it can be revoked.",
                        "The old token is revoked: GitHub rejects it.",
                        "retire would end with 0: ")
                .doesNotContain(DemoGitHub.NEW_TOKEN, DemoGitHub.OLD_TOKEN, DemoGitHub.CREDENTIAL);
    }

    @ParameterizedTest
    @CsvSource({
        "--repositories=5001, --repositories is 5001: expected 1 to 5000",
        "--repositories=-1, --repositories is -1: expected 1 to 5000",
        "--repositories=5, --repositories and --latency need --keep",
        "--latency=80ms, --repositories and --latency need --keep",
        "--clock-behind=10m, --clock-ahead and --clock-behind need --keep",
        "--no-limits, --no-limits needs --keep",
    })
    void refusesNumbersThatWouldChangeNothingOrTooMuch(String option, String sentence) {
        var ran = fixture.run("", "demo", option);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("ccat pat: " + sentence + "\n");
        assertThat(ran.out()).isEmpty();
    }
}
