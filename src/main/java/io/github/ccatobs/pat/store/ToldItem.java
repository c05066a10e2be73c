package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.audit.Kind;
import io.github.ccatobs.pat.audit.OpenFinding;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notice.Claim;
import io.github.ccatobs.pat.notice.Told;
import io.github.ccatobs.pat.notice.ToldOfAudits;
import io.github.ccatobs.pat.notice.ToldOfRotations;
import io.github.ccatobs.pat.notice.Trouble;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import java.time.Instant;
import java.util.Optional;

/**
 * What people were told of one topic, and who may tell next, as one item: so neither changes without the other. A turn
 * that is over has no {@code claimedUntil}.
 */
final class ToldItem {

    private static final String TURN = "turn";
    private static final String CLAIMED = "claimedUntil";

    private ToldItem() {}

    static Key key(SecretName secret, Told.Topic topic) {
        return new Key("TOLD#" + secret, topic.name());
    }

    /** The item under {@code key} before anybody told anything. */
    static Item fresh(Key key) {
        return Item.at(key);
    }

    /** Nobody has had a turn since {@code found} was read. */
    static Guard isStill(Item found) {
        return new Guard(found.key(), TURN, found.maybe(TURN));
    }

    static Guard isTurnOf(Claim claim) {
        return new Guard(key(claim.secret(), claim.topic()), TURN, Optional.of(Long.toString(claim.turn())));
    }

    static boolean isFree(Item item, Instant now) {
        return item.maybe(CLAIMED).map(Instant::parse).filter(now::isBefore).isEmpty();
    }

    static long nextTurn(Item item) {
        return item.maybe(TURN).map(Long::parseLong).orElse(0L) + 1;
    }

    static Item claimed(Item item, long turn, Instant until) {
        return item.with(TURN, turn).with(CLAIMED, until);
    }

    /** The same facts, with the turn over. */
    static Item free(Item item, Claim claim) {
        return item.without(CLAIMED).with(TURN, claim.turn() + 1);
    }

    static Item item(Claim claim, Told told) {
        var item = Item.at(key(claim.secret(), claim.topic())).with(TURN, claim.turn() + 1);
        return switch (told) {
            case ToldOfAudits audits -> audits(item, audits);
            case ToldOfRotations(var id, var state, var moment) ->
                item.with("rotation", id).with("state", state).with("moment", moment);
        };
    }

    private static Item audits(Item item, ToldOfAudits told) {
        var known = item.with("toldAudit", told.audit())
                .with("token", told.token().map(OpenFinding::kind))
                .with("tokenSince", told.token().map(OpenFinding::since))
                .with("tokenDetail", told.token().map(OpenFinding::detail))
                .with("reminded", told.reminded())
                .with("well", told.well())
                .with("kept", true);
        return told.trouble()
                .map(trouble -> known.with("trouble", trouble.kind())
                        .with("troubleReason", trouble.reason())
                        .with("troubleSince", trouble.since())
                        .with("troubleTold", trouble.told()))
                .orElse(known);
    }

    static Optional<ToldOfAudits> audits(Item item) {
        return item.maybe("kept")
                .map(kept -> new ToldOfAudits(
                        moment(item, "toldAudit"),
                        token(item),
                        moment(item, "reminded"),
                        moment(item, "well"),
                        trouble(item)));
    }

    private static Optional<OpenFinding> token(Item item) {
        return item.maybe("token")
                .map(kind -> new OpenFinding(
                        Kind.parse(kind), Optional.empty(), item.moment("tokenSince"), item.text("tokenDetail"), true));
    }

    private static Optional<Trouble> trouble(Item item) {
        return item.maybe("trouble")
                .map(kind -> new Trouble(
                        Trouble.Kind.valueOf(kind),
                        item.text("troubleReason"),
                        item.moment("troubleSince"),
                        moment(item, "troubleTold")));
    }

    static Optional<ToldOfRotations> rotations(Item item) {
        return item.maybe("rotation")
                .map(id -> new ToldOfRotations(
                        new RotationId(id), RotationState.valueOf(item.text("state")), moment(item, "moment")));
    }

    private static Optional<Instant> moment(Item item, String name) {
        return item.maybe(name).map(Instant::parse);
    }
}
