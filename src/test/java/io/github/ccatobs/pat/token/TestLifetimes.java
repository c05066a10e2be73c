package io.github.ccatobs.pat.token;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Makes lifetimes for tests of other packages. */
public final class TestLifetimes {

    private TestLifetimes() {}

    /** As {@code settings} say, with the maximums that {@code limits} keeps. */
    public static TokenLifetime of(TokenSettings settings, LifetimeLimitStore limits) {
        return new TokenLifetime(settings, limits);
    }

    /** Keeps maximums as long as the object lives. */
    public static LifetimeLimitStore inMemory() {
        Map<String, OptionalInt> kept = new ConcurrentHashMap<>();
        return new LifetimeLimitStore() {
            @Override
            public OptionalInt maximumDays(String organization) {
                return kept.getOrDefault(organization, OptionalInt.empty());
            }

            @Override
            public void keep(String organization, OptionalInt days) {
                kept.put(organization, days);
            }
        };
    }
}
