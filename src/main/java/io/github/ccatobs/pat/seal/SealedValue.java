package io.github.ccatobs.pat.seal;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A secret as GitHub wants it: sealed, and with the name of the key that opens it. As JSON it is the body of the write. It is
 * safe to log, and worthless to compare: sealing the same secret twice gives two different texts.
 *
 * @param keyId the id GitHub gave with the public key
 * @param encryptedValue the sealed box in padded standard base64
 */
public record SealedValue(
        @JsonProperty("key_id") String keyId,
        @JsonProperty("encrypted_value") String encryptedValue) {}
