package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that happened to one secret. Reading lags writing when the sandbox is set so: each event is seen from its time
 * on.
 */
final class SecretHistory {

    private final String name;
    private final List<Event> events = new ArrayList<>();

    SecretHistory(String name) {
        this.name = name;
    }

    /** Whether it has a value now, whatever is seen of that. */
    boolean isPresent() {
        return value().isPresent();
    }

    Optional<String> value() {
        return events.isEmpty() ? Optional.empty() : events.getLast().value();
    }

    void writes(String value, Instant at, Instant seenFrom) {
        events.add(new Event(Optional.of(value), at, seenFrom));
    }

    void deletes(Instant at, Instant seenFrom) {
        events.add(new Event(Optional.empty(), at, seenFrom));
    }

    List<SecretWrite> values() {
        return events.stream().flatMap(Event::written).toList();
    }

    /** The API's view at {@code now}: name and times, or nothing. */
    Optional<ObjectNode> shownAt(Instant now) {
        Optional<Instant> created = Optional.empty();
        Optional<Instant> updated = Optional.empty();
        for (Event event : events) {
            if (!event.seenFrom().isAfter(now)) {
                updated = event.value().map(value -> event.at());
                created = updated.isEmpty() ? updated : created.or(() -> Optional.of(event.at()));
            }
        }
        return created.isEmpty() || updated.isEmpty()
                ? Optional.empty()
                : Optional.of(show(created.get(), updated.get()));
    }

    private ObjectNode show(Instant created, Instant updated) {
        return Json.object()
                .put("name", name)
                .put("created_at", Json.time(created))
                .put("updated_at", Json.time(updated));
    }

    private record Event(Optional<String> value, Instant at, Instant seenFrom) {

        Stream<SecretWrite> written() {
            return value.stream().map(text -> new SecretWrite(text, at));
        }
    }

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
}
