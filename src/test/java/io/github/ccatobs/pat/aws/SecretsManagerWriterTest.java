package io.github.ccatobs.pat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.token.TokenSourceException;
import io.github.ccatobs.pat.token.TokenVersion;
import io.github.ccatobs.pat.token.TokenVersionException.VersionRefusedException;
import io.github.ccatobs.pat.token.TokenVersionException.VersionUnconfirmedException;
import io.github.ccatobs.pat.token.TokenVersionWriter;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of the token in a Secrets Manager that behaves as AWS documents. */
class SecretsManagerWriterTest {

    private static final String NAME = "secret 'gh-pat' in AWS Secrets Manager";
    private static final String OLD = "OLDTOKEN0123456789";
    private static final String NEW = "NEWTOKEN0123456789";
    private static final String FIRST = "1".repeat(32);
    private static final String SECOND = "2".repeat(32);

    private final LocalSecretsManager aws = LocalSecretsManager.start();
    private final TokenVersionWriter plain = aws.writer("");
    private final TokenVersionWriter json = aws.writer("token");

    @AfterEach
    void end() {
        aws.close();
    }

    @Test
    void storesTheTokenAsTheCurrentVersionAndKeepsTheOldOneAsThePreviousOne() {
        aws.holds("AWSCURRENT", FIRST, OLD);

        String version = store(plain, NEW, TokenVersion.CURRENT);

        assertThat(version).matches("[0-9a-f]{64}").isEqualTo(aws.version("AWSCURRENT"));
        assertThat(aws.value("AWSCURRENT")).isEqualTo(NEW);
        assertThat(aws.version("AWSPREVIOUS")).isEqualTo(FIRST);
    }

    @Test
    void storesTheFirstVersionOfASecretWhichIsCurrentWhateverItsLabel() {
        assertThat(plain.plan(SecretValue.of(NEW), TokenVersion.PENDING).isFirst())
                .isTrue();
        String version = store(plain, NEW, TokenVersion.PENDING);
        assertThat(aws.version("AWSCURRENT")).isEqualTo(version);
        plain.promote(version, Optional.of(version));
        assertThat(aws.version("AWSPENDING")).isEmpty();
    }

    @Test
    void storesOneVersionHoweverOftenThePlanIsCarriedOut() {
        aws.holds("AWSCURRENT", FIRST, OLD);
        var plan = plain.plan(SecretValue.of(NEW), TokenVersion.CURRENT);
        var samePlan = plain.plan(SecretValue.of(NEW), TokenVersion.CURRENT);

        assertThat(plain.store(plan)).isEqualTo(plain.store(samePlan)).isEqualTo(plain.store(plan));

        assertThat(aws.versions()).isEqualTo(2);
    }

