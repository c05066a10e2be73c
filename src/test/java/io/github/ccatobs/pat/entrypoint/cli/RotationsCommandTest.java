package io.github.ccatobs.pat.entrypoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.notification.TestInstructions;
import io.github.ccatobs.pat.rotation.InMemoryRotationStore;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.RotationStore;
import io.github.ccatobs.pat.rotation.TestHeaders;
import io.github.ccatobs.pat.rotation.TestRotationHistories;
import io.github.ccatobs.pat.store.StoreProducer;
import io.github.ccatobs.pat.token.TokenVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code rotations} over a store that tells whose runs have ended. */
class RotationsCommandTest {

    private static final Instant START = Instant.parse("2026-11-23T08:45:12Z");
    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final RepositoryName WEB = RepositoryName.parse("acme/web");
    private static final RepositoryName API = RepositoryName.parse("acme/api");
    private static final Duration LENGTH = Duration.ofMinutes(1);
    private static final String FIRST = "20261123-084512-aaaa";
    private static final String SECOND = "20261124-084512-bbbb";

    private RotationStore store = new InMemoryRotationStore();
    private Instant now = START.plusSeconds(30);

    private record Ran(int code, String out, String err) {}

    private Ran run(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                EnumSet.noneOf(Terminal.Channel.class),
                Map.of());
        var exceptionHandler = new ExceptionHandler(terminal);
        var history = TestRotationHistories.over(store, Clock.fixed(now, ZoneOffset.UTC));
        int code = new CommandLine(new RotationsCommand(
                        terminal, history, TestInstructions.ofCommand("token.secret-id", "ci/pat")))
                .setParameterExceptionHandler(exceptionHandler::misuse)
                .setExecutionExceptionHandler(exceptionHandler::failure)
                .execute(words);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode json(Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.out());
    }

    private static RotationHeader head(
            String id, RotationState state, Instant start, Optional<Instant> end, Optional<String> version) {
        return new RotationHeader(
                new RotationId(id),
                state,
                SECRET,
                Fingerprint.of(SecretValue.of(id)),
                new TokenExpiry.Unknown(),
                version,
                start,
                "ada@laptop",
                end,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private RotationHeader running(Optional<String> version) {
        return head(FIRST, RotationState.RUNNING, START, Optional.empty(), version);
    }

    private Lease take() {
        return store.acquire(SECRET, "ada@laptop", START, LENGTH);
    }

    @Test
    void showsCountsAndDurations() {
        Lease lease = take();
        var first = head(FIRST, RotationState.COMPLETE, START, Optional.of(START.plusSeconds(3_725)), Optional.empty());
        store.save(first, List.of(WEB, API), lease);
        store.record(first, WEB, new Outcome.Updated(START, 1, true), lease);
        var second =
                head(SECOND, RotationState.RUNNING, START.plus(Duration.ofDays(1)), Optional.empty(), Optional.empty());
        store.save(second, List.of(WEB, API), lease);
        store.record(second, API, new Outcome.Failed(START, 1, "no"), lease);

        assertThat(run())
                .isEqualTo(new Ran(
                        0,
                        SECOND
                                + "  running      GH_PAT  0 updated, 1 failed, 1 not started  started 2026-11-24T08:45:12Z by"
                                + " ada@laptop\n" + FIRST
                                + "  complete     GH_PAT  1 updated, 0 failed, 1 left out  started 2026-11-23T08:45:12Z by"
                                + " ada@laptop, took 1 h 2 min\n",
                        ""));
        assertThat(run(FIRST).out()).contains("  " + API + ": left out\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "-5000, 0.0 s",
        "1234, 1.2 s",
        "12600, 13 s",
        "60000, 1 min",
        "95000, 1 min 35 s",
        "3600000, 1 h",
        "7384000, 2 h 3 min"
    })
    void printsADurationAsRotateDoes(long millis, String expected) {
        store.save(
                head(FIRST, RotationState.STOPPED, START, Optional.of(START.plusMillis(millis)), Optional.empty()),
                List.of(WEB),
                take());
        assertThat(run().out()).contains(", took " + expected + "\n");
    }

    @Test
    void saysOfARotationThatRanAgainHowLongItsLastRunTook() {
        var lease = take();
        var again = START.plus(Duration.ofDays(3));
        var plan = new RotationEstimate(0, 1, 1, Duration.ofSeconds(2), again.plusSeconds(2));
        var head = head(FIRST, RotationState.COMPLETE, START, Optional.of(again.plusSeconds(4)), Optional.empty())
                .withPlan(Optional.of(plan));
        store.save(head, List.of(WEB), lease);
        store.record(head, WEB, new Outcome.Updated(START.plusSeconds(9), 1, true), lease);
        assertThat(run().out()).contains(" by ada@laptop, last run took 4.0 s\n");
        assertThat(run(FIRST).out()).contains("last run took 4.0 s\n", "Time: planned 2.00 s, took 4.00 s\n");

        store.record(head, WEB, new Outcome.Updated(again.plusSeconds(1), 2, true), lease);
        assertThat(run().out()).contains(", took 72 h\n");
    }

    @Test
    void leavesOutTheDurationOfARotationThatAnotherSuperseded() {
        store.save(
                head(FIRST, RotationState.SUPERSEDED, START, Optional.of(START.plusSeconds(90_000)), Optional.empty()),
                List.of(WEB),
                take());
        assertThat(run().out()).contains("superseded").doesNotContain("took");
    }

    @Test
    void saysHowAStoppedRotationIsContinuedOrThatItIsNot() {
        var lease = take();
        var stopped = head(FIRST, RotationState.STOPPED, START, Optional.of(START.plusSeconds(9)), Optional.empty());
        store.save(TestHeaders.begunWith(TokenVersion.PENDING, stopped), List.of(WEB), lease);
        assertThat(run(FIRST).out())
                .endsWith("Once its cause is gone, run this again; with the same token it writes only what is left:\n"
                        + "  CCAT_PAT_TOKEN_SECRET_ID=ci/pat ccat pat rotate"
                        + " --token-from secretsmanager:AWSPENDING\n");

        store.save(TestHeaders.withAnotherOwner(stopped), List.of(WEB), lease);
        assertThat(run(FIRST).out())
                .contains("Another owner holds this token, so do not continue with it: ")
                .contains(" Once you have another one, run:\n  ")
                .doesNotContain("its cause");
    }

    /** The settings name GH_PAT, which the same token must not be written to. */
    @Test
    void continuesTheSecretThatTheRotationWrites() {
        var stopped = TestHeaders.writing(
                new SecretName("OTHER_PAT"),
                head(FIRST, RotationState.STOPPED, START, Optional.of(START.plusSeconds(9)), Optional.empty()));
        store.save(stopped, List.of(WEB), take());
        assertThat(run(FIRST).out()).endsWith("  ccat pat rotate --secret OTHER_PAT\n");
    }

    /** The current version may be another token. */
    @Test
    void namesNoVersionThatTheTokenMayNotBe() {
        var stopped =
                head(FIRST, RotationState.STOPPED, START, Optional.of(START.plusSeconds(9)), Optional.of("version"));
        store.save(stopped, List.of(WEB), take());
        assertThat(run(FIRST).out())
                .endsWith(
                        "Once its cause is gone, run 'ccat pat rotate' for the secret GH_PAT again, with the same --token-from as"
                                + " before.\n")
                .doesNotContain("--token-from secretsmanager");
    }

    /** The second run was refused before it had a plan. */
    @Test
    void doesNotCountTheDaysBetweenTwoRunsAsWork() {
        var lease = take();
        var end = START.plus(Duration.ofDays(3));
        var head = head(FIRST, RotationState.STOPPED, START, Optional.of(end), Optional.empty());
        store.save(head, List.of(WEB), lease);
        store.record(head, WEB, new Outcome.Updated(START.plusSeconds(9), 1, true), lease);
        assertThat(run().out()).doesNotContain("took");

        store.record(head, WEB, new Outcome.Updated(end.minusSeconds(9), 1, true), lease);
        assertThat(run().out()).contains(", took 72 h\n");
    }

    @Test
    void theListInJsonHasCounts() throws Exception {
        store.save(running(Optional.empty()), List.of(WEB, API), take());
        JsonNode listed = json(run("--json"));
        assertThat(listed.get(0).get("summary").toString())
                .isEqualTo("{\"updated\":0,\"already\":0,\"failed\":0,\"pending\":2}");
        assertThat(listed.get(0).has("repositories")).isFalse();
    }

    @Test
    void lastIsTheNewestWithItsRepositories() throws Exception {
        Lease lease = take();
        store.save(running(Optional.empty()), List.of(WEB), lease);
        store.save(head(SECOND, RotationState.RUNNING, START, Optional.empty(), Optional.empty()), List.of(API), lease);
        assertThat(run("--last").out().lines())
                .satisfiesExactly(line -> assertThat(line).startsWith(SECOND + "  running "), line -> assertThat(line)
                        .isEqualTo("  acme/api: pending"));
        assertThat(json(run("--last", "--json"))).isEqualTo(json(run(SECOND, "--json")));
        var both = run("--last", FIRST);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("give an ID or --last, not both");
    }

    @Test
    void withoutAnyRotationJsonIsStillADocument() {
        assertThat(run()).isEqualTo(new Ran(0, "", "There has been no rotation yet.\n"));
        assertThat(run("--last")).isEqualTo(new Ran(0, "", "There has been no rotation yet.\n"));
        assertThat(run("--json").out().strip()).isEqualTo("[]");
        assertThat(run("--last", "--json").out().strip()).isEqualTo("null");
    }

    @Test
    void aRunThatDiedIsInterruptedOnceItsLeaseHasEnded() throws Exception {
        store.save(running(Optional.empty()), List.of(WEB), take());
        assertThat(run().out()).contains("  running      GH_PAT");
        assertThat(json(run(FIRST, "--json")).get("state").asText()).isEqualTo("running");

        now = START.plus(LENGTH);
        assertThat(run().out())
                .contains("  interrupted  GH_PAT")
                .contains(
                        "(interrupted: its run ended before it was finished; run 'ccat pat rotate' with the same token)");
        for (JsonNode rotation : List.of(json(run("--json")).get(0), json(run("--last", "--json")))) {
            assertThat(rotation.get("state").asText()).isEqualTo("stopped");
            assertThat(rotation.get("reason").asText()).startsWith("interrupted: its run ended");
            assertThat(rotation.has("finishedAt")).isFalse();
        }
        assertThat(store.newest(1).getFirst().state()).isEqualTo(RotationState.RUNNING);
    }

    /** The service or the state machine continues it, so no user needs to. */
    @Test
    void aRunFromAVaultThatDiedWaits() throws Exception {
        store.save(running(Optional.of("v1")), List.of(WEB), take());
        now = START.plus(LENGTH);
        assertThat(run().out()).contains("  interrupted  GH_PAT");
        assertThat(json(run(FIRST, "--json")).get("state").asText()).isEqualTo("waiting");
    }

    @Test
    void oneFromAVaultThatWasJustEnteredIsNotInterrupted() {
        Lease lease = take();
        store.save(running(Optional.of("v1")), List.of(WEB), lease);
        store.release(lease);
        assertThat(run().out()).contains("  running      GH_PAT");
    }

    @Test
    void aStoreThatWasCutOffIsNoEmptyOne(@TempDir Path home) throws Exception {
        Path directory = home.toRealPath().resolve("state");
        store = StoreProducer.inDirectory(directory);
        store.save(running(Optional.empty()), List.of(WEB, API), take());
        Path file = directory.resolve("store.mv");
        byte[] cut = Arrays.copyOf(Files.readAllBytes(file), 12 * 1024);
        Files.write(file, cut);
        for (String[] words : new String[][] {{}, {"--last"}, {"--json"}, {FIRST}}) {
            var ran = run(words);
            assertThat(ran.code()).isEqualTo(5);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("the store " + file + " ").doesNotContain("no rotation yet");
        }
        assertThat(file).hasBinaryContent(cut);
        store.close();
    }
}
