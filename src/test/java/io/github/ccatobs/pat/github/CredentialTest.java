package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.SecretValue;
import org.junit.jupiter.api.Test;

class CredentialTest {

    @Test
    void refusesWhatCannotStandInAHeader() {
        var value = SecretValue.of("hunter2\nX-Evil: 1");

        assertThatThrownBy(() -> new TokenCredential(value, "the pasted token"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pasted token holds a space, a line break or a character that no GitHub token has");
    }

    @Test
    void printsWhereItCameFrom() {
        var credential = new TokenCredential(SecretValue.of("hunter2"), "GITHUB_TOKEN");

        assertThat(credential).hasToString("GITHUB_TOKEN");
        assertThat(credential.authorization()).isEqualTo("Bearer hunter2");
    }
}
