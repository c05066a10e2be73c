package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingRemedyTest {

    @ParameterizedTest
    @EnumSource
    void saysTheNextStepOfEachKindInALine(FindingKind kind) {
        assertThat(kind.remedy()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREDENTIAL_EXPIRED", "CREDENTIAL_EXPIRING"})
    void saysOfTheCredentialWhereItBelongsAndOfNoRotation(FindingKind kind) {
        assertThat(kind.remedy())
                .contains("GITHUB_TOKEN", "ccat.pat.github.secret-id", "repositories keep their token")
                .doesNotContain("rotate", "rotations");
    }

    @Test
    void saysOfTheVaultsTokenWhetherANewOneIsNeeded() {
        assertThat(FindingKind.VAULT_TOKEN_REJECTED.remedy())
                .startsWith("create a new token, store it in the vault")
                .contains("ccat pat rotate");
        assertThat(FindingKind.VAULT_TOKEN_NOT_ROTATED.remedy())
                .startsWith("hand the vault's version out")
                .contains("ccat pat rotate --token-from secretsmanager", "POST /rotations")
                .doesNotContain("create");
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "STALE", "OVERWRITTEN"})
    void namesTheCommandAndTheCallThatWriteTheTokenAgain(FindingKind kind) {
        assertThat(kind.remedy()).contains("ccat pat rotate", "POST /rotations");
    }
}
