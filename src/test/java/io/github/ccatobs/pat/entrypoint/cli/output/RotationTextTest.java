package io.github.ccatobs.pat.entrypoint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.entrypoint.cli.terminal.Terminal;
import io.github.ccatobs.pat.github.SentRequests;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.Continuation;
import io.github.ccatobs.pat.rotation.LedgerVerification;
import io.github.ccatobs.pat.rotation.LedgerVerification.Holding;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationReport;
import io.github.ccatobs.pat.rotation.RotationReview;
import io.github.ccatobs.pat.rotation.RotationState;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RotationTextTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:45:12Z");

    private static RotationReport report(RotationState state, Optional<String> reason, Map<String, Outcome> outcomes) {
        var head = new RotationHeader(
                new RotationId("20261123-084512-k3f9"),
                state,
                new SecretName("GH_PAT"),
                Fingerprint.of(SecretValue.of("token")),
                new TokenExpiry.Unknown(),
                Optional.empty(),
                NOW,
                "ada",
                Optional.of(NOW),
                Optional.empty(),
                reason,
                false);
        var byRepository = new LinkedHashMap<RepositoryName, Outcome>();
        outcomes.forEach((name, outcome) -> byRepository.put(RepositoryName.parse(name), outcome));
        return new RotationReport(new Rotation(head, byRepository), Set.of());
    }

    /** GitHub's date of a write is recorded again when it turns out to be another, and one may be written once more. */
    @Test
    void progressCountsEachRepositoryOnce() {
        var err = new ByteArrayOutputStream();
        var nothing = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var shown = new PrintStream(err, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(InputStream.nullInputStream(), nothing, shown, Set.of(), Map.of());
        var repository = RepositoryName.parse("acme/a");
        try (var progress = new RotationProgressBar(terminal)) {
            progress.started(
                    report(RotationState.RUNNING, Optional.empty(), Map.of()).rotation(), 1, 3);
            progress.recorded(repository, new Outcome.Updated(NOW, 1, false));
            progress.recorded(repository, new Outcome.Updated(NOW, 1, false, Optional.of(NOW.plusSeconds(300))));
            progress.recorded(repository, new Outcome.Updated(NOW, 2, false));
            progress.recorded(repository, new Outcome.Updated(NOW, 2, true));
            progress.recorded(RepositoryName.parse("acme/b"), new Outcome.Failed(NOW, 1, "no"));
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly("2/3 acme/a: updated", "3/3 acme/b: failed: no");
    }

    @Test
    void anInterruptedRunEndsWithTheCommandThatContinuesAndTheHeadline() {
        var outcomes = new LinkedHashMap<String, Outcome>();
        outcomes.put("acme/a", new Outcome.Updated(NOW, 1, true));
        outcomes.put("acme/b", new Outcome.Updated(NOW, 1, false));
        outcomes.put("acme/c", new Outcome.Failed(NOW, 1, "no"));
        outcomes.put("acme/d", new Outcome.Pending(0));
        assertThat(RotationText.about(
                        report(RotationState.STOPPED, Optional.of("interrupted"), outcomes),
                        Continuation.afterCause("again").lines()))
                .containsExactly(
                        "Updated in this run:",
                        "  acme/a",
                        "  acme/b",
                        "Failed:",
                        "  acme/c: no",
                        "Still holding the old token:",
                        "  acme/c",
                        "  acme/d",
                        "Written, but not confirmed by GitHub's API yet (unverified; the next run looks again):",
                        "  acme/b",
                        "Once its cause is gone, run this again; with the same token it writes only what is left:",
                        "  again",
                        "Rotation 20261123-084512-k3f9 of GH_PAT stopped (interrupted): 2 updated, 0 up to date, 1 failed, 1"
                                + " not started.");
    }

    /** Another owner took one over that the token was written to, and somebody deleted another. */
    @Test
    void saysOfNoneThatWasWrittenBeforeThatItHoldsTheOldToken() {
        var outcomes = new LinkedHashMap<String, Outcome>();
        outcomes.put("acme/a", new Outcome.Failed(NOW, 1, "it belongs to mallory today"));
        outcomes.put("acme/b", new Outcome.Pending(1));
        outcomes.put("acme/c", new Outcome.Pending(0));
        var stopped = report(RotationState.STOPPED, Optional.empty(), outcomes);
        var lost = new LedgerVerification(
                Map.of(
                        RepositoryName.parse("acme/a"), new Holding.HoldingUnreadable("it belongs to mallory today"),
                        RepositoryName.parse("acme/b"), new Holding.Deleted()),
                Map.of());

        assertThat(RotationText.about(
                        new RotationReport(stopped.rotation(), Set.of(), lost),
                        Continuation.afterCause("again").lines()))
                .containsSubsequence("Still holding the old token:", "  acme/c")
                .doesNotContain("  acme/a", "  acme/b");
    }

    @Test
    void aCompleteRunNamesWhatIsUnverifiedBeforeTheHeadline() {
        assertThat(RotationText.about(
                        report(
                                RotationState.COMPLETE,
                                Optional.empty(),
                                Map.of("acme/b", new Outcome.Updated(NOW, 1, false))),
                        Continuation.afterCause("again").lines()))
                .containsExactly(
                        "Written, but not confirmed by GitHub's API yet (unverified; the next run looks again):",
                        "  acme/b",
                        "Rotation 20261123-084512-k3f9 of GH_PAT is complete: 1 updated, 0 up to date, 0 failed, 0 not started.");
    }

    @Test
    void namesTheLimitsThatAPlanWaitsForUnlessThatIsHardlyNoticed() {
        var review = new RotationReview(
                new SecretName("GH_PAT"),
                List.of(),
                LedgerVerification.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new SentRequests(0, 0),
                0);
        var waits = new LinkedHashMap<String, Duration>();
        waits.put("75 writes in a minute", Duration.ofSeconds(40));
        waits.put("800 points in a minute", Duration.ofMillis(900));
        waits.put("480 writes in an hour", Duration.ofSeconds(721));
        var plan = new RotationEstimate(600, 1_201, 3_601, Duration.ofSeconds(800), NOW, waits);
        assertThat(EstimateText.waits(review, plan))
                .containsExactly("about 40 s for 75 writes in a minute, about 13 min for 480 writes in an hour");
    }
}
