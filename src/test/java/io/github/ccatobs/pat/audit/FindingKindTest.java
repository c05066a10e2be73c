package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.github.TokenExpiry;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingKindTest {

    private static final CredentialStatus READER = TestTokens.unknownCredential();

    @ParameterizedTest
    @EnumSource
    void saysTheNextStepOfEachKindInALine(FindingKind kind) {
        assertThat(kind.remedy(READER)).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREDENTIAL_EXPIRED", "CREDENTIAL_EXPIRING"})
    void saysOfTheCredentialWhereItBelongsAndOfNoRotation(FindingKind kind) {
        assertThat(kind.remedy(READER))
                .contains("GITHUB_TOKEN", "ccat.pat.github.secret-id", "repositories keep their token")
                .doesNotContain("rotate", "rotations");
    }

    @Test
    void namesTheCredentialThatWasUsedAndNoOther() {
        var reader = new CredentialStatus(Optional.empty(), new TokenExpiry.Never(), Optional.of("GITHUB_TOKEN"));
        assertThat(FindingKind.CREDENTIAL_EXPIRED.remedy(reader))
                .contains("where the old one is, in GITHUB_TOKEN; ")
                .doesNotContain("secret-id", "GH_TOKEN");
    }

    /** A credential that stood in the setting itself would be an argument that every process may read. */
    @Test
    void putsNoCredentialIntoTheSettingOfACommand() {
        var reader =
                new CredentialStatus(Optional.empty(), new TokenExpiry.Never(), Optional.of("ccat.pat.github.exec"));
        assertThat(FindingKind.CREDENTIAL_EXPIRING.remedy(reader))
                .contains("in the place from which the command of ccat.pat.github.exec takes it; ");
    }

    @Test
    void saysOfTheVaultsTokenWhetherANewOneIsNeeded() {
        assertThat(FindingKind.VAULT_TOKEN_REJECTED.remedy(READER))
                .startsWith("create a new token, store it where the current token is read from")
                .contains("ccat pat renew");
        assertThat(FindingKind.VAULT_TOKEN_NOT_ROTATED.remedy(READER))
                .startsWith("hand out the vault's current token")
                .contains("ccat pat rotate --token-from secretsmanager", "POST /rotations")
                .doesNotContain("create");
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "STALE", "OVERWRITTEN"})
    void namesTheCommandAndTheCallThatWriteTheTokenAgain(FindingKind kind) {
        assertThat(kind.remedy(READER)).contains("ccat pat rotate", "POST /rotations");
    }
}
