package io.github.ccatobs.pat.entrypoint.serve;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * The connections that may be open at a time, in all and for each source. A source may hold seven eighths, so that others
 * find a slot without waiting. Where none is free, a new connection takes the slot of the one that has waited longest for
 * a request, among those of the source that holds most; only connections whose request is being answered are safe from
 * that. So no number of idle connections, from however many sources, keeps a new one out.
 */
final class ConnectionSlots {

    private static final int RESERVED_FRACTION = 8;

    private final int most;
    private final int share;
    private final IntConsumer listener;
    private final Map<SourceAddress, Integer> held = new HashMap<>();
    private final Set<Slot> waiting = new LinkedHashSet<>();
    private int open;

    /**
     * @param most how many connections in all, at least 1
     * @param listener hears how many are open, whenever that changes
     */
    ConnectionSlots(int most, IntConsumer listener) {
        this.most = most;
        this.share = Math.max(1, most - Math.ceilDiv(most, RESERVED_FRACTION));
        this.listener = listener;
    }

    /** How many one source may hold of {@code most}. */
    int share() {
        return share;
    }

    /**
     * Takes a slot for a connection from {@code source}, which waits for its first request.
     *
     * @param close closes the connection, when another one takes its slot
     * @return empty when no slot is free: the connection is to be closed
     */
    synchronized Optional<Slot> take(SourceAddress source, Runnable close) {
        if (held(source) >= share) {
            return displace(slot -> slot.source.equals(source)).map(free -> add(source, close));
        }
        if (open >= most) {
            return displace(slot -> slot.source.equals(source) || held(slot.source) > held(source))
                    .map(free -> add(source, close));
        }
        return Optional.of(add(source, close));
    }

    private Slot add(SourceAddress source, Runnable close) {
        var slot = new Slot(source, close);
        held.merge(source, 1, Integer::sum);
        waiting.add(slot);
        listener.accept(++open);
        return slot;
    }

    /** The first of those that hold most is the one that has waited longest: the set keeps its order. */
    private Optional<Slot> displace(Predicate<Slot> candidate) {
        Optional<Slot> longest = waiting.stream()
                .filter(candidate)
                .reduce((first, next) -> held(next.source) > held(first.source) ? next : first);
        longest.ifPresent(slot -> {
            slot.release();
            slot.close.run();
        });
        return longest;
    }

    private int held(SourceAddress source) {
        return held.getOrDefault(source, 0);
    }

    /** The place of one connection. */
    final class Slot {
        private final SourceAddress source;
        private final Runnable close;
        private boolean isReleased;

        private Slot(SourceAddress source, Runnable close) {
            this.source = source;
            this.close = close;
        }

        /** The source that holds it. */
        SourceAddress source() {
            return source;
        }

        /** Protects the slot: a request of an authenticated caller is being read or answered. */
        void keep() {
            synchronized (ConnectionSlots.this) {
                waiting.remove(this);
            }
        }

        /** Lets the slot be taken: the connection waits for a request from now on. */
        void offer() {
            synchronized (ConnectionSlots.this) {
                waiting.remove(this);
                if (!isReleased) {
                    waiting.add(this);
                }
            }
        }

        /** Gives the slot back. Once is enough; more often changes nothing. */
        void release() {
            synchronized (ConnectionSlots.this) {
                waiting.remove(this);
                if (!isReleased) {
                    isReleased = true;
                    held.computeIfPresent(source, (same, count) -> count == 1 ? null : count - 1);
                    listener.accept(--open);
                }
            }
        }
    }
}
