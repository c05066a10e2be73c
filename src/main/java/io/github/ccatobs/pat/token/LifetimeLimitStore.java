package io.github.ccatobs.pat.token;

import io.github.ccatobs.pat.domain.FailureException;
import java.util.OptionalInt;

/** Keeps the longest life that an organisation allows fine-grained tokens, as GitHub's refusals told it. */
public interface LifetimeLimitStore {

    /**
     * The most days that a token of {@code organization} may live; empty when GitHub has told none.
     *
     * @throws FailureException when it cannot be read
     */
    OptionalInt maximumDays(String organization);

    /**
     * Keeps {@code days}, empty when a longer life is allowed by now, in place of what was kept before.
     *
     * @throws FailureException when it cannot be kept
     */
    void keep(String organization, OptionalInt days);

    /** Keeps nothing, for another GitHub. */
    static LifetimeLimitStore none() {
        return new LifetimeLimitStore() {
            @Override
            public OptionalInt maximumDays(String organization) {
                return OptionalInt.empty();
            }

            @Override
            public void keep(String organization, OptionalInt days) {}
        };
    }
}
