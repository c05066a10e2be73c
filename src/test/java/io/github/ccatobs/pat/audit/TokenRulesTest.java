package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.BaselineSource.HandedOut;
import io.github.ccatobs.pat.audit.BaselineSource.HandedOut.HandedOutToken;
import io.github.ccatobs.pat.audit.TokenRules.VaultToken;
import io.github.ccatobs.pat.audit.TokenStatus.Source;
import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final Fingerprint ONE = Fingerprint.of(SecretValue.of("one"));
    private static final Fingerprint TWO = Fingerprint.of(SecretValue.of("two"));
    private static final TokenExpiry SOON = new TokenExpiry.At(NOW.plusSeconds(9 * 86_400));
    private static final TokenExpiry LATER = new TokenExpiry.At(NOW.plusSeconds(199 * 86_400));
    private static final TokenExpiry NEVER = new TokenExpiry.Never();
    private static final TokenExpiry UNKNOWN = new TokenExpiry.Unknown();
    private static final CurrentTokenName VERSION = new CurrentTokenName("the vault", Optional.of("0001"));

    private VaultToken vault = new VaultToken.NoVault();
    private HandedOut handedOut = new HandedOut.Known(Optional.empty(), Optional.empty());
    private Fingerprint credential = Fingerprint.of(SecretValue.of("credential-of-the-rules"));
    private TokenExpiry credentialExpiry = LATER;

    @Test
    void takesGitHubsAnswerToTheVaultsVersionFirst() {
        vault = accepted(ONE, SOON);
        rotated(ONE, LATER);
        credential = ONE;
        known(SOON, Source.VAULT, ONE);
        assertThat(inspect().status().login()).contains("robot");
    }

    @Test
    void takesTheRotationsEndWhereTheVaultHasNone() {
        rotated(ONE, SOON);
        known(SOON, Source.ROTATION, ONE);
        vault = new VaultToken.ReadFailed("Secrets Manager answers 500");
        known(SOON, Source.ROTATION, ONE);
        vault = new VaultToken.Unanswered(VERSION, ONE, "GitHub answers 502");
        known(SOON, Source.ROTATION, ONE);
        vault = accepted(ONE, UNKNOWN);
        known(SOON, Source.ROTATION, ONE);
    }

    @Test
    void takesNoEndThatIsAheadOfATokenThatGitHubRejects() {
        vault = new VaultToken.RejectedByGitHub(VERSION, ONE);
        for (var recorded : new TokenExpiry[] {SOON, NEVER}) {
            rotated(ONE, recorded);
            known(UNKNOWN, null, ONE);
            gaps("GitHub rejects version 0001 in Secrets Manager");
        }
        var past = new TokenExpiry.At(NOW);
        rotated(ONE, past);
        known(past, Source.ROTATION, ONE);
        rotated(TWO, SOON);
        known(SOON, Source.ROTATION, TWO);
    }

    @Test
    void takesTheCredentialsEndOnlyWhenThatIsTheToken() {
        rotated(ONE, UNKNOWN);
        unknown();
        credential = ONE;
        known(LATER, Source.CREDENTIAL, ONE);
        rotated(ONE, SOON);
        known(SOON, Source.ROTATION, ONE);
        rotated(TWO, UNKNOWN);
        unknown();
    }

    @Test
    void takesAnEarlierEndThatGitHubNamesOfTheTokenThatReads() {
        credential = ONE;
        credentialExpiry = SOON;
        rotated(ONE, LATER);
        known(SOON, Source.CREDENTIAL, ONE);
        rotated(ONE, NEVER);
        known(SOON, Source.CREDENTIAL, ONE);
        rotated(ONE, SOON);
        known(SOON, Source.ROTATION, ONE);
        credential = TWO;
        rotated(ONE, LATER);
        known(LATER, Source.ROTATION, ONE);
    }

    @Test
    void neverTakesTheEndOfAnotherCredentialForTheTokens() {
        credentialExpiry = NEVER;
        unknown();
        vault = new VaultToken.Unanswered(VERSION, ONE, "GitHub answers 502");
        unknown();
    }

    @Test
    void knowsThatATokenHasNoEnd() {
        vault = accepted(ONE, NEVER);
        known(NEVER, Source.VAULT, ONE);
        vault = new VaultToken.NoVault();
        rotated(ONE, NEVER);
        known(NEVER, Source.ROTATION, ONE);
    }

    @Test
    void countsTheTokenThatEndsFirstWhileTheVaultIsAheadOfTheRotations() {
        vault = accepted(TWO, LATER);
        rotated(ONE, SOON);
        known(SOON, Source.ROTATION, ONE);
        assertThat(inspect().drift()).containsExactly(new Finding.VaultTokenNotRotated(VERSION));

        vault = accepted(TWO, SOON);
        rotated(ONE, LATER);
        known(SOON, Source.VAULT, TWO);
        rotated(ONE, NEVER);
        known(SOON, Source.VAULT, TWO);
        rotated(ONE, UNKNOWN);
        known(SOON, Source.VAULT, TWO);

        vault = new VaultToken.Unanswered(VERSION, TWO, "GitHub answers 502");
        rotated(ONE, NEVER);
        known(NEVER, Source.ROTATION, ONE);
        vault = accepted(TWO, NEVER);
        rotated(ONE, LATER);
        known(LATER, Source.ROTATION, ONE);
    }

    @Test
    void doesNotReportAVersionThatIsBeingHandedOut() {
        vault = accepted(TWO, LATER);
        handedOut = new HandedOut.Known(Optional.of(new HandedOutToken(ONE, SOON, NOW)), Optional.of(TWO));
        assertThat(inspect().drift()).isEmpty();
        handedOut = new HandedOut.Known(Optional.of(new HandedOutToken(TWO, LATER, NOW)), Optional.empty());
        assertThat(inspect().drift()).isEmpty();
        handedOut = new HandedOut.Known(Optional.empty(), Optional.empty());
        assertThat(inspect().drift()).isEmpty();
        handedOut = new HandedOut.HistoryUnreadable("the file is locked");
        assertThat(inspect().drift()).isEmpty();
    }

    @Test
    void reportsWhatNoRepositoryCanUseOnceAndNotAsWaitingForARotation() {
        vault = new VaultToken.RejectedByGitHub(VERSION, TWO);
        String rejected =
                "version 0001 is current in the vault, but GitHub rejects it: it is wrong, expired or revoked";
        assertThat(inspect().drift()).containsExactly(new Finding.VaultTokenRejected(rejected));
        rotated(ONE, LATER);
        assertThat(inspect().drift())
                .as("nobody is told to hand it out")
                .containsExactly(new Finding.VaultTokenRejected(rejected + "; the last rotation handed out another"));
        vault = new VaultToken.Unusable("it holds JSON");
        assertThat(inspect().drift()).containsExactly(new Finding.VaultTokenUnusable("it holds JSON"));
    }

    @Test
    void saysWhyTheEndIsUnknown() {
        gaps("neither ccat.pat.token.secret-id nor ccat.pat.token.exec is set", "this store has no rotation of it");
        rotated(ONE, UNKNOWN);
        gaps(
                "neither ccat.pat.token.secret-id nor ccat.pat.token.exec is set",
                "the rotation of the token recorded no expiry date");
        vault = new VaultToken.ReadFailed("Secrets Manager answers 500");
        handedOut = new HandedOut.HistoryUnreadable("the file is locked");
        gaps("Secrets Manager answers 500", "the rotations could not be read: the file is locked");
        assertThat(inspect().notes(new SecretName("MY_PAT")))
                .containsExactly("It is unknown when MY_PAT expires: Secrets Manager answers 500; the rotations could"
                        + " not be read: the file is locked");
    }

    @Test
    void saysWhichSourceWasPassedOverAlsoWhenTheEndIsKnown() {
        rotated(ONE, SOON);
        vault = new VaultToken.Unanswered(VERSION, ONE, "GitHub answers 502");
        gaps("GitHub did not say whether it accepts version 0001 in Secrets Manager: GitHub answers 502");
        vault = accepted(ONE, new TokenExpiry.Unknown(Optional.of("soon")));
        gaps("GitHub's expiry date of version 0001 in Secrets Manager is unreadable: soon");
        vault = new VaultToken.Unusable("it holds JSON");
        gaps("it holds JSON");
        assertThat(inspect().notes(new SecretName("MY_PAT"))).containsExactly("it holds JSON");
        vault = accepted(ONE, UNKNOWN);
        gaps("GitHub reports no plausible expiry date of version 0001 in Secrets Manager");
        vault = accepted(ONE, SOON);
        gaps();
    }

    @Test
    void knowsSinceWhenTheTokenIsOutOnlyOfThatToken() {
        vault = accepted(ONE, SOON);
        rotated(ONE, SOON);
        assertThat(inspect().handedOut()).contains(NOW);
        rotated(TWO, LATER);
        assertThat(inspect().handedOut()).isEmpty();
    }

    private void rotated(Fingerprint token, TokenExpiry expiry) {
        handedOut = new HandedOut.Known(Optional.of(new HandedOutToken(token, expiry, NOW)), Optional.empty());
    }

    private static VaultToken accepted(Fingerprint token, TokenExpiry expiry) {
        return new VaultToken.Valid(VERSION, token, Optional.of("robot"), expiry);
    }

    private void unknown() {
        known(UNKNOWN, null, null);
    }

    private void known(TokenExpiry expiry, @Nullable Source source, @Nullable Fingerprint fingerprint) {
        var status = inspect().status();
        assertThat(status.expiry()).isEqualTo(expiry);
        assertThat(status.knownFrom()).isEqualTo(Optional.ofNullable(source));
        if (fingerprint != null) {
            assertThat(status.fingerprint()).contains(fingerprint);
        }
    }

    private void gaps(String... gaps) {
        assertThat(inspect().gaps()).containsExactly(gaps);
    }

    private TokenInspection inspect() {
        var status = new CredentialStatus(Optional.of("reader"), credentialExpiry, Optional.of("GITHUB_TOKEN"));
        return new TokenRules(vault, handedOut, Optional.of(credential), status, NOW).inspect(1);
    }
}
