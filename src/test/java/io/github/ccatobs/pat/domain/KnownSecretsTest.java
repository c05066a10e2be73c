package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {

    @Test
    void everySecretValueIsKnownFromItsMakingOn() {
        var secret = SecretValue.of("swordfish-of-known-secrets");
        assertThat(secret).hasToString("SecretValue[...]");
        assertThat(KnownSecrets.redact("a swordfish-of-known-secrets, swordfish-of-known-secretsx, swordfish-of-known"))
                .isEqualTo("a [a secret], [a secret]x, swordfish-of-known");
    }

    @Test
    void secretsThatOverlapOrHoldEachOtherLeaveNothing() {
        remember("abcdefgh-1234");
        remember("1234-ijklmnop");
        remember("bcdefgh-");
        assertThat(KnownSecrets.redact("<abcdefgh-1234-ijklmnop>")).isEqualTo("<[a secret]>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session+of/known=secrets%20here",
                "session%2Bof/known=secrets%2520here",
                "session%2bof%2Fknown%3Dsecrets%2520here",
                "session%252Bof%252Fknown%253Dsecrets%252520here",
                "%73%65ssion+of/known=secrets%2520here"
            })
    void recognisesASecretInAnAddress(String encoded) {
        remember("session+of/known=secrets%20here");
        assertThat(KnownSecrets.redact("100%, %zz " + encoded + " %2B%4")).isEqualTo("100%, %zz [a secret] %2B%4");
    }

    @Test
    void lendsEachSecretOnceToWhoeverKeepsAListOfItsOwn() {
        remember("remembered-before-anyone-listened");
        var lent = new ConcurrentLinkedQueue<String>();
        var stop = KnownSecrets.onEach(utf8 -> lent.add(new String(utf8, StandardCharsets.UTF_8)));
        remember("remembered-before-anyone-listened");
        remember("remembered-before-anyone-listened");
        stop.run();
        remember("remembered-afterwards-by-nobody");
        assertThat(lent.stream().filter(secret -> secret.startsWith("remembered-")))
                .containsExactly("remembered-before-anyone-listened");
    }

    @Test
    void ordinaryWordsAreNoSecrets() {
        remember("GH_PAT");
        assertThat(KnownSecrets.redact("GH_PAT is missing")).isEqualTo("GH_PAT is missing");
    }

    @Property(tries = 200)
    void findsItAnywhere(
            @ForAll String before, @ForAll @StringLength(min = 8, max = 80) String secret, @ForAll String after) {
        byte[] utf8 = secret.getBytes(StandardCharsets.UTF_8);
        String whole = new String(utf8, StandardCharsets.UTF_8);
        KnownSecrets.remember(utf8);
        assertThat(KnownSecrets.redact(before + whole + after)).doesNotContain(whole);
    }

    private static void remember(String secret) {
        KnownSecrets.remember(secret.getBytes(StandardCharsets.UTF_8));
    }
}
