package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other\\/forms of+\\\"secrets\\\" \\\\ h\u00e9re",
                "\\u006fther\\u002fforms of\\u002b\\u0022secrets\\u0022 \\u005C h\\u00e9re",
                "other\\\\/forms of+\\\\\\\"secrets\\\\\\\" \\\\\\\\ h\\\\u00e9re",
                "other&#47;forms of&#x2B;&#34;secrets&#34; \\ h&#xe9;re",
                "other%2Fforms%20of%2b%22secrets%22%20%5c%20h%C3%A9re",
                "other/f\r\n orms of+\"sec\nrets\" \\ h\u00e9re",
                "other/forms of+\\\"sec\\nrets\\\" \\\\ h\u00e9re",
            })
    void recognisesASecretThatIsEscapedOrFolded(String form) {
        remember("other/forms of+\"secrets\" \\ h\u00e9re");
        assertThat(KnownSecrets.redact("C:\\new &#; " + form + "|")).isEqualTo("C:\\new &#; [a secret]|");
    }

    @Test
    void recognisesASecretInBase64AndHexadecimalDigits() {
        String secret = "swordfish??>>of-other-forms";
        remember(secret);
        for (String before : List.of("", "u", "u:", "me:")) {
            byte[] utf8 = (before + secret + "\n").getBytes(StandardCharsets.UTF_8);
            String plain = Base64.getEncoder().encodeToString(utf8);
            String inJson = plain.replace("/", "\\/");
            String folded = Base64.getMimeEncoder(12, new byte[] {'\n'}).encodeToString(utf8);
            for (String form :
                    List.of(plain, inJson, folded, Base64.getUrlEncoder().encodeToString(utf8))) {
                assertThat(KnownSecrets.redact("Basic " + form)).matches("Basic .{0,6}\\[a secret].{0,4}");
            }
            assertThat(KnownSecrets.redact("<" + HexFormat.of().formatHex(utf8)))
                    .isEqualTo(
                            "<" + HexFormat.of().formatHex(before.getBytes(StandardCharsets.UTF_8)) + "[a secret]0a");
        }
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
