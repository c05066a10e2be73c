package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of GitHub's refusals as people see them. */
class SanitizedErrorMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://evil.example/x now",
                "see //evil.example now",
                "see www.evil.example now",
                "see WWW.evil.example/x now",
                "see evil.example/x now",
                "see https:\\\\evil.example now",
                "see x-scheme://evil.example now",
                "see a.b-c.evil.example:8080/x now",
                "see mailto:a@evil.example now",
                "see evil.xn--p1ai/x now",
                "see \u0437\u043b\u043e.\u0440\u0444/x now",
                "see evil\u3002example/x now",
                "see 192.0.2.7/login now",
                "see 192.0.2.7:8080/ now",
                "see 192.0.2.7/1login now",
                "see 192.0.2.7/1/login now",
                "see evil.example./x now",
                "see evil.example.:80/x now",
                "see evil.read/login now",
                "see evil.read:8080/login now",
                "see evil.read/write/login now",
                "see evil.read/write.html now"
            })
    void leadsNobodyAnywhere(String text) {
        assertThat(SanitizedErrorMessage.of(text)).isEqualTo("see [a link] now");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No acme/web.site, ci/graph.yml or a/b; see v1.2",
                "Needs actions.read/write or secrets.write/admin.",
                "Has 10.0.0.0/8,10.1.0.0/16 (and 192.168.0.0/16).",
                "The list has 10.0.0.0/8, this comes from 192.0.2.7.",
                "Resource not accessible by integration: contents=read; secrets=write"
            })
    void leavesWhatIsNoAddress(String text) {
        assertThat(SanitizedErrorMessage.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "ab.", "a-", "a:", "/", "www.", "a.b/ ", "é", " "})
    void shortensTextsOfAnyLength(String part) {
        assertThat(SanitizedErrorMessage.of(part.repeat(5_000)).length()).isLessThanOrEqualTo(201);
    }

    @Test
    void showsThatAWordIsLeftOutAfterALongLink() {
        String text = "see https://evil.example/" + "x".repeat(3000) + " now";
        assertThat(SanitizedErrorMessage.of(text)).isEqualTo("see [a link]…");
    }

    @Test
    void hidesATokenThatLiesWhereTheTextIsCut() {
        String token = "ghp_" + "A1b2C3d4E5".repeat(4).substring(0, 36);
        assertThat(SanitizedErrorMessage.of("http://x ".repeat(220) + token)).doesNotContain("ghp_A1b2");
    }
}
