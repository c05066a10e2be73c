package io.github.ccatobs.pat.audit;

import java.util.function.Consumer;

/** Whether an audit may be made where no directory can keep what it saw. */
@FunctionalInterface
public interface InMemoryStoreFallback {

    /**
     * Lets this process remember in its memory alone, from now on and until it ends, where no place for the state is
     * configured and the user's own directory is unknown or cannot be written. Any other store that cannot be used still fails,
     * and so does this one after it was used.
     *
     * @param told hears, in a sentence, when it comes to that, and why
     */
    void allowMemory(Consumer<String> told);
}
