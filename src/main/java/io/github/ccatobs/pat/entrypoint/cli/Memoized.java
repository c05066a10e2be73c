package io.github.ccatobs.pat.entrypoint.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is got at its first use and kept: a token that is asked for once. Not safe for several threads. */
final class Memoized<T> implements Supplier<T> {

    private final Supplier<T> source;
    private @Nullable T got;

    Memoized(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        T known = got;
        if (known == null) {
            known = source.get();
            got = known;
        }
        return known;
    }
}
