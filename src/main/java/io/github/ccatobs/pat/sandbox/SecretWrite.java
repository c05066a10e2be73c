package io.github.ccatobs.pat.sandbox;

import java.time.Instant;

/**
 * A value that a secret was given.
 *
 * @param value in the clear, as opened with the store's key
 * @param at when, by the sandbox's clock, in full precision; GitHub shows whole seconds
 */
public record SecretWrite(String value, Instant at) {

    /** When, without the value. */
    @Override
    public String toString() {
        return "SecretWrite[" + at + "]";
    }
}
