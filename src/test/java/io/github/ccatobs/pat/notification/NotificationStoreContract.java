package io.github.ccatobs.pat.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import io.github.ccatobs.pat.notification.NotificationState.Topic;
import io.github.ccatobs.pat.notification.NotificationStore.NotificationLease;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every store of announced states. */
public abstract class NotificationStoreContract {

    private static final SecretName SECRET = new SecretName("GH_PAT");
    private static final SecretName OTHER = new SecretName("OTHER");
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00.123456Z");
    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final RotationNotificationState ROTATION = new RotationNotificationState(
            new RotationId("20261123-084512-k3f9"), RotationState.WAITING, Optional.of(NOW.plusSeconds(60)));
    private static final AuditNotificationState AUDITS = new AuditNotificationState(
            Optional.of(NOW),
            Optional.of(
                    new OpenFinding(FindingKind.EXPIRING, Optional.empty(), NOW.minusSeconds(9), "ends, «sõon»", true)),
            Optional.of(NOW.minusSeconds(1)),
            Optional.of(NOW.minusSeconds(2)),
            Optional.of(new AuditIssue(
                    AuditIssue.AuditIssueKind.FAILED, "502\nno", NOW.minusSeconds(3), Optional.of(NOW))));

    /** Opens the store; each test has a place of its own. */
    protected abstract NotificationStore open();

    @Test
    void knowsNothingAtFirst() {
        try (var store = open()) {
            assertThat(store.ofAudits(SECRET)).isEmpty();
            assertThat(store.ofRotations(SECRET)).isEmpty();
        }
    }

    /** What one place was told, and who tells there, is nothing to another. */
    @Test
    void keepsChannelsApart() {
        try (var store = open()) {
            var issue = store.of(NotificationChannel.ISSUE);
            var lease = acquireLease(store, Topic.AUDITS);
            assertThat(issue.keep(acquireLease(issue, Topic.AUDITS), AUDITS)).isTrue();
            assertThat(store.ofAudits(SECRET)).isEmpty();
            assertThat(issue.ofAudits(SECRET)).contains(AUDITS);
            assertThat(issue.of(NotificationChannel.SLACK).ofAudits(SECRET)).isEmpty();
            store.release(lease);
        }
        try (var store = open()) {
            assertThat(store.of(NotificationChannel.ISSUE).ofAudits(SECRET)).contains(AUDITS);
        }
    }

    @Test
    void keepsEverythingUntilTheNextTime() {
        try (var store = open()) {
            assertThat(store.keep(acquireLease(store, Topic.AUDITS), AUDITS)).isTrue();
            assertThat(store.keep(acquireLease(store, Topic.ROTATIONS), ROTATION))
                    .isTrue();
        }
        try (var store = open()) {
            assertThat(store.ofAudits(SECRET)).contains(AUDITS);
            assertThat(store.ofRotations(SECRET)).contains(ROTATION);
            assertThat(store.ofAudits(OTHER)).isEmpty();
            assertThat(store.ofRotations(OTHER)).isEmpty();
        }
    }

    @Test
    void replacesWhatWasKeptBefore() {
        var bare = new RotationNotificationState(ROTATION.id(), RotationState.COMPLETE, Optional.empty());
        try (var store = open()) {
            store.keep(acquireLease(store, Topic.AUDITS), AUDITS);
            store.keep(acquireLease(store, Topic.AUDITS), AuditNotificationState.nothing());
            store.keep(acquireLease(store, Topic.ROTATIONS), ROTATION);
            store.keep(acquireLease(store, Topic.ROTATIONS), bare);
            assertThat(store.ofAudits(SECRET)).contains(AuditNotificationState.nothing());
            assertThat(store.ofRotations(SECRET)).contains(bare);
        }
    }

    @Test
    void givesOneClaimAtATime() {
        try (var store = open()) {
            var first = acquireLease(store, Topic.AUDITS);
            assertThat(store.acquireLease(SECRET, Topic.AUDITS, NOW.plusSeconds(299), LENGTH))
                    .isEmpty();
            assertThat(store.acquireLease(SECRET, Topic.ROTATIONS, NOW, LENGTH)).isPresent();
            assertThat(store.acquireLease(OTHER, Topic.AUDITS, NOW, LENGTH)).isPresent();
            store.keep(first, AUDITS);
            assertThat(acquireLease(store, Topic.AUDITS).turn()).isGreaterThan(first.turn());
        }
    }

    @Test
    void givesAClaimBackWithoutForgetting() {
        try (var store = open()) {
            store.keep(acquireLease(store, Topic.AUDITS), AUDITS);
            var notificationLease = acquireLease(store, Topic.AUDITS);
            store.release(notificationLease);
            assertThat(store.ofAudits(SECRET)).contains(AUDITS);
            assertThat(store.acquireLease(SECRET, Topic.AUDITS, NOW, LENGTH)).isPresent();
            assertThat(store.keep(notificationLease, AuditNotificationState.nothing()))
                    .isFalse();
            assertThat(store.ofAudits(SECRET)).contains(AUDITS);
        }
    }

    @Test
    void passesTheClaimOfTheDeadOn() {
        try (var store = open()) {
            var dead = acquireLease(store, Topic.AUDITS);
            var next = store.acquireLease(SECRET, Topic.AUDITS, NOW.plus(LENGTH), LENGTH)
                    .orElseThrow();
            assertThat(store.keep(dead, AuditNotificationState.nothing())).isFalse();
            store.release(dead);
            assertThat(store.acquireLease(SECRET, Topic.AUDITS, NOW.plus(LENGTH), LENGTH))
                    .isEmpty();
            assertThat(store.keep(next, AUDITS)).isTrue();
            assertThat(store.ofAudits(SECRET)).contains(AUDITS);
        }
    }

    @Test
    void keepsOnceForOneClaim() {
        try (var store = open()) {
            var notificationLease = acquireLease(store, Topic.AUDITS);
            assertThat(store.keep(notificationLease, AUDITS)).isTrue();
            assertThat(store.keep(notificationLease, AuditNotificationState.nothing()))
                    .isFalse();
            assertThat(store.ofAudits(SECRET)).contains(AUDITS);
        }
    }

    @Test
    void keepsNothingOfAnotherTopic() {
        try (var store = open()) {
            var notificationLease = acquireLease(store, Topic.AUDITS);
            assertThatThrownBy(() -> store.keep(notificationLease, ROTATION))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the lease is for AUDITS: nothing can be kept of ROTATIONS");
        }
    }

    @Test
    void givesOneOfManyTheClaim() throws Exception {
        try (var store = open();
                var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> tellers = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(number -> () -> store.acquireLease(SECRET, Topic.AUDITS, NOW, LENGTH)
                            .isPresent())
                    .toList();
            int given = 0;
            for (var teller : threads.invokeAll(tellers)) {
                given += teller.get() ? 1 : 0;
            }
            assertThat(given).isEqualTo(1);
        }
    }

    private static NotificationLease acquireLease(NotificationStore store, Topic topic) {
        return store.acquireLease(SECRET, topic, NOW, LENGTH).orElseThrow();
    }
}
