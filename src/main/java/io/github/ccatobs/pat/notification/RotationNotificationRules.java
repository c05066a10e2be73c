package io.github.ccatobs.pat.notification;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import io.github.ccatobs.pat.rotation.Rotation;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which changes of a rotation to announce. Pure. */
final class RotationNotificationRules {

    /** A shorter wait is the end of a slice, or has ended before its message is read. */
    private static final Duration WORTH_A_MESSAGE = Duration.ofMinutes(1);
    /** With no memory, what has not moved for longer is history. */
    private static final Duration HISTORY = Duration.ofDays(1);

    private RotationNotificationRules() {}

    /**
     * The rotation of {@code secret} that matters now: the one under way, else the one that ended last. It need not be
     * the newest, since a token may come back.
     */
    static Optional<RotationHeader> current(SecretName secret, List<RotationHeader> heads) {
        return heads.stream()
                .filter(head -> head.secret().equals(secret))
                .filter(head -> head.state() != RotationState.SUPERSEDED)
                .max(Comparator.comparing(RotationNotificationRules::isUnderWay)
                        .thenComparing(RotationNotificationRules::lastMoved));
    }

    private static boolean isUnderWay(RotationHeader head) {
        return head.state() == RotationState.RUNNING || head.state() == RotationState.WAITING;
    }

    private static Instant lastMoved(RotationHeader head) {
        return Stream.of(Optional.of(head.startedAt()), head.finishedAt(), head.waitUntil())
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The state of {@code head}, when it differs from {@code before}, which was announced last. */
    static Optional<RotationNotificationState> pending(
            Optional<RotationNotificationState> before, RotationHeader head, Instant now) {
        var latest = stateOf(head, now);
        return before.map(announced -> hasChanged(announced, latest)).orElseGet(() -> !isHistory(head, now))
                ? Optional.of(latest)
                : Optional.empty();
    }

    /** The state of {@code head} as it starts, when it differs from {@code before}, which was announced last. */
    static Optional<RotationNotificationState> start(Optional<RotationNotificationState> before, RotationHeader head) {
        var latest = running(head);
        return before.map(announced -> hasChanged(announced, latest)).orElse(true)
                ? Optional.of(latest)
                : Optional.empty();
    }

    private static boolean isHistory(RotationHeader head, Instant now) {
        return lastMoved(head).plus(HISTORY).isBefore(now);
    }

    /** A wait that is short or has ended counts as running. */
    private static RotationNotificationState stateOf(RotationHeader head, Instant now) {
        return switch (head.state()) {
            case RUNNING -> running(head);
            case WAITING ->
                head.waitUntil()
                        .filter(until -> !until.isBefore(now.plus(WORTH_A_MESSAGE)))
                        .map(until ->
                                new RotationNotificationState(head.id(), RotationState.WAITING, Optional.of(until)))
                        .orElseGet(() -> running(head));
            case COMPLETE, STOPPED, REFUSED, SUPERSEDED ->
                new RotationNotificationState(head.id(), head.state(), head.finishedAt());
        };
    }

    private static RotationNotificationState running(RotationHeader head) {
        return new RotationNotificationState(head.id(), RotationState.RUNNING, Optional.empty());
    }

    private static boolean hasChanged(RotationNotificationState announced, RotationNotificationState latest) {
        if (!announced.id().equals(latest.id())) {
            return true;
        }
        return switch (latest.state()) {
            case RUNNING -> hadEnded(announced);
            case WAITING -> !isSameWait(announced, latest);
            case STOPPED, REFUSED -> !announced.equals(latest);
            case COMPLETE -> announced.state() != RotationState.COMPLETE;
            case SUPERSEDED -> false;
        };
    }

    /** A complete one that is run again has nothing left to do, so only another end would be news. */
    private static boolean hadEnded(RotationNotificationState announced) {
        return announced.state() == RotationState.STOPPED || announced.state() == RotationState.REFUSED;
    }

    private static boolean isSameWait(RotationNotificationState announced, RotationNotificationState latest) {
        return announced.state() == RotationState.WAITING
                && Duration.between(
                                        announced.moment().orElseThrow(),
                                        latest.moment().orElseThrow())
                                .abs()
                                .compareTo(WORTH_A_MESSAGE)
                        < 0;
    }

    /** The message that says {@code latest}. */
    static Notification notification(
            Optional<RotationNotificationState> before, RotationNotificationState latest, Rotation rotation) {
        return switch (latest.state()) {
            case RUNNING ->
                new Notification.RotationStarted(
                        rotation,
                        before.filter(announced -> announced.id().equals(latest.id()))
                                .isPresent());
            case WAITING -> new Notification.RotationWaiting(rotation);
            case STOPPED -> new Notification.RotationStopped(rotation);
            case REFUSED -> new Notification.RotationRefused(rotation);
            case COMPLETE -> new Notification.RotationComplete(rotation);
            case SUPERSEDED -> throw new IllegalArgumentException("a superseded rotation has no notification");
        };
    }
}
