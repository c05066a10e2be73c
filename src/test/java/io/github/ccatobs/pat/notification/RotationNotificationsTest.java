package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.domain.SecretUnavailableException;
import io.github.ccatobs.pat.domain.SecretValue;
import io.github.ccatobs.pat.github.MutableClock;
import io.github.ccatobs.pat.github.TokenExpiry;
import io.github.ccatobs.pat.rotation.InMemoryRotationStore;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.rotation.TestRotationHistories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Announcements of rotations, however often they are checked; the notifications are new each time, as after a restart. */
class RotationNotificationsTest {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final RotationId FIRST = new RotationId("20261123-090000-aaaa");
    private static final RotationId SECOND = new RotationId("20261124-090000-bbbb");
    private static final RepositoryName WEB = RepositoryName.parse("acme/web");

    private final RecordingNotifier notifier = new RecordingNotifier();
    private final InMemoryNotificationStore store = new InMemoryNotificationStore();
    private final InMemoryRotationStore rotations = new InMemoryRotationStore();
    private final MutableClock time = new MutableClock();
    private Optional<Lease> lease = Optional.empty();

    @Test
    void saysNothingWhereThereIsNoRotation() {
        assertThat(announced()).isEmpty();
    }

    @Test
    void tellsEachStepOnce() {
        running(FIRST);
        assertThat(announced()).containsExactly("rotation-started");
        assertThat(announced()).isEmpty();

        waiting(FIRST, Duration.ofMinutes(40));
        assertThat(announced()).containsExactly("rotation-waiting");
        time.move(Duration.ofMinutes(39));
        assertThat(announced()).isEmpty();
        time.move(Duration.ofMinutes(1));
        running(FIRST);
        assertThat(announced()).isEmpty();

        waiting(FIRST, Duration.ofMinutes(50));
        assertThat(announced()).containsExactly("rotation-waiting");
        running(FIRST);
        complete(FIRST);
        assertThat(announced()).containsExactly("rotation-complete");
        assertThat(announced()).isEmpty();
    }

    @Test
    void tellsTheStandingOfWhatWasNeverSeenBefore() {
        complete(FIRST);
        assertThat(announced()).containsExactly("rotation-complete");
    }

    @Test
    void makesNoMessageOfTheEndOfASlice() {
        running(FIRST);
        assertThat(announced()).containsExactly("rotation-started");
        for (int slice = 0; slice < 5; slice++) {
            waiting(FIRST, Duration.ofSeconds(59));
            assertThat(announced()).isEmpty();
            time.move(Duration.ofSeconds(59));
            running(FIRST);
            assertThat(announced()).isEmpty();
        }
    }

    @Test
    void takesAWaitThatMovesALittleForTheSame() {
        waiting(FIRST, Duration.ofMinutes(40));
        assertThat(announced()).containsExactly("rotation-waiting");
        waiting(FIRST, Duration.ofMinutes(40).plusSeconds(20));
        assertThat(announced()).isEmpty();
        waiting(FIRST, Duration.ofMinutes(60));
        assertThat(announced()).containsExactly("rotation-waiting");
    }

    @Test
    void tellsThatItGoesOnAfterAStopAndHowItStopsAgain() {
        running(FIRST);
        announced();
        stopped(FIRST, "no");
        assertThat(announced()).containsExactly("rotation-stopped");
        assertThat(announced()).isEmpty();
        time.move(Duration.ofHours(1));
        running(FIRST);
        assertThat(announced()).containsExactly("rotation-continued");
        assertThat(announced()).isEmpty();
        stopped(FIRST, "no");
        assertThat(announced()).containsExactly("rotation-stopped");
        time.move(Duration.ofHours(1));
        stopped(FIRST, "once more, between two looks");
        assertThat(announced()).containsExactly("rotation-stopped");
        complete(FIRST);
        assertThat(announced()).containsExactly("rotation-complete");
    }

    @Test
    void saysNothingOfACompleteOneThatIsRunAgain() {
        complete(FIRST);
        announced();
        time.move(Duration.ofHours(1));
        running(FIRST);
        assertThat(announced()).isEmpty();
        complete(FIRST);
        assertThat(announced()).isEmpty();
        running(FIRST);
        stopped(FIRST, "no");
        assertThat(announced()).containsExactly("rotation-stopped");
    }

