package io.github.ccatobs.pat.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingRemedyTest {

    @ParameterizedTest
    @EnumSource
    void saysTheNextStepOfEachKindInALine(FindingKind kind) {
        assertThat(FindingRemedy.of(kind)).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "STALE", "OVERWRITTEN"})
    void namesTheCommandAndTheCallThatWriteTheTokenAgain(FindingKind kind) {
        assertThat(FindingRemedy.of(kind)).contains("ccat pat rotate", "POST /rotations");
    }
}
