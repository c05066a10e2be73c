package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body of a write: a sealed value and the key it was sealed with.
 *
 * @param encryptedValue padded standard base64 of the sealed box
 * @param keyId the id GitHub gave with the public key
 */
record SecretUpload(
        @JsonProperty("encrypted_value") String encryptedValue,
        @JsonProperty("key_id") String keyId) {}
