package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private record Passed(Instant at, GitHubRequest call) {}

    private final MutableClock time = new MutableClock();
    private final CredentialTracker facts = new CredentialTracker(200);
    private final TimeBudget budget = TimeBudget.of(Duration.ofDays(30), time);

    @Property(tries = 20)
    void neverExceedsAnyWindow(
            @ForAll @Size(value = 600) List<Boolean> writes,
            @ForAll @Size(value = 600) List<@IntRange(max = 4) Integer> gaps) {
        var clock = new MutableClock();
        var rateLimiter = new RateLimiter(
                TestSettings.defaults().withWrites(20, 100).withPointsPerMinute(120), clock, clock.pause());
        var passed = new ArrayList<Passed>();
        for (int i = 0; i < writes.size(); i++) {
            clock.move(Duration.ofMillis(gaps.get(i) * 100L));
            var request = writes.get(i) ? SampleResponses.WRITE : SampleResponses.CALL;
            rateLimiter
                    .enter(request, facts, TimeBudget.of(Duration.ofDays(1), clock))
                    .close();
            passed.add(new Passed(clock.instant(), request));
        }

        assertThat(most(passed, Duration.ofMinutes(1), one -> one.call().kind().points()))
                .isLessThanOrEqualTo(120);
        assertThat(most(passed, Duration.ofMinutes(1), RateLimiterTest::writes)).isLessThanOrEqualTo(20);
        assertThat(most(passed, Duration.ofHours(1), RateLimiterTest::writes)).isLessThanOrEqualTo(100);
    }

    @Test
    void letsAThousandCallersThroughWithinTheWindows() throws Exception {
        var rateLimiter = pace(TestSettings.defaults());
        var passed = new ConcurrentLinkedQueue<Passed>();

        inManyThreads(1000, () -> {
            try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
                passed.add(new Passed(time.instant(), SampleResponses.CALL));
                permit.succeeded();
            }
        });

        assertThat(passed).hasSize(1000);
        assertThat(time.pauses()).isNotEmpty();
    }

    @Test
    void waitsNoLongerThanNeeded() {
        var rateLimiter = pace(TestSettings.defaults().withWrites(2, 480));
        enter(rateLimiter, SampleResponses.WRITE);
        time.move(Duration.ofSeconds(10));
        enter(rateLimiter, SampleResponses.WRITE);
        enter(rateLimiter, SampleResponses.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(50));
    }

    /** GitHub may have counted a write as late as when it answered; the next that takes its place may be counted at once. */
    @Test
    void letsACallsPlaceGoAMinuteAfterItsAnswer() {
        var rateLimiter = pace(TestSettings.defaults().withWrites(1, 480));
        var slow = rateLimiter.enter(SampleResponses.WRITE, facts, budget);
        time.move(Duration.ofSeconds(7));
        slow.close();
        time.move(Duration.ofSeconds(3));
        enter(rateLimiter, SampleResponses.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(57));
    }

    @Test
    void doesNotStallWhenTheClockIsSetBack() {
        var rateLimiter = pace(TestSettings.defaults().withPointsPerMinute(5));
        enter(rateLimiter, SampleResponses.WRITE);
        time.move(Duration.ofHours(-10));
        enter(rateLimiter, SampleResponses.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void remembersTheWritesOfAnEarlierProcess() {
        var rateLimiter = pace(TestSettings.defaults().withWrites(75, 2));
        rateLimiter.remember(List.of(minutesAgo(10), minutesAgo(30), minutesAgo(90)));
        enter(rateLimiter, SampleResponses.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(30));
    }

    @Test
    void countsARecordedWriteOnceHoweverOftenItIsTold() {
        var rateLimiter = pace(TestSettings.defaults().withWrites(75, 4));
        var earlier = List.of(minutesAgo(10), minutesAgo(10));
        rateLimiter.remember(earlier);
        enter(rateLimiter, SampleResponses.WRITE);
        time.move(Duration.ofSeconds(20));
        rateLimiter.remember(List.of(earlier.getFirst(), earlier.getLast(), time.instant()));
        enter(rateLimiter, SampleResponses.WRITE);
        assertThat(time.pauses()).isEmpty();

        rateLimiter.remember(List.of(minutesAgo(10)));
        enter(rateLimiter, SampleResponses.WRITE);
        assertThat(time.pauses()).hasSize(1);
    }

    @Test
    void letsNobodyPassWhileALimitLasts() {
        var rateLimiter = pace(TestSettings.defaults());
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(60));
        }
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.succeeded();
        }

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void keepsTheLongerOfTwoLimits() {
        var rateLimiter = pace(TestSettings.defaults());
        try (var first = rateLimiter.enter(SampleResponses.CALL, facts, budget);
                var second = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            first.metLimit(Duration.ofSeconds(60));
            second.metLimit(Duration.ofSeconds(1));
        }
        enter(rateLimiter, SampleResponses.CALL);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void closesWhileSomebodyWaits() {
        var waits = new ArrayList<Duration>();
        var holder = new ArrayList<RateLimiter.Permit>();
        var rateLimiter = new RateLimiter(TestSettings.defaults(), time, duration -> {
            waits.add(duration);
            if (waits.size() == 1) {
                holder.getFirst().metLimit(Duration.ofMinutes(5));
            }
            time.move(duration);
        });
        holder.add(rateLimiter.enter(SampleResponses.CALL, facts, budget));
        holder.getFirst().metLimit(Duration.ofMinutes(1));

        enter(rateLimiter, SampleResponses.CALL);

        assertThat(waits).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(4));
    }

    @Test
    void leavesTheWritesOfAMinuteTheirPoints() {
        var settings = TestSettings.defaults().withWrites(10, 100).withPointsPerMinute(120);
        var besideWrites = pace(settings);
        try (var write = besideWrites.enter(SampleResponses.WRITE, facts, budget)) {
            IntStream.range(0, 70).forEach(each -> enter(besideWrites, SampleResponses.CALL));
            assertThat(time.instant()).isEqualTo(MutableClock.START);
            enter(besideWrites, SampleResponses.CALL);
            assertThat(time.instant()).isEqualTo(MutableClock.START.plus(Duration.ofMinutes(1)));
            assertThat(write).isNotNull();
        }

        var withoutWrites = pace(settings);
        IntStream.range(0, 120).forEach(each -> enter(withoutWrites, SampleResponses.CALL));
        assertThat(time.instant()).isEqualTo(MutableClock.START.plus(Duration.ofMinutes(1)));
    }

    @Test
    void letsReadsPassWhileAWriteWaitsForItsHour() {
        var readsWhileWaiting = new ArrayList<Instant>();
        var self = new ArrayList<RateLimiter>();
        var rateLimiter =
                new RateLimiter(TestSettings.defaults().withInFlight(1, 1).withWrites(75, 1), time, duration -> {
                    self.getFirst()
                            .enter(SampleResponses.CALL, facts, TimeBudget.of(Duration.ZERO, time))
                            .close();
                    readsWhileWaiting.add(time.instant());
                    time.move(duration);
                });
        self.add(rateLimiter);
        enter(rateLimiter, SampleResponses.WRITE);
        enter(rateLimiter, SampleResponses.WRITE);

        assertThat(readsWhileWaiting).containsExactly(MutableClock.START);
        assertThat(time.instant()).isEqualTo(MutableClock.START.plus(Duration.ofHours(1)));
    }

    @Test
    void letsAnotherCredentialPassWhileOneHasUsedUpItsQuota() {
        var passed = new ArrayList<Instant>();
        var self = new ArrayList<RateLimiter>();
        var rateLimiter = new RateLimiter(TestSettings.defaults().withInFlight(1, 1), time, duration -> {
            enter(self.getFirst(), SampleResponses.CALL, new CredentialTracker(200));
            passed.add(time.instant());
            time.move(duration);
        });
        self.add(rateLimiter);
        long reset = MutableClock.START.plusSeconds(1800).getEpochSecond();
        facts.learn(
                SampleResponses.of(
                        200, "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 150 | x-ratelimit-reset: " + reset, ""),
                MutableClock.START);

        enter(rateLimiter, SampleResponses.CALL);

        assertThat(passed).containsExactly(MutableClock.START);
        assertThat(time.instant()).isEqualTo(MutableClock.START.plusSeconds(1800));
    }

    @Test
    void endsWithTheLimitWhenTheTurnComesAfterTheBudget() {
        var rateLimiter = pace(TestSettings.defaults().withInFlight(1, 1));
        var until = MutableClock.START.plusSeconds(61);
        try (var permit = rateLimiter.enter(SampleResponses.WRITE, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(61));
        }

        assertThatThrownBy(() ->
                        rateLimiter.enter(SampleResponses.WRITE, facts, TimeBudget.of(Duration.ofSeconds(60), time)))
                .isInstanceOfSatisfying(
                        GitHubException.RateLimitedException.class,
                        limited -> assertThat(limited.until()).isEqualTo(until))
                .hasMessage("PUT /repos/acme/web/actions/secrets/GH_PAT: GitHub's rate limit allows no further call"
                        + " before 2026-11-23T09:01:01Z: GitHub asked for it");
        rateLimiter
                .enter(SampleResponses.WRITE, facts, TimeBudget.of(Duration.ofSeconds(61), time))
                .close();
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(61));
    }

    @Test
    void waitsAgainAndAgainWhenEachWaitIsShortEnough() {
        var rateLimiter = pace(TestSettings.defaults().withWrites(1, 480));
        for (int i = 0; i < 61; i++) {
            rateLimiter
                    .enter(SampleResponses.WRITE, facts, TimeBudget.each(Duration.ofMinutes(1)))
                    .close();
        }

        assertThat(time.paused()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void endsWithTheLimitWhenOneWaitIsTooLong() {
        var rateLimiter = pace(TestSettings.defaults().withWrites(75, 1));
        var quarter = TimeBudget.each(Duration.ofMinutes(15));
        rateLimiter.enter(SampleResponses.WRITE, facts, quarter).close();
        time.move(Duration.ofMinutes(44));

        assertThatThrownBy(() -> rateLimiter.enter(SampleResponses.WRITE, facts, quarter))
                .isInstanceOfSatisfying(
                        GitHubException.RateLimitedException.class,
                        limited -> assertThat(limited.until()).isEqualTo(MutableClock.START.plus(Duration.ofHours(1))));
        time.move(Duration.ofMinutes(1));
        rateLimiter.enter(SampleResponses.WRITE, facts, quarter).close();
        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(15));
    }

    @Test
    void tellsWhatAWriteWaitsFor() {
        assertThat(told(TestSettings.defaults().withWrites(3, 480), SampleResponses.WRITE, 4))
                .containsExactly("2026-11-23T09:01:00Z 3 writes in a minute");
        assertThat(told(TestSettings.defaults().withWrites(75, 2), SampleResponses.WRITE, 3))
                .containsExactly("2026-11-23T10:00:00Z 2 writes in an hour");
        assertThat(told(TestSettings.defaults().withPointsPerMinute(10), SampleResponses.CALL, 11))
                .containsExactly("2026-11-23T09:01:00Z 10 points in a minute");
    }

    @Test
    void tellsThatGitHubAskedToWait() {
        var rateLimiter = pace(TestSettings.defaults());
        var told = listen(rateLimiter);
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(37));
        }
        enter(rateLimiter, SampleResponses.CALL);

        assertThat(told).containsExactly("2026-11-23T09:00:37Z GitHub asked for it");
    }

    @Test
    void tellsThatTheReserveIsLeftToPeople() {
        var rateLimiter = pace(TestSettings.defaults());
        var told = listen(rateLimiter);
        long reset = MutableClock.START.plusSeconds(1800).getEpochSecond();
        facts.learn(
                SampleResponses.of(
                        200, "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 150 | x-ratelimit-reset: " + reset, ""),
                MutableClock.START);
        enter(rateLimiter, SampleResponses.CALL);

        assertThat(told).containsExactly("2026-11-23T09:30:00Z the quota's reserve");
    }

    @Test
    void tellsAWaitOfManyCallersOnce() {
        var told = new ArrayList<String>();
        var self = new ArrayList<RateLimiter>();
        var others = new ArrayList<>(List.of(1, 2, 3));
        var rateLimiter = new RateLimiter(TestSettings.defaults(), time, duration -> {
            if (!others.isEmpty()) {
                var other = "credential " + others.removeLast();
                enter(self.getFirst(), SampleResponses.CALL, new CredentialTracker(200, other));
            }
            time.move(duration);
        });
        self.add(rateLimiter);
        rateLimiter.onWait((until, why) -> told.add(until + " " + why));
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(37));
        }
        enter(rateLimiter, SampleResponses.CALL);

        assertThat(others).isEmpty();
        assertThat(told).containsExactly("2026-11-23T09:00:37Z GitHub asked for it");
    }

    @Test
    void doesNotTellAWaitThatNobodyNotices() {
        var rateLimiter = pace(TestSettings.defaults());
        var told = listen(rateLimiter);
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(1));
        }
        enter(rateLimiter, SampleResponses.CALL);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
        assertThat(told).isEmpty();
    }

    @Test
    void doesNotTellAWaitThatTheBudgetRefuses() {
        var rateLimiter = pace(TestSettings.defaults());
        var told = listen(rateLimiter);
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.metLimit(Duration.ofMinutes(16));
        }

        assertThatThrownBy(
                        () -> rateLimiter.enter(SampleResponses.CALL, facts, TimeBudget.each(Duration.ofMinutes(15))))
                .isInstanceOf(GitHubException.RateLimitedException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void givesItsPlacesBackWhateverGoesWrong() {
        var broken = new RateLimiter(TestSettings.defaults().withInFlight(1, 1), time, duration -> {
            throw new IllegalStateException("no pause today");
        });
        try (var permit = broken.enter(SampleResponses.WRITE, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(60));
        }

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> broken.enter(SampleResponses.WRITE, facts, budget))
                    .isInstanceOf(IllegalStateException.class);
        }
        time.move(Duration.ofSeconds(60));
        broken.enter(SampleResponses.WRITE, facts, budget).close();
    }

    @Test
    void givesItsPlacesBackWhenTheClockFails() {
        var failing = new boolean[] {false};
        InstantSource clock = () -> {
            if (failing[0]) {
                throw new LinkageError("no clock today");
            }
            return time.instant();
        };
        var rateLimiter = new RateLimiter(
                TestSettings.defaults().withInFlight(1, 1), clock.withZone(ZoneOffset.UTC), time.pause());
        failing[0] = true;
        assertThatThrownBy(() -> rateLimiter.enter(SampleResponses.WRITE, facts, budget))
                .isInstanceOf(LinkageError.class);
        failing[0] = false;

        rateLimiter.enter(SampleResponses.WRITE, facts, budget).close();
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        var rateLimiter = new RateLimiter(TestSettings.defaults(), time, duration -> Thread.currentThread()
                .interrupt());
        try (var permit = rateLimiter.enter(SampleResponses.CALL, facts, budget)) {
            permit.metLimit(Duration.ofSeconds(60));
        }

        try {
            assertThatThrownBy(() -> rateLimiter.enter(SampleResponses.CALL, facts, budget))
                    .isInstanceOf(GitHubException.GitHubUnavailableException.class)
                    .hasMessage("GET /repos/acme/web: interrupted while waiting for a rate limit");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void passesThroughTheRealPause() {
        Thread.currentThread().interrupt();
        Sleeper.sleeping().sleep(Duration.ofDays(1));

        assertThat(Thread.interrupted()).isTrue();
    }

    private static List<String> told(TestSettings settings, GitHubRequest request, int times) {
        var clock = new MutableClock();
        var rateLimiter = new RateLimiter(settings, clock, clock.pause());
        var told = listen(rateLimiter);
        for (int i = 0; i < times; i++) {
            rateLimiter
                    .enter(request, new CredentialTracker(200), TimeBudget.of(Duration.ofDays(1), clock))
                    .close();
        }
        return told;
    }

    private static List<String> listen(RateLimiter rateLimiter) {
        var told = new ArrayList<String>();
        rateLimiter.onWait((until, why) -> told.add(until + " " + why));
        return told;
    }

    private Instant minutesAgo(int minutes) {
        return time.instant().minus(Duration.ofMinutes(minutes));
    }

    private RateLimiter pace(TestSettings settings) {
        return new RateLimiter(settings, time, time.pause());
    }

    private void enter(RateLimiter rateLimiter, GitHubRequest request) {
        enter(rateLimiter, request, facts);
    }

    private void enter(RateLimiter rateLimiter, GitHubRequest request, CredentialTracker who) {
        rateLimiter.enter(request, who, budget).close();
    }

    private static int writes(Passed one) {
        return one.call().kind() == GitHubRequest.RequestKind.WRITE ? 1 : 0;
    }

    private static int most(List<Passed> passed, Duration stretch, ToIntFunction<Passed> weight) {
        return passed.stream()
                .mapToInt(first -> passed.stream()
                        .filter(one -> !one.at().isBefore(first.at())
                                && one.at().isBefore(first.at().plus(stretch)))
                        .mapToInt(weight)
                        .sum())
                .max()
                .orElse(0);
    }

    private static void inManyThreads(int callers, Runnable call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(call));
            }
            for (Future<?> one : calls) {
                one.get();
            }
        }
    }
}
