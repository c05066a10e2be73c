package io.github.ccatobs.pat.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {

    private record Passed(Instant at, Call call) {}

    private final TestTime time = new TestTime();
    private final CredentialFacts facts = new CredentialFacts(200);
    private final TimeBudget budget = TimeBudget.of(Duration.ofDays(30), time);

    @Property(tries = 20)
    void neverExceedsAnyWindow(
            @ForAll @Size(value = 600) List<Boolean> writes,
            @ForAll @Size(value = 600) List<@IntRange(max = 4) Integer> gaps) {
        var clock = new TestTime();
        var pace = new Pace(TestSettings.defaults().withWrites(20, 100).withPointsPerMinute(120), clock, clock.pause());
        var passed = new ArrayList<Passed>();
        for (int i = 0; i < writes.size(); i++) {
            clock.move(Duration.ofMillis(gaps.get(i) * 100L));
            var call = writes.get(i) ? Answers.WRITE : Answers.CALL;
            pace.enter(call, facts, TimeBudget.of(Duration.ofDays(1), clock)).close();
            passed.add(new Passed(clock.instant(), call));
        }

        assertThat(most(passed, Duration.ofMinutes(1), one -> one.call().kind().points()))
                .isLessThanOrEqualTo(120);
        assertThat(most(passed, Duration.ofMinutes(1), PaceTest::writes)).isLessThanOrEqualTo(20);
        assertThat(most(passed, Duration.ofHours(1), PaceTest::writes)).isLessThanOrEqualTo(100);
    }

    @Test
    void letsAThousandCallersThroughWithinTheWindows() throws Exception {
        var pace = pace(TestSettings.defaults());
        var passed = new ConcurrentLinkedQueue<Passed>();

        inManyThreads(1000, () -> {
            try (var turn = pace.enter(Answers.CALL, facts, budget)) {
                passed.add(new Passed(time.instant(), Answers.CALL));
                turn.wentWell();
            }
        });

        assertThat(passed).hasSize(1000);
        assertThat(time.pauses()).isNotEmpty();
    }

    @Test
    void waitsNoLongerThanNeeded() {
        var pace = pace(TestSettings.defaults().withWrites(2, 480));
        enter(pace, Answers.WRITE);
        time.move(Duration.ofSeconds(10));
        enter(pace, Answers.WRITE);
        enter(pace, Answers.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(50));
    }

    @Test
    void doesNotStallWhenTheClockIsSetBack() {
        var pace = pace(TestSettings.defaults().withPointsPerMinute(5));
        enter(pace, Answers.WRITE);
        time.move(Duration.ofHours(-10));
        enter(pace, Answers.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void remembersTheWritesOfAnEarlierProcess() {
        var pace = pace(TestSettings.defaults().withWrites(75, 2));
        pace.remember(List.of(minutesAgo(10), minutesAgo(30), minutesAgo(90)));
        enter(pace, Answers.WRITE);

        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(30));
    }

    @Test
    void countsARecordedWriteOnceHoweverOftenItIsTold() {
        var pace = pace(TestSettings.defaults().withWrites(75, 4));
        var earlier = List.of(minutesAgo(10), minutesAgo(10));
        pace.remember(earlier);
        enter(pace, Answers.WRITE);
        time.move(Duration.ofSeconds(20));
        pace.remember(List.of(earlier.getFirst(), earlier.getLast(), time.instant()));
        enter(pace, Answers.WRITE);
        assertThat(time.pauses()).isEmpty();

        pace.remember(List.of(minutesAgo(10)));
        enter(pace, Answers.WRITE);
        assertThat(time.pauses()).hasSize(1);
    }

    @Test
    void letsNobodyPassWhileALimitLasts() {
        var pace = pace(TestSettings.defaults());
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(60));
        }
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.wentWell();
        }

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void keepsTheLongerOfTwoLimits() {
        var pace = pace(TestSettings.defaults());
        try (var first = pace.enter(Answers.CALL, facts, budget);
                var second = pace.enter(Answers.CALL, facts, budget)) {
            first.metLimit(Duration.ofSeconds(60));
            second.metLimit(Duration.ofSeconds(1));
        }
        enter(pace, Answers.CALL);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void closesWhileSomebodyWaits() {
        var waits = new ArrayList<Duration>();
        var holder = new ArrayList<Pace.Turn>();
        var pace = new Pace(TestSettings.defaults(), time, duration -> {
            waits.add(duration);
            if (waits.size() == 1) {
                holder.getFirst().metLimit(Duration.ofMinutes(5));
            }
            time.move(duration);
        });
        holder.add(pace.enter(Answers.CALL, facts, budget));
        holder.getFirst().metLimit(Duration.ofMinutes(1));

        enter(pace, Answers.CALL);

        assertThat(waits).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(4));
    }

    @Test
    void letsReadsPassWhileAWriteWaitsForItsHour() {
        var readsWhileWaiting = new ArrayList<Instant>();
        var self = new ArrayList<Pace>();
        var pace = new Pace(TestSettings.defaults().withInFlight(1, 1).withWrites(75, 1), time, duration -> {
            self.getFirst()
                    .enter(Answers.CALL, facts, TimeBudget.of(Duration.ZERO, time))
                    .close();
            readsWhileWaiting.add(time.instant());
            time.move(duration);
        });
        self.add(pace);
        enter(pace, Answers.WRITE);
        enter(pace, Answers.WRITE);

        assertThat(readsWhileWaiting).containsExactly(TestTime.START);
        assertThat(time.instant()).isEqualTo(TestTime.START.plus(Duration.ofHours(1)));
    }

    @Test
    void letsAnotherCredentialPassWhileOneHasUsedUpItsQuota() {
        var passed = new ArrayList<Instant>();
        var self = new ArrayList<Pace>();
        var pace = new Pace(TestSettings.defaults().withInFlight(1, 1), time, duration -> {
            enter(self.getFirst(), Answers.CALL, new CredentialFacts(200));
            passed.add(time.instant());
            time.move(duration);
        });
        self.add(pace);
        long reset = TestTime.START.plusSeconds(1800).getEpochSecond();
        facts.learn(
                Answers.of(
                        200, "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 150 | x-ratelimit-reset: " + reset, ""),
                TestTime.START);

        enter(pace, Answers.CALL);

        assertThat(passed).containsExactly(TestTime.START);
        assertThat(time.instant()).isEqualTo(TestTime.START.plusSeconds(1800));
    }

    @Test
    void endsWithTheLimitWhenTheTurnComesAfterTheBudget() {
        var pace = pace(TestSettings.defaults().withInFlight(1, 1));
        var until = TestTime.START.plusSeconds(61);
        try (var turn = pace.enter(Answers.WRITE, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(61));
        }

        assertThatThrownBy(() -> pace.enter(Answers.WRITE, facts, TimeBudget.of(Duration.ofSeconds(60), time)))
                .isInstanceOfSatisfying(GitHubException.Limited.class, limited -> assertThat(limited.until())
                        .isEqualTo(until))
                .hasMessage("PUT /repos/acme/web/actions/secrets/GH_PAT: GitHub's rate limit allows no further call"
                        + " before 2026-11-23T09:01:01Z");
        pace.enter(Answers.WRITE, facts, TimeBudget.of(Duration.ofSeconds(61), time))
                .close();
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(61));
    }

    @Test
    void waitsAgainAndAgainWhenEachWaitIsShortEnough() {
        var pace = pace(TestSettings.defaults().withWrites(1, 480));
        for (int i = 0; i < 61; i++) {
            pace.enter(Answers.WRITE, facts, TimeBudget.each(Duration.ofMinutes(1)))
                    .close();
        }

        assertThat(time.paused()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void endsWithTheLimitWhenOneWaitIsTooLong() {
        var pace = pace(TestSettings.defaults().withWrites(75, 1));
        var quarter = TimeBudget.each(Duration.ofMinutes(15));
        pace.enter(Answers.WRITE, facts, quarter).close();
        time.move(Duration.ofMinutes(44));

        assertThatThrownBy(() -> pace.enter(Answers.WRITE, facts, quarter))
                .isInstanceOfSatisfying(GitHubException.Limited.class, limited -> assertThat(limited.until())
                        .isEqualTo(TestTime.START.plus(Duration.ofHours(1))));
        time.move(Duration.ofMinutes(1));
        pace.enter(Answers.WRITE, facts, quarter).close();
        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(15));
    }

    @Test
    void tellsWhatAWriteWaitsFor() {
        assertThat(told(TestSettings.defaults().withWrites(3, 480), Answers.WRITE, 4))
                .containsExactly("2026-11-23T09:01:00Z 3 writes in a minute");
        assertThat(told(TestSettings.defaults().withWrites(75, 2), Answers.WRITE, 3))
                .containsExactly("2026-11-23T10:00:00Z 2 writes in an hour");
        assertThat(told(TestSettings.defaults().withPointsPerMinute(10), Answers.CALL, 11))
                .containsExactly("2026-11-23T09:01:00Z 10 points in a minute");
    }

    @Test
    void tellsThatGitHubAskedToWait() {
        var pace = pace(TestSettings.defaults());
        var told = listen(pace);
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(37));
        }
        enter(pace, Answers.CALL);

        assertThat(told).containsExactly("2026-11-23T09:00:37Z GitHub asked for it");
    }

    @Test
    void tellsThatTheReserveIsLeftToPeople() {
        var pace = pace(TestSettings.defaults());
        var told = listen(pace);
        long reset = TestTime.START.plusSeconds(1800).getEpochSecond();
        facts.learn(
                Answers.of(
                        200, "x-ratelimit-limit: 5000 | x-ratelimit-remaining: 150 | x-ratelimit-reset: " + reset, ""),
                TestTime.START);
        enter(pace, Answers.CALL);

        assertThat(told).containsExactly("2026-11-23T09:30:00Z the quota's reserve");
    }

    @Test
    void tellsAWaitOfManyCallersOnce() {
        var told = new ArrayList<String>();
        var self = new ArrayList<Pace>();
        var others = new ArrayList<>(List.of(1, 2, 3));
        var pace = new Pace(TestSettings.defaults(), time, duration -> {
            if (!others.isEmpty()) {
                others.removeLast();
                enter(self.getFirst(), Answers.CALL);
            }
            time.move(duration);
        });
        self.add(pace);
        pace.onWait((until, why) -> told.add(until + " " + why));
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(37));
        }
        enter(pace, Answers.CALL);

        assertThat(others).isEmpty();
        assertThat(told).containsExactly("2026-11-23T09:00:37Z GitHub asked for it");
    }

    @Test
    void doesNotTellAWaitThatNobodyNotices() {
        var pace = pace(TestSettings.defaults());
        var told = listen(pace);
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(1));
        }
        enter(pace, Answers.CALL);

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
        assertThat(told).isEmpty();
    }

    @Test
    void doesNotTellAWaitThatTheBudgetRefuses() {
        var pace = pace(TestSettings.defaults());
        var told = listen(pace);
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.metLimit(Duration.ofMinutes(16));
        }

        assertThatThrownBy(() -> pace.enter(Answers.CALL, facts, TimeBudget.each(Duration.ofMinutes(15))))
                .isInstanceOf(GitHubException.Limited.class);
        assertThat(told).isEmpty();
    }

    @Test
    void givesItsPlacesBackWhateverGoesWrong() {
        var broken = new Pace(TestSettings.defaults().withInFlight(1, 1), time, duration -> {
            throw new IllegalStateException("no pause today");
        });
        try (var turn = broken.enter(Answers.WRITE, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(60));
        }

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> broken.enter(Answers.WRITE, facts, budget))
                    .isInstanceOf(IllegalStateException.class);
        }
        time.move(Duration.ofSeconds(60));
        broken.enter(Answers.WRITE, facts, budget).close();
    }

    @Test
    void givesItsPlacesBackWhenTheClockFails() {
        var failing = new boolean[] {false};
        var clock = new Clock() {
            @Override
            public Instant instant() {
                if (failing[0]) {
                    throw new LinkageError("no clock today");
                }
                return time.instant();
            }

            @Override
            public ZoneId getZone() {
                return time.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        var pace = new Pace(TestSettings.defaults().withInFlight(1, 1), clock, time.pause());
        failing[0] = true;
        assertThatThrownBy(() -> pace.enter(Answers.WRITE, facts, budget)).isInstanceOf(LinkageError.class);
        failing[0] = false;

        pace.enter(Answers.WRITE, facts, budget).close();
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        var pace = new Pace(TestSettings.defaults(), time, duration -> Thread.currentThread()
                .interrupt());
        try (var turn = pace.enter(Answers.CALL, facts, budget)) {
            turn.metLimit(Duration.ofSeconds(60));
        }

        try {
            assertThatThrownBy(() -> pace.enter(Answers.CALL, facts, budget))
                    .isInstanceOf(GitHubException.Unavailable.class)
                    .hasMessage("GET /repos/acme/web: interrupted while waiting for a rate limit");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void passesThroughTheRealPause() {
        Thread.currentThread().interrupt();
        Pause.sleeping().last(Duration.ofDays(1));

        assertThat(Thread.interrupted()).isTrue();
    }

    private static List<String> told(TestSettings settings, Call call, int times) {
        var clock = new TestTime();
        var pace = new Pace(settings, clock, clock.pause());
        var told = listen(pace);
        for (int i = 0; i < times; i++) {
            pace.enter(call, new CredentialFacts(200), TimeBudget.of(Duration.ofDays(1), clock))
                    .close();
        }
        return told;
    }

    private static List<String> listen(Pace pace) {
        var told = new ArrayList<String>();
        pace.onWait((until, why) -> told.add(until + " " + why));
        return told;
    }

    private Instant minutesAgo(int minutes) {
        return time.instant().minus(Duration.ofMinutes(minutes));
    }

    private Pace pace(TestSettings settings) {
        return new Pace(settings, time, time.pause());
    }

    private void enter(Pace pace, Call call) {
        enter(pace, call, facts);
    }

    private void enter(Pace pace, Call call, CredentialFacts who) {
        pace.enter(call, who, budget).close();
    }

    private static int writes(Passed one) {
        return one.call().kind() == Call.Kind.WRITE ? 1 : 0;
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