    /** AWS does nothing, and moves no label, when a version with the same id and content is there. */
    @Test
    void storesATokenThatComesBackAsANewVersion() {
        aws.holds("AWSCURRENT", FIRST, OLD);
        store(plain, NEW, TokenVersion.CURRENT);
        store(plain, OLD, TokenVersion.CURRENT);
        store(plain, NEW, TokenVersion.CURRENT);

        assertThat(aws.value("AWSCURRENT")).isEqualTo(NEW);
        assertThat(aws.value("AWSPREVIOUS")).isEqualTo(OLD);
        assertThat(aws.versions()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWSCURRENT", "AWSPENDING"})
    void refusesTheCurrentToken(String stage) {
        aws.holds("AWSCURRENT", FIRST, OLD + "\n");

        assertThatThrownBy(() -> plain.plan(SecretValue.of(OLD), new TokenVersion.Staged(stage)))
                .isInstanceOf(VersionRefusedException.class)
                .hasMessage("secret 'gh-pat' (AWSCURRENT) in AWS Secrets Manager is this token already; nothing was"
                        + " stored");
        assertThat(aws.count("PutSecretValue")).isZero();
    }

    @Test
    void letsATokenWaitAndFindsItThere() {
        aws.holds("AWSCURRENT", FIRST, OLD);

        String version = store(plain, NEW, TokenVersion.PENDING);

        assertThat(aws.version("AWSPENDING")).isEqualTo(version);
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);
        var again = plain.plan(SecretValue.of(NEW), TokenVersion.PENDING);
        assertThat(again.held()).contains(version);
        assertThat(plain.store(again)).isEqualTo(version);
        assertThat(aws.count("PutSecretValue")).isEqualTo(1);
    }

    @Test
    void letsAnotherTokenWaitInItsPlaceAndTheFirstOneAgain() {
        aws.holds("AWSCURRENT", FIRST, OLD);
        store(plain, NEW, TokenVersion.PENDING);
        store(plain, "ANOTHER0123456789", TokenVersion.PENDING);
        store(plain, NEW, TokenVersion.PENDING);

        assertThat(aws.value("AWSPENDING")).isEqualTo(NEW);
    }

    @Test
    void replacesOneMemberAndKeepsTheOthersAsTheyAre() {
        aws.holds(
                "AWSCURRENT",
                FIRST,
                "{\"z\":1.10,\"token\":\"" + OLD
                        + "\",\"n\":12345678901234567890.5,\"list\":[null,true],\"ü\":\"\\\"\"}");

        var plan = json.plan(SecretValue.of(NEW), TokenVersion.CURRENT);
        json.store(plan);

        assertThat(plan.change()).contains("member 'token' is replaced, 4 others stay");
        assertThat(aws.value("AWSCURRENT"))
                .isEqualTo("{\"z\":1.10,\"token\":\"" + NEW
                        + "\",\"n\":12345678901234567890.5,\"list\":[null,true],\"ü\":\"\\\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, `{\"token\":\"NEWTOKEN0123456789\"}`, member 'token' is added",
                "`{\"a\":1}`, `{\"a\":1,\"token\":\"NEWTOKEN0123456789\"}`, `member 'token' is added, 1 other stays`",
            })
    void addsAMemberThatIsNotThere(String before, String after, String change) {
        if (!before.isEmpty()) {
            aws.holds("AWSCURRENT", FIRST, before);
        }
        var plan = json.plan(SecretValue.of(NEW), TokenVersion.CURRENT);
        json.store(plan);

        assertThat(plan.change()).contains(change);
        assertThat(aws.value("AWSCURRENT")).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "OLDTOKEN0123456789, token, is not a JSON object with each name once",
                "`{\"token\":\"a\",\"token\":\"b\"}`, token, is not a JSON object with each name once",
                "`{\"token\":{\"OLDTOKEN0123456789\":1}}`, token, member 'token' of secret 'gh-pat' (AWSCURRENT)",
                "`{\"password\":\"OLDTOKEN0123456789\"}`, ``, is a JSON object: set ccat.pat.token.json-key",
            })
    void replacesNothingThatATokenMustNotReplace(String before, String jsonKey, String message) {
        aws.holds("AWSCURRENT", FIRST, before);

        var failure = catchThrowable(() -> aws.writer(jsonKey).plan(SecretValue.of(NEW), TokenVersion.CURRENT));

        assertThat(failure)
                .isInstanceOf(VersionRefusedException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith("; nothing was stored")
                .hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("OLDTOKEN", "password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWSCURRENT", "AWSPENDING"})
    void storesNothingInASecretThatWasChangedSinceThePlan(String stage) {
        aws.holds("AWSCURRENT", FIRST, OLD);
        var plan = plain.plan(SecretValue.of(NEW), new TokenVersion.Staged(stage));
        aws.holds("AWSCURRENT", SECOND, "ANOTHER0123456789");

        assertThatThrownBy(() -> plain.store(plan))
                .isInstanceOf(VersionRefusedException.class)
                .hasMessage(NAME + " was changed meanwhile; nothing was stored; run this again");
        assertThat(aws.value("AWSCURRENT")).isEqualTo("ANOTHER0123456789");
        assertThat(aws.count("PutSecretValue")).isZero();
    }

    @Test
    void storesNoFirstVersionWhereThereIsOneByNow() {
        var plan = plain.plan(SecretValue.of(NEW), TokenVersion.CURRENT);
        aws.holds("AWSCURRENT", FIRST, OLD);

        assertThatThrownBy(() -> plain.store(plan)).isInstanceOf(VersionRefusedException.class);
        assertThat(aws.value("AWSCURRENT")).isEqualTo(OLD);
    }

    /** AWS answers as if it had stored it, and moves no label. */
    @Test
    void namesTheCallThatMovesALabelWhichAPersonTookFromTheToken() {
        aws.holds("AWSCURRENT", FIRST, OLD);
        String version = store(plain, NEW, TokenVersion.CURRENT);
        aws.holds("AWSCURRENT", FIRST, OLD);

        assertThatThrownBy(() -> store(plain, NEW, TokenVersion.CURRENT))
                .isInstanceOf(VersionRefusedException.class)
                .hasMessage(
                        "version " + version + " of " + NAME + " is this token already and does not carry AWSCURRENT,"
                                + " which storing it again does not change; nothing was stored; to move the label: aws"
                                + " secretsmanager update-secret-version-stage --secret-id gh-pat --version-stage AWSCURRENT"
                                + " --move-to-version-id " + version + " --remove-from-version-id " + FIRST);
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);
    }

