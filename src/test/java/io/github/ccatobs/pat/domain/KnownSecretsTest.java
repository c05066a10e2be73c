package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

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
