package io.github.ccatobs.pat.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.github.WriteReceipt;
import io.github.ccatobs.pat.rotation.WriteProof.SecretTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteProofTest {

    private static final Instant DATE = Instant.parse("2030-01-01T12:00:00Z");
    private static final Duration SINCE_SENT = Duration.ofSeconds(10);

    @ParameterizedTest(
            name = "{0} after the answer in an answer {1} after it (before: {2}): a proof {3}, of another clock {4}")
    @CsvSource({
        // as always
        "PT0S, PT8S, , true, false",
        "PT5S, PT8S, , true, false",
        // another's write in the meantime
        "PT7S, PT8S, , false, false",
        // the old secret, while the write does not show or was lost
        "-PT2H, PT8S, , false, false",
        "-PT61S, PT8S, , false, false",
        "-PT2H, PT8S, -PT2H, false, false",
        // GitHub's clock was set an hour ahead, or back
        "PT1H, PT1H8S, , false, true",
        "-PT1H, -PT59M52S, , false, true",
        "-PT1H, -PT59M52S, -PT1H, false, false",
        "-PT1H, -PT59M52S, -PT2H, true, true",
        // the old secret, seen after GitHub's clock was set back
        "-PT2H, -PT59M52S, , false, false",
        // the machine that keeps secrets is an hour ahead of the one that answers
        "PT1H, PT8S, , false, true"
    })
    void tellsTheWriteFromAnotherByGitHubsDatesAlone(
            Duration shown, Duration answered, Duration before, boolean isProof, boolean isOfAnotherClock) {
        var proof = new WriteProof(
                new WriteReceipt(DATE, DATE, true),
                Optional.ofNullable(before).map(DATE::plus).map(SecretTime::of));
        assertThat(proof.isGivenBy(DATE.plus(shown))).isEqualTo(isProof);
        assertThat(proof.isDatedByAnotherClock(DATE.plus(shown), DATE.plus(answered), SINCE_SENT))
                .isEqualTo(isOfAnotherClock);
    }

    @ParameterizedTest(name = "{0} after the answer in an answer {1} after it (before: {2}): apart {3}, in doubt {4}")
    @CsvSource({
        // secrets are always dated five minutes before the answers, or after
        "-PT5M, PT8S, , , true",
        "-PT5M, PT8S, -PT2H, -PT5M, false",
        "PT5M, PT8S, , , true",
        "PT5M, PT8S, -PT2H, PT5M, false",
        // the old secret
        "-PT5M, PT8S, -PT5M, , false",
        "-PT25H, PT8S, , , false",
        "-PT59S, PT8S, , , false",
        // another's write in the meantime, or GitHub's clock was set
        "PT30S, PT30S, -PT2H, , false",
        "PT5M, PT5M, -PT2H, , false",
        "PT5M, PT5M, , , false",
        "-PT1H, -PT59M52S, , , false"
    })
    void learnsFromAProofHowGitHubDatesSecrets(
            Duration shown, Duration answered, Duration before, Duration apart, boolean isInDoubt) {
        var proof = new WriteProof(
                new WriteReceipt(DATE, DATE, true),
                Optional.ofNullable(before).map(DATE::plus).map(SecretTime::of));
        var updatedAt = DATE.plus(shown);
        var answeredAt = DATE.plus(answered);
        assertThat(proof.datedApart(updatedAt, answeredAt)).isEqualTo(Optional.ofNullable(apart));
        assertThat(proof.isInDoubt(
                        updatedAt, answeredAt, proof.isDatedByAnotherClock(updatedAt, answeredAt, SINCE_SENT)))
                .isEqualTo(isInDoubt);
        assertThat(proof.isGivenBy(updatedAt, shown)).isEqualTo(!shown.equals(before));
        assertThat(proof.isGivenBy(updatedAt.plusSeconds(6), shown)).isFalse();
    }
}
