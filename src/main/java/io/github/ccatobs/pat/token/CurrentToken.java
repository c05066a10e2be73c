package io.github.ccatobs.pat.token;

/** The token's current version in the vault. */
public sealed interface CurrentToken {

    /** No vault is configured. */
    record NotConfigured() implements CurrentToken {}

    /** The vault gave no token, for the reason {@code why}, which holds nothing that the vault gave. */
    record TokenUnreadable(String why) implements CurrentToken {}

    /** The vault gave it. */
    record Received(ReceivedToken token) implements CurrentToken {}
}
