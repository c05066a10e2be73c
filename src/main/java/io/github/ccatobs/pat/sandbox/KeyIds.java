package io.github.ccatobs.pat.sandbox;

import io.github.ccatobs.pat.seal.KeyPair;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers for keys, each used once, of the size GitHub's have. */
final class KeyIds {

    private final AtomicLong last = new AtomicLong(568250167242549742L);

    KeyPair newPair() {
        return KeyPair.generate(String.valueOf(last.incrementAndGet()));
    }
}