    @Test
    void tellsThatARunDiedEachTimeAndThatItGoesOn() {
        running(FIRST);
        announced();
        for (int time = 0; time < 3; time++) {
            die();
            notifications().catchUp(SECRET);
            assertThat(notifier.read())
                    .singleElement()
                    .isInstanceOfSatisfying(Notification.RotationStopped.class, stopped -> assertThat(
                                    stopped.rotation().head().reason())
                            .hasValueSatisfying(why -> assertThat(why).startsWith("interrupted: ")));
            assertThat(announced()).isEmpty();
            running(FIRST);
            assertThat(announced()).containsExactly("rotation-continued");
        }
        complete(FIRST);
        assertThat(announced()).containsExactly("rotation-complete");
    }

    @Test
    void takesNoRunForDeadThatEndsBetweenTwoReads() {
        running(FIRST);
        announced();
        var stale = rotations.find(FIRST).orElseThrow().head();
        complete(FIRST);
        assertThat(TestRotationHistories.over(rotations, time).now(stale).state())
                .isEqualTo(RotationState.COMPLETE);
    }

    @Test
    void tellsARefusal() {
        save(FIRST, RotationState.REFUSED, Optional.of(time.instant()), Optional.empty(), Optional.of("archived"));
        assertThat(announced()).containsExactly("rotation-refused");
        assertThat(announced()).isEmpty();
    }

    @Test
    void tellsOfTheNextOneAndNotOfTheSuperseded() {
        running(FIRST);
        announced();
        save(FIRST, RotationState.SUPERSEDED, Optional.of(time.instant()), Optional.empty(), Optional.empty());
        assertThat(announced()).isEmpty();
        running(SECOND);
        assertThat(announced()).containsExactly("rotation-started");
    }

    @Test
    void followsATokenThatComesBack() {
        complete(FIRST);
        announced();
        time.move(Duration.ofHours(1));
        complete(SECOND);
        assertThat(announced()).containsExactly("rotation-complete");
        time.move(Duration.ofHours(1));
        running(FIRST);
        assertThat(announced()).containsExactly("rotation-started");
        complete(FIRST);
        assertThat(announced()).containsExactly("rotation-complete");
    }

    @Test
    void leavesHistoryAloneWhenItRemembersNothing() {
        complete(FIRST);
        time.move(Duration.ofDays(1).plusSeconds(1));
        assertThat(announced()).isEmpty();
        running(SECOND);
        assertThat(announced()).containsExactly("rotation-started");
        complete(SECOND);
        time.move(Duration.ofDays(9));
        assertThat(announced()).containsExactly("rotation-complete");
    }

    @Test
    void tellsTheStartOfOneThatIsOverBeforeItIsTold() {
        running(FIRST);
        var start = rotations.find(FIRST).orElseThrow();
        complete(FIRST);
        notifications().started(start);
        assertThat(notifier.kinds()).containsExactly("rotation-started");
        assertThat(announced()).containsExactly("rotation-complete");
        notifications().started(start);
        assertThat(notifier.kinds()).isEmpty();
    }

    @Test
    void tellsTheStartOfOneThatWasFirstBegunLongAgo() {
        running(FIRST);
        time.move(Duration.ofDays(9));
        assertThat(announced()).isEmpty();
        notifications().started(rotations.find(FIRST).orElseThrow());
        assertThat(notifier.kinds()).containsExactly("rotation-started");
    }

    @Test
    void tellsAStartThatIsKnownNoSecondTime() {
        running(FIRST);
        assertThat(announced()).containsExactly("rotation-started");
        var start = rotations.find(FIRST).orElseThrow();
        notifications().started(start);
        assertThat(notifier.kinds()).isEmpty();
        stopped(FIRST, "no");
        announced();
        notifications().started(start);
        assertThat(notifier.kinds()).containsExactly("rotation-continued");
    }

    @Test
    void makesAFailedPostGood() {
        running(FIRST);
        announced();
        stopped(FIRST, "no");
        notifier.startFailing();
        assertThat(notifications().catchUp(SECRET)).contains("the notifier is broken");
        assertThat(notifications().catchUp(SECRET)).contains("the notifier is broken");
        notifier.stopFailing();
        assertThat(announced()).containsExactly("rotation-stopped");
        assertThat(announced()).isEmpty();
    }

