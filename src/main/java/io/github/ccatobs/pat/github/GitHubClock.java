package io.github.ccatobs.pat.github;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The offset of GitHub's clock from this machine's, by the {@code Date} of its last answers: their median, so that a
 * single odd one changes nothing. It translates moments between the two clocks; leases, budgets and waits live by our own
 * clock alone. Once the clocks have agreed, a date of GitHub that continues the earlier ones is believed, so that a jump of
 * ours in the middle of a rotation changes nothing. Safe for use by several threads.
 */
public final class GitHubClock {

    /** Two clocks that are no further apart than this agree. Dates come in whole seconds and take a while to arrive. */
    public static final Duration TOLERATED = Duration.ofMinutes(1);

    /** So few that a clock that was set is believed after three answers, before a rotation writes. */
    private static final int REMEMBERED = 5;
    /** One answer alone may be a proxy's. */
    private static final int ENOUGH_TO_WARN = 2;

    private static final Duration PRECISION = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Deque<Duration> offsets = new ArrayDeque<>();
    /** GitHub's last dates, each less what {@link #nanoTime} was then, so that they can be compared. */
    private final Deque<Instant> origins = new ArrayDeque<>();

    private boolean haveAgreed;
    private Optional<Consumer<Duration>> toWarn;

    /** {@code warned} is called once, when the clocks differ, with the amount by which GitHub's is ahead. */
    GitHubClock(Consumer<Duration> warned) {
        this(warned, System::nanoTime);
    }

    /** {@code nanoTime} counts as {@link System#nanoTime} does, which setting a clock does not change. */
    GitHubClock(Consumer<Duration> warned, LongSupplier nanoTime) {
        this.toWarn = Optional.of(warned);
        this.nanoTime = nanoTime;
    }

    /** Learns from the answer to a read or a query that was received {@code now}; one without a date tells nothing. */
    void learn(GitHubResponse response, Instant now) {
        response.date().ifPresent(date -> learn(date, offset(response, date, now)));
    }

    private void learn(Instant date, Duration offset) {
        Optional<Runnable> warning;
        synchronized (this) {
            remember(origins, date.minusNanos(nanoTime.getAsLong()));
            remember(offsets, offset);
            haveAgreed |= offsets.size() >= ENOUGH_TO_WARN && !isOff();
            warning = firstWarning();
        }
        warning.ifPresent(Runnable::run);
    }

    private static <T> void remember(Deque<T> last, T one) {
        last.addLast(one);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    private Optional<Runnable> firstWarning() {
        if (offsets.size() < ENOUGH_TO_WARN || !isOff()) {
            return Optional.empty();
        }
        var told = toWarn;
        toWarn = Optional.empty();
        return told.map(listener -> {
            var by = middle();
            return () -> listener.accept(by);
        });
    }

    /** The amount by which GitHub's clock is ahead; negative when it is behind, empty when it is unknown. */
    public synchronized Optional<Duration> offset() {
        return offsets.isEmpty() ? Optional.empty() : Optional.of(middle());
    }

    /** Whether it is known that the clocks are more than {@link #TOLERATED} apart. */
    public synchronized boolean isOff() {
        return offset().filter(by -> by.abs().compareTo(TOLERATED) > 0).isPresent();
    }

    /** A sentence for people while it is known that the clocks are apart, without a full stop. */
    public Optional<String> warning() {
        return offset().filter(by -> isOff()).map(GitHubClock::warning);
    }

    /** The moment {@code local} of this machine's clock by GitHub's; the same when that is unknown. */
    public Instant at(Instant local) {
        return local.plus(offset().orElse(Duration.ZERO));
    }

    /** The moment {@code local} of this machine's clock by GitHub's; empty when that is unknown. */
    public Optional<Instant> atIfKnown(Instant local) {
        return offset().map(local::plus);
    }

    /**
     * Whether {@code date}, of an answer that has just come, is believed whatever our own clock says now: both clocks agreed
     * earlier, and it is within {@link #TOLERATED} of the time that the median of the last dates gives now.
     */
    synchronized boolean isCredible(Instant date) {
        return haveAgreed && Duration.between(expected(), date).abs().compareTo(TOLERATED) <= 0;
    }

    private Instant expected() {
        return origins.stream().sorted().toList().get((origins.size() - 1) / 2).plusNanos(nanoTime.getAsLong());
    }

    /** How far {@code date} lies outside the time that the call was under way, by our clock. */
    static Duration offset(GitHubResponse response, Instant date, Instant now) {
        var sent = now.minus(response.took());
        if (date.isAfter(now)) {
            return Duration.between(now, date);
        }
        var end = date.plus(PRECISION);
        return end.isBefore(sent) ? Duration.between(sent, end) : Duration.ZERO;
    }

    /** Of two that are equally in the middle the smaller one. */
    private Duration middle() {
        List<Duration> sorted = offsets.stream().sorted().toList();
        var upper = sorted.get(sorted.size() / 2);
        var lower = sorted.get((sorted.size() - 1) / 2);
        return lower.abs().compareTo(upper.abs()) < 0 ? lower : upper;
    }

    /** A sentence for people about a clock that is off by {@code by}, without a full stop. */
    public static String warning(Duration by) {
        return "this machine's clock is %s %s GitHub's: set it, with NTP for example; the times shown here are off by as much"
                .formatted(print(by.abs()), by.isNegative() ? "ahead of" : "behind");
    }

    private static String print(Duration by) {
        if (by.toDays() > 1) {
            return by.toDays() + " days";
        }
        if (by.toHours() > 1) {
            return by.toHours() + " h";
        }
        return by.toMinutes() + " min " + by.toSecondsPart() + " s";
    }
}
