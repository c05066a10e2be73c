package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often sources have come without a right key lately, and how long their next refusal therefore takes: the first few
 * none, then twice as long each time. It remembers a bounded number of sources, those that came last, each for a quarter
 * of an hour.
 */
final class FailedAuthThrottle {

    private static final int MOST_SOURCES = 1024;
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private record FailedAttempts(int count, Instant last) {}

    private final int free;
    private final Backoff backoff;
    private final Clock clock;
    private final Map<SourceAddress, FailedAttempts> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<SourceAddress, FailedAttempts> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    FailedAuthThrottle(int free, Backoff backoff, Clock clock) {
        this.free = free;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** Counts a failure of {@code source}, and gives how long its answer is to be held back. */
    synchronized Duration failed(SourceAddress source) {
        var now = clock.instant();
        int count = 1
                + Optional.ofNullable(sources.get(source))
                        .filter(before -> before.last().plus(MEMORY).isAfter(now))
                        .map(FailedAttempts::count)
                        .orElse(0);
        sources.put(source, new FailedAttempts(count, now));
        return delay(count - free);
    }

    private Duration delay(int counted) {
        return counted <= 0 ? Duration.ZERO : backoff.after(counted - 1);
    }
}