    @Test
    void saysThatTheSourceOfASecretKeptItFromTelling() {
        running(FIRST);
        notifier.whilePosting(() -> {
            throw new SecretUnavailableException("the manager is locked");
        });
        assertThat(notifications().catchUp(SECRET)).contains("the manager is locked");
    }

    @Test
    void repeatsAMessageRatherThanLosingIt() {
        running(FIRST);
        notifier.whilePosting(() -> {
            throw new StackOverflowError("dies");
        });
        assertThatThrownBy(this::announced).isInstanceOf(StackOverflowError.class);
        assertThat(announced()).isEmpty();
        time.move(Duration.ofMinutes(5));
        assertThat(announced()).containsExactly("rotation-started");
    }

    @Test
    void postsOnceWhenTwoLookAtOnce() {
        running(FIRST);
        notifier.whilePosting(() -> notifications().catchUp(SECRET));
        assertThat(announced()).containsExactly("rotation-started");
        assertThat(announced()).isEmpty();
    }

    @Test
    void isNotHeldUpByWhoeverTellsOfAnAudit() {
        running(FIRST);
        store.acquireLease(SECRET, NotificationState.Topic.AUDITS, time.instant(), Duration.ofMinutes(5));
        assertThat(announced()).containsExactly("rotation-started");
    }

    @Test
    void remembersNothingWhileThereIsNoBoard() {
        running(FIRST);
        notifier.close();
        assertThat(announced()).isEmpty();
        notifier.reopen();
        assertThat(announced()).containsExactly("rotation-started");
    }

    @Test
    void saysHowFarItIs() {
        running(FIRST);
        rotations.record(head(FIRST), WEB, new Outcome.Failed(time.instant(), 1, "archived"), lease.orElseThrow());
        stopped(FIRST, "acme/web: archived");
        notifications().catchUp(SECRET);
        assertThat(notifier.read())
                .singleElement()
                .isInstanceOfSatisfying(Notification.RotationStopped.class, stopped -> assertThat(
                                stopped.rotation().outcomes())
                        .containsEntry(WEB, new Outcome.Failed(time.instant(), 1, "archived")));
    }

    private List<String> announced() {
        notifications().catchUp(SECRET);
        return notifier.kinds();
    }

    private RotationNotifications notifications() {
        return new RotationNotifications(
                notifier, new RecordingTracker(), store, rotations, TestRotationHistories.over(rotations, time), time);
    }

    private void running(RotationId id) {
        save(id, RotationState.RUNNING, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void waiting(RotationId id, Duration length) {
        save(
                id,
                RotationState.WAITING,
                Optional.empty(),
                Optional.of(time.instant().plus(length)),
                Optional.of("480 writes in an hour"));
    }

    private void stopped(RotationId id, String reason) {
        save(id, RotationState.STOPPED, Optional.of(time.instant()), Optional.empty(), Optional.of(reason));
    }

    private void complete(RotationId id) {
        save(id, RotationState.COMPLETE, Optional.of(time.instant()), Optional.empty(), Optional.empty());
    }

    private RotationHeader head(RotationId id) {
        return rotations.find(id).orElseThrow().head();
    }

    private void save(
            RotationId id,
            RotationState state,
            Optional<Instant> finishedAt,
            Optional<Instant> waitUntil,
            Optional<String> reason) {
        var started = rotations.find(id).map(it -> it.head().startedAt()).orElse(time.instant());
        die();
        var held = rotations.acquire(SECRET, "me", time.instant(), Duration.ofDays(10));
        lease = Optional.of(held);
        rotations.save(
                new RotationHeader(
                        id,
                        state,
                        SECRET,
                        Fingerprint.of(SecretValue.of(id.value())),
                        new TokenExpiry.Unknown(),
                        Optional.empty(),
                        started,
                        "me",
                        finishedAt,
                        waitUntil,
                        reason,
                        false),
                List.of(WEB),
                held);
        if (state != RotationState.RUNNING) {
            die();
        }
    }

    private void die() {
        lease.ifPresent(rotations::release);
    }
}