    @Test
    void namesTheSameForATokenThatWaitsNoLonger() {
        aws.holds("AWSCURRENT", FIRST, OLD);
        String version = store(plain, NEW, TokenVersion.PENDING);
        aws.takes("AWSPENDING");

        assertThatThrownBy(() -> store(plain, NEW, TokenVersion.PENDING))
                .isInstanceOf(VersionRefusedException.class)
                .hasMessageEndingWith("--version-stage AWSPENDING --move-to-version-id " + version);
        assertThat(aws.version("AWSPENDING")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ResourceNotFoundException, true, 'there is no such secret in this account and region'",
        "AccessDeniedException, true, 'access denied; allow secretsmanager:PutSecretValue on the secret'",
        "InvalidParameterException, true, 'which may have 65,536 bytes'",
        "InvalidRequestException, true, 'it is marked for deletion'",
        "EncryptionFailure, true, 'it cannot be encrypted; check that its KMS key is enabled'",
        "DecryptionFailure, true, 'it cannot be encrypted; check that its KMS key is enabled'",
        "LimitExceededException, true, 'it has too many versions'",
        "ResourceExistsException, true, 'a version with this id has another content'",
        "ThrottlingException, false, 'Secrets Manager throttles requests; nothing was stored'",
        "ExpiredTokenException, false, 'AWS does not accept the AWS credentials; nothing was stored'",
        "InternalServiceError, false, 'it is not known whether the token was stored'",
    })
    void saysWhyATokenWasNotStored(String code, boolean isRefused, String message) {
        aws.holds("AWSCURRENT", FIRST, OLD);
        var plan = plain.plan(SecretValue.of(NEW), TokenVersion.CURRENT);
        aws.refuses("PutSecretValue", code);

        assertThatThrownBy(() -> plain.store(plan))
                .isInstanceOf(isRefused ? VersionRefusedException.class : VersionUnconfirmedException.class)
                .hasMessageStartingWith(NAME + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("said by AWS")
                .hasMessageNotContaining(NEW)
                .hasNoCause();
    }

    @Test
    void doesNotKnowWhetherATokenWasStoredWhenTheAnswerIsLostAndStoresNoSecondVersion() {
        aws.holds("AWSCURRENT", FIRST, OLD);
        var plan = plain.plan(SecretValue.of(NEW), TokenVersion.CURRENT);
        aws.losesTheAnswerOf("PutSecretValue");

        assertThatThrownBy(() -> plain.store(plan))
                .isInstanceOf(VersionUnconfirmedException.class)
                .hasMessageEndingWith("it is not known whether the token was stored, and it is safe to run this again");

        plain.store(plan);
        assertThat(aws.versions()).isEqualTo(2);
        assertThat(aws.value("AWSCURRENT")).isEqualTo(NEW);
    }

    @Test
    void saysThatTheSecretCannotBeRead() {
        aws.refuses("GetSecretValue", "AccessDeniedException");
        assertThatThrownBy(() -> plain.plan(SecretValue.of(NEW), TokenVersion.CURRENT))
                .isInstanceOf(TokenSourceException.TokenSourceUnavailableException.class)
                .hasMessageContaining("allow secretsmanager:GetSecretValue");
    }

    @Test
    void makesTheVersionThatWaitsTheCurrentOneAndLetsItWaitNoLonger() {
        waiting(OLD, NEW);

        plain.promote(SECOND, Optional.of(FIRST));

        assertPromoted();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isPromotedAlsoWhenAnAnswerIsLost(int call) {
        waiting(OLD, NEW);
        if (call == 2) {
            aws.holds("AWSCURRENT", SECOND, NEW);
        }
        aws.losesTheAnswerOf("UpdateSecretVersionStage");

        plain.promote(SECOND, Optional.of(FIRST));

        assertPromoted();
    }

    @Test
    void isPromotedOnlyOnce() {
        waiting(OLD, NEW);
        plain.promote(SECOND, Optional.of(FIRST));
        plain.promote(SECOND, Optional.of(SECOND));

        assertPromoted();
        assertThat(aws.count("UpdateSecretVersionStage")).isEqualTo(2);
    }

    @Test
    void leavesAVersionThatBecameCurrentMeanwhile() {
        waiting(OLD, NEW);
        aws.holds("AWSCURRENT", "3".repeat(32), "ANOTHER0123456789");

        assertThatThrownBy(() -> plain.promote(SECOND, Optional.of(FIRST)))
                .isInstanceOf(VersionRefusedException.class)
                .hasMessageContaining("another version of " + NAME + " became AWSCURRENT meanwhile");
        assertThat(aws.value("AWSCURRENT")).isEqualTo("ANOTHER0123456789");
        assertThat(aws.version("AWSPENDING")).isEqualTo(SECOND);
    }

    @Test
    void leavesAnotherTokenThatWaitsByNow() {
        waiting(OLD, NEW);
        aws.holds("AWSPENDING", "3".repeat(32), "ANOTHER0123456789");

        plain.promote(SECOND, Optional.of(FIRST));

        assertThat(aws.value("AWSCURRENT")).isEqualTo(NEW);
        assertThat(aws.value("AWSPENDING")).isEqualTo("ANOTHER0123456789");
    }

    /** The version that waits has the members of its day, which would come back. */
    @Test
    void bringsNoOldMembersBack() {
        waiting("{\"token\":\"a\",\"user\":\"bot\"}", "{\"token\":\"b\",\"user\":\"old-bot\"}");

        assertThatThrownBy(() -> json.promote(SECOND, Optional.of(FIRST)))
                .isInstanceOf(VersionRefusedException.class)
                .hasMessageContaining("other members of " + NAME + " were changed since")
                .hasMessageNotContaining("bot");
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);

        assertThat(json.plan(SecretValue.of("b"), TokenVersion.PENDING).held())
                .as("stored again, it has the new members")
                .isEmpty();
        json.promote(store(json, "b", TokenVersion.PENDING), Optional.of(FIRST));
        assertThat(aws.value("AWSCURRENT")).isEqualTo("{\"token\":\"b\",\"user\":\"bot\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, true, allow secretsmanager:UpdateSecretVersionStage on the secret",
        "InvalidRequestException, true, it is marked for deletion",
        "InternalServiceError, false, it is not known whether its label was moved",
    })
    void saysWhyALabelWasNotMoved(String code, boolean isRefused, String message) {
        waiting(OLD, NEW);
        aws.refuses("UpdateSecretVersionStage", code);

        assertThatThrownBy(() -> plain.promote(SECOND, Optional.of(FIRST)))
                .isInstanceOf(isRefused ? VersionRefusedException.class : VersionUnconfirmedException.class)
                .hasMessageContaining(message)
                .hasNoCause();
        assertThat(aws.version("AWSCURRENT")).isEqualTo(FIRST);
    }

    private void waiting(String current, String pending) {
        aws.holds("AWSCURRENT", FIRST, current).holds("AWSPENDING", SECOND, pending);
    }

    private void assertPromoted() {
        assertThat(aws.value("AWSCURRENT")).isEqualTo(NEW);
        assertThat(aws.value("AWSPREVIOUS")).isEqualTo(OLD);
        assertThat(aws.value("AWSPENDING")).isEmpty();
    }

    private static String store(TokenVersionWriter writer, String token, TokenVersion.Staged stage) {
        return writer.store(writer.plan(SecretValue.of(token), stage));
    }
}
