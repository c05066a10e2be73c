package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.RotationEstimate;
import io.github.ccatobs.pat.rotation.RotationHeader;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationState;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.token.TokenVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The head of a rotation as an item, and the item by which its token finds it. */
final class RotationItem {

    static final String PARTITION = "ROTATIONS";

    private RotationItem() {}

    static ItemKey key(RotationId id) {
        return new ItemKey(PARTITION, id.value());
    }

    static String tokenPartition(SecretName secret, Fingerprint fingerprint) {
        return "TOKEN#" + secret + "#" + fingerprint;
    }

    static Item tokenItem(RotationHeader head) {
        return Item.at(new ItemKey(
                tokenPartition(head.secret(), head.fingerprint()), head.id().value()));
    }

    static Item item(RotationHeader head) {
        var item = Item.at(key(head.id()))
                .with("state", head.state())
                .with("secret", head.secret())
                .with("fingerprint", head.fingerprint())
                .with("tokenExpires", head.tokenExpiry())
                .with("versionId", head.versionId())
                .with("startedAt", head.startedAt())
                .with("startedBy", head.startedBy())
                .with("finishedAt", head.finishedAt())
                .with("waitUntil", head.waitUntil())
                .with("reason", head.reason())
                .with("continueOnError", head.continueOnError())
                .with("gitHubStartedAt", head.gitHubStartedAt())
                .with("gitHubFinishedAt", head.gitHubFinishedAt())
                .with("stage", head.stage())
                .with("needsNewToken", head.needsNewToken());
        return head.plan().map(plan -> withPlan(item, plan)).orElse(item);
    }

    private static Item withPlan(Item item, RotationEstimate plan) {
        return item.with("plannedRepositories", plan.repositories())
                .with("plannedCalls", plan.calls())
                .with("plannedPoints", plan.points())
                .with("plannedTime", plan.time())
                .with("plannedEnd", plan.end());
    }

    private static Optional<RotationEstimate> plan(Item item) {
        return item.maybe("plannedEnd")
                .map(end -> new RotationEstimate(
                        item.number("plannedRepositories"),
                        item.number("plannedCalls"),
                        item.number("plannedPoints"),
                        Duration.parse(item.text("plannedTime")),
                        Instant.parse(end)));
    }

    static RotationHeader read(Item item) {
        return new RotationHeader(
                id(item),
                RotationState.valueOf(item.text("state")),
                new SecretName(item.text("secret")),
                new Fingerprint(item.text("fingerprint")),
                item.tokenExpiry("tokenExpires"),
                item.maybe("versionId"),
                item.moment("startedAt"),
                item.text("startedBy"),
                item.maybe("finishedAt").map(Instant::parse),
                item.maybe("waitUntil").map(Instant::parse),
                item.maybe("reason"),
                item.maybe("continueOnError").filter("true"::equals).isPresent(),
                plan(item),
                item.maybe("gitHubStartedAt").map(Instant::parse),
                item.maybe("gitHubFinishedAt").map(Instant::parse),
                item.maybe("stage").map(TokenVersion.Staged::new),
                item.maybe("needsNewToken").filter("true"::equals).isPresent());
    }

    static RotationId id(Item item) {
        return new RotationId(item.key().sort());
    }
}
