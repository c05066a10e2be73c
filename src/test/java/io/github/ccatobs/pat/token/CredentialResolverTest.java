package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.Settings;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.GitHubSettings;
import io.github.ccatobs.pat.token.CredentialResolver.MissingCredentialException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The credential that reads, and why there may be none. */
class CredentialResolverTest {

    /** An audit then ends with 5 as one that could not tell, not with 4 as if a rotation were refused. */
    @Test
    void aVaultWithoutATokenIsOneThatGivesNone() {
        var credentialResolver = TestCredentials.none(version -> new TokenSource() {
            @Override
            public ReceivedToken receive() {
                throw new TokenSourceException.UnusableTokenException("the secret gh-pat is not a JSON object");
            }

            @Override
            public boolean confirm(ReceivedToken received) {
                throw new AssertionError("nothing was received");
            }
        });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.empty()))
                .withMessage("the secret gh-pat is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "ümlaut"})
    void aVaultWithSomethingElseIsOneThatGivesNone(String value) {
        var credentialResolver = TestCredentials.configured(value, version -> {
            throw new AssertionError("the token is not asked for");
        });
        assertThatExceptionOfType(SecretUnavailableException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.empty()))
                .withMessageStartingWith("the secret of ccat.pat.github.secret-id holds a space")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(value));
    }

    @Test
    void aCredentialThatIsNowhereIsMissing() {
        var credentialResolver = new CredentialResolver(
                Settings.of(GitHubSettings.class, Map.of()),
                Settings.of(TokenSettings.class, Map.of()),
                new TestSecretReader(id -> SecretValue.of("unasked"), version -> {
                    throw new AssertionError("no vault is configured");
                }));
        assertThatExceptionOfType(MissingCredentialException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.empty()))
                .withMessageStartingWith("no credential: set GITHUB_TOKEN");
        assertThatExceptionOfType(MissingCredentialException.class)
                .isThrownBy(() -> credentialResolver.reader(name -> Optional.of("two words")))
                .withMessageStartingWith("GITHUB_TOKEN holds a space");
    }
}
