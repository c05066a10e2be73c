package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    /** From {@code printf '%s' TEXT | openssl dgst -sha256 -binary | base64}; the first is NIST's own vector. */
    @ParameterizedTest
    @CsvSource({
        "abc, ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "paßwort ☃, eTRiRm7iragum+kzki5MSbtKN9g2J00NcKqae2qF56I=",
    })
    void isTheBase64OfTheSha256(String text, String expected) {
        assertThat(Fingerprint.of(SecretValue.of(text))).hasToString(expected);
    }

    @Test
    void hashesTheLargestSecretThatGitHubTakes() {
        assertThat(Fingerprint.of(SecretValue.of("a".repeat(48 * 1024))).value())
                .isEqualTo("DDvU+Vg733+U4SIF7Nx0bO2s3f8aBg+KcwfMNEzLjJg=");
    }

    @Property
    void anyFingerprintCanBeReadAgainAndHas32Bytes(@ForAll @Size(min = 1, max = 99) byte[] secret) {
        Fingerprint fingerprint = Fingerprint.of(SecretValue.of(secret));

        assertThat(new Fingerprint(fingerprint.value())).isEqualTo(fingerprint);
        assertThat(Base64.getDecoder().decode(fingerprint.value())).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
                "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0==",
                "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n",
                "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
                "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1=",
                "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFaaa",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void refusesWhatIsNotTheBase64Of32Bytes(String text) {
        assertThatThrownBy(() -> new Fingerprint(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a fingerprint is 44 characters of base64, not '");
    }
}
