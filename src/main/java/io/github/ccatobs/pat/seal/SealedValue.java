package io.github.ccatobs.pat.seal;

/**
 * A secret as GitHub wants it: sealed, and with the name of the key that opens it. It is safe to log, and worthless to
 * compare: sealing the same secret twice gives two different texts.
 *
 * @param keyId which key of GitHub's opens it
 * @param encryptedValue the sealed box in padded standard base64
 */
public record SealedValue(String keyId, String encryptedValue) {}
