package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepositoryNameTest {

    @Test
    void printsAsItWasWritten() {
        assertThat(RepositoryName.parse("Acme/Web.Site")).hasToString("Acme/Web.Site");
    }
}
