package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.SecretUnavailableException;

/** Signs with private keys that never leave a service outside this machine, e.g. AWS KMS. */
public interface KeySigner {

    /**
     * The signature of {@code message} by RSASSA-PKCS1-v1_5 with SHA-256.
     *
     * @param keyId how the service knows the key, e.g. its ARN
     * @throws SecretUnavailableException when the service does not sign
     * @throws IllegalArgumentException when the settings do not say how to reach the service, e.g. its region
     */
    byte[] sign(String keyId, byte[] message);
}
