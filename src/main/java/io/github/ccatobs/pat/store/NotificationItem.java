package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.FindingKind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notification.AuditIssue;
import io.github.ccatobs.pat.notification.NotificationChannel;
import io.github.ccatobs.pat.notification.NotificationState;
import io.github.ccatobs.pat.notification.NotificationState.AuditNotificationState;
import io.github.ccatobs.pat.notification.NotificationState.RotationNotificationState;
import io.github.ccatobs.pat.notification.NotificationStore.NotificationLease;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Instant;
import java.util.Optional;

/**
 * The announced state of one topic and the notification lease, as one item: so neither changes without the other. A turn
 * that is over has no {@code claimedUntil}.
 */
final class NotificationItem {

    private static final String TURN = "turn";
    private static final String CLAIMED = "claimedUntil";

    private NotificationItem() {}

    /** Slack was the only channel at first, and its items have kept their key. */
    static ItemKey key(SecretName secret, NotificationState.Topic topic, NotificationChannel channel) {
        return new ItemKey(
                "TOLD#" + secret, topic.name() + (channel == NotificationChannel.SLACK ? "" : "#" + channel));
    }

    static ItemKey key(NotificationLease lease) {
        return key(lease.secret(), lease.topic(), lease.channel());
    }

    /** The item under {@code key} before the first announcement. */
    static Item fresh(ItemKey key) {
        return Item.at(key);
    }

    /** No process has had a turn since {@code found} was read. */
    static WriteCondition isStill(Item found) {
        return new WriteCondition(found.key(), TURN, found.maybe(TURN));
    }

    static WriteCondition isHeldBy(NotificationLease notificationLease) {
        return new WriteCondition(key(notificationLease), TURN, Optional.of(Long.toString(notificationLease.turn())));
    }

    static boolean isFree(Item item, Instant now) {
        return item.maybe(CLAIMED).map(Instant::parse).filter(now::isBefore).isEmpty();
    }

    static long nextNumber(Item item) {
        return item.maybe(TURN).map(Long::parseLong).orElse(0L) + 1;
    }

    static Item claimed(Item item, long turn, Instant until) {
        return item.with(TURN, turn).with(CLAIMED, until);
    }

    /** The same facts, with the turn over. */
    static Item free(Item item, NotificationLease notificationLease) {
        return item.without(CLAIMED).with(TURN, notificationLease.turn() + 1);
    }

    static Item item(NotificationLease notificationLease, NotificationState notificationState) {
        var item = Item.at(key(notificationLease)).with(TURN, notificationLease.turn() + 1);
        return switch (notificationState) {
            case AuditNotificationState audits -> audits(item, audits);
            case RotationNotificationState(var id, var state, var moment) ->
                item.with("rotation", id).with("state", state).with("moment", moment);
        };
    }

    private static Item audits(Item item, AuditNotificationState announced) {
        var known = item.with("toldAudit", announced.audit())
                .with("token", announced.token().map(OpenFinding::kind))
                .with("tokenSince", announced.token().map(OpenFinding::since))
                .with("tokenDetail", announced.token().map(OpenFinding::detail))
                .with("reminded", announced.reminded())
                .with("well", announced.well())
                .with("kept", true);
        return announced
                .auditIssue()
                .map(auditIssue -> known.with("trouble", auditIssue.kind())
                        .with("troubleReason", auditIssue.reason())
                        .with("troubleSince", auditIssue.since())
                        .with("troubleTold", auditIssue.announced()))
                .orElse(known);
    }

    static Optional<AuditNotificationState> audits(Item item) {
        return item.maybe("kept")
                .map(kept -> new AuditNotificationState(
                        moment(item, "toldAudit"),
                        token(item),
                        moment(item, "reminded"),
                        moment(item, "well"),
                        auditIssue(item)));
    }

    private static Optional<OpenFinding> token(Item item) {
        return item.maybe("token")
                .map(kind -> new OpenFinding(
                        FindingKind.parse(kind),
                        Optional.empty(),
                        item.moment("tokenSince"),
                        item.text("tokenDetail"),
                        true));
    }

    private static Optional<AuditIssue> auditIssue(Item item) {
        return item.maybe("trouble")
                .map(kind -> new AuditIssue(
                        AuditIssue.AuditIssueKind.valueOf(kind),
                        item.text("troubleReason"),
                        item.moment("troubleSince"),
                        moment(item, "troubleTold")));
    }

    static Optional<RotationNotificationState> rotations(Item item) {
        return item.maybe("rotation")
                .map(id -> new RotationNotificationState(
                        new RotationId(id), RotationState.valueOf(item.text("state")), moment(item, "moment")));
    }

    private static Optional<Instant> moment(Item item, String name) {
        return item.maybe(name).map(Instant::parse);
    }
}
