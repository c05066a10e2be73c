package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    /** {@code printf %s abc | sha256sum}. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** {@code printf %s "" | sha256sum}. */
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void knowsAKeyByWhatSha256sumPrints() {
        var keys = ApiKeys.of(Map.of("ops", ABC, "ci.robot-2", "0".repeat(64)));

        assertThat(keys.nameOf(List.of("Bearer abc"))).contains("ops");
        assertThat(keys.nameOf(List.of("Bearer abd"))).isEmpty();
    }

    @Test
    void takesHexInEitherCase() {
        var keys = ApiKeys.of(Map.of("ops", ABC.toUpperCase(Locale.ROOT)));

        assertThat(keys.nameOf(List.of("bearer abc"))).contains("ops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            })
    void refusesWhatIsNoHashWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> ApiKeys.of(Map.of("ops", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ccat.pat.http.keys.\"ops\" has " + value.length()
                                + " characters, which is not a SHA-256: expected 64 hexadecimal digits, as sha256sum prints them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "-a", "../a", "ä"})
    void refusesANameThatCouldNotStandInALog(String name) {
        assertThatThrownBy(() -> ApiKeys.of(Map.of(name, ABC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ccat.pat.http.keys has a key named '");
    }

    /** Else a request without a key would have that of nothing. */
    @Test
    void refusesTheHashOfNothing() {
        assertThatThrownBy(() -> ApiKeys.of(Map.of("ops", NOTHING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ccat.pat.http.keys.\"ops\" is the SHA-256 of an empty text: expected that of a key");
    }
}
