package io.github.ccatobs.pat.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {

    private static final String KEY = "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvvcCU=";

    @Test
    void keepsTheTextAndGivesTheBytes() {
        var key = new PublicKey("568250167242549743", KEY);

        assertThat(key.bytes()).hasSize(32);
        assertThat(PublicKey.of("568250167242549743", key.bytes())).isEqualTo(key);
    }

    @Test
    void isNotChangedThroughTheBytesItWasMadeFromOrGave() {
        byte[] bytes = new PublicKey("1", KEY).bytes();
        var key = PublicKey.of("1", bytes);

        bytes[0]++;
        key.bytes()[1]++;

        assertThat(key.base64()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvvcCU",
                "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r-dB7TJyvvcCU=",
                "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvvcCU=\n",
                "2Sg8iYjAxxmI2LvUXpJjkYrMxURPc8r+dB7TJyvvcCUA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void refusesWhatIsNot32BytesOfBase64(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicKey("7", key))
                .withMessage(
                        "public key 7 is not 32 bytes in padded base64: expected 44 characters, got " + key.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "1\r\nx-evil: 1", "ключ"})
    void refusesAKeyIdThatIsNotVisibleAscii(String keyId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicKey(keyId, KEY))
                .withMessageContaining("key_id");
    }

    @Test
    void refusesTheWrongNumberOfBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of("7", new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of("7", new byte[33]));
    }
}
