/**
 * GitHub's sealed boxes: libsodium's {@code crypto_box_seal}. May use domain.
 *
 * <p>The decision that shaped it: the cryptography is libsodium itself, through lazysodium, never our own.
 */
@NullMarked
package io.github.ccatobs.pat.seal;

import org.jspecify.annotations.NullMarked;
