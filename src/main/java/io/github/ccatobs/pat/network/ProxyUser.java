package io.github.ccatobs.pat.network;

import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The user that a proxy asks for. It prints as dots.
 *
 * @param password empty when there is none
 */
public record ProxyUser(String name, Optional<SecretValue> password) {

    /** The password in the clear; for a client that makes its own header. */
    public String clearPassword() {
        return password.map(secret -> secret.reveal(utf8 -> new String(utf8, StandardCharsets.UTF_8)))
                .orElse("");
    }

    /** The value of the {@code Proxy-Authorization} header (RFC 7617). */
    public String authorization() {
        byte[] pair = (name + ":" + clearPassword()).getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(pair);
        KnownSecrets.remember(encoded.getBytes(StandardCharsets.UTF_8));
        return "Basic " + encoded;
    }

    @Override
    public String toString() {
        return "ProxyUser[...]";
    }
}
