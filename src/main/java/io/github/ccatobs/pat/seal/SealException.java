package io.github.ccatobs.pat.seal;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.FailureKind;

/** Nothing could be sealed, and why. */
public abstract sealed class SealException extends FailureException {

    private static final long serialVersionUID = 1L;

    private SealException(String message) {
        super(new FailureKind.Refused(FailureKind.FailureSource.SEALING), message);
    }

    private SealException(String message, Throwable cause) {
        super(new FailureKind.Refused(FailureKind.FailureSource.SEALING), message, cause);
    }

    /** libsodium does not load on this machine; the message says which machine it is and what to do. */
    public static final class LibsodiumMissingException extends SealException {

        private static final long serialVersionUID = 1L;

        LibsodiumMissingException(String platform, Throwable cause) {
            super(
                    "libsodium, which seals secrets for GitHub, cannot be loaded on " + platform
                            + ". It comes with this program for Linux (x86-64, ARM), macOS and Windows and is unpacked to"
                            + " the temporary directory: if programs must not run from there, start Java with"
                            + " -Djava.io.tmpdir=DIRECTORY naming one where they may. Elsewhere install libsodium with the"
                            + " system's package manager.",
                    cause);
        }
    }

    /** libsodium refuses the public key: all zeros, or another point that would seal nothing. */
    public static final class KeyRefusedException extends SealException {

        private static final long serialVersionUID = 1L;

        KeyRefusedException(PublicKey key) {
            super("public key " + key.keyId() + " is 32 bytes, but not a key that libsodium can seal to");
        }
    }
}
