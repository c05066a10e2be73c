package io.github.ccatobs.pat.store;

import java.util.Optional;

/**
 * The condition of a write: the item at {@code key} says {@code expected} under {@code name}, or, when
 * nothing is expected, says nothing there or is not there at all.
 */
record WriteCondition(ItemKey key, String name, Optional<String> expected) {

    boolean holdsFor(Optional<Item> found) {
        return found.flatMap(item -> item.maybe(name)).equals(expected);
    }
}
