package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.CheckResult.Pass;
import io.github.ccatobs.pat.token.CheckResult.Warn;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The two checks that compare fingerprints. */
class FingerprintChecksTest {

    private static final Fingerprint OLD = Fingerprint.of(SecretValue.of("old"));
    private static final Fingerprint NEW = Fingerprint.of(SecretValue.of("new"));
    private static final Fingerprint OTHER = Fingerprint.of(SecretValue.of("other"));

    @Test
    void tellsTheCurrentTokenFromAnother() {
        assertThat(FingerprintChecks.current(OLD, Optional.of(OLD)))
                .isEqualTo(new Pass("it is already the current token"));
        assertThat(FingerprintChecks.current(NEW, Optional.of(OLD))).isEqualTo(new Pass("it is not the current token"));
        assertThat(FingerprintChecks.current(NEW, Optional.empty()))
                .isEqualTo(new Pass("no earlier token is recorded"));
    }

    @Test
    void warnsWhenTheWriterIsWhatIsBeingReplaced() {
        assertThat(FingerprintChecks.writer("GITHUB_TOKEN", Optional.of(OLD), NEW, Optional.of(OLD)))
                .isEqualTo(new Warn(
                        "GITHUB_TOKEN is itself the token being replaced: once that is revoked, it can neither finish the"
                                + " rotation nor audit",
                        "set GITHUB_TOKEN to another credential, or unset it so that the new token writes; --force accepts"
                                + " it"));
    }

    @Test
    void hasNothingAgainstAnyOtherWriter() {
        var good = new Pass("GH_TOKEN is not the token being replaced");

        assertThat(FingerprintChecks.writer("GH_TOKEN", Optional.of(OTHER), NEW, Optional.of(OLD)))
                .isEqualTo(good);
        assertThat(FingerprintChecks.writer("GH_TOKEN", Optional.of(OTHER), NEW, Optional.empty()))
                .isEqualTo(good);
        assertThat(FingerprintChecks.writer("GH_TOKEN", Optional.of(NEW), NEW, Optional.of(OLD)))
                .isEqualTo(good);
    }

    @Test
    void hasNothingAgainstAWriterWhenTheSameTokenIsHandedOutAgain() {
        assertThat(FingerprintChecks.writer("GH_TOKEN", Optional.of(OLD), OLD, Optional.of(OLD)))
                .isInstanceOf(Pass.class);
    }
}
