package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.rotation.Outcome;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.seal.PublicKey;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One repository of a rotation.
 *
 * @param repository which one, as it was first given
 * @param position its place in the order of work, from 0
 * @param outcome what became of it
 * @param key the key to seal with, as it was seen before a write that is pending
 */
record OutcomeItem(RepositoryName repository, int position, Outcome outcome, Optional<PublicKey> key) {

    static String partition(RotationId id) {
        return "ROTATION#" + id;
    }

    static ItemKey key(RotationId id, RepositoryName repository) {
        return new ItemKey(partition(id), sort(repository));
    }

    /** A repository in a key: equal for names that GitHub takes for the same. */
    static String sort(RepositoryName repository) {
        return repository.toString().toLowerCase(Locale.ROOT);
    }

    static OutcomeItem read(Item item) {
        return new OutcomeItem(
                RepositoryName.parse(item.text("repository")),
                item.number("position"),
                outcome(item),
                item.maybe("keyId").map(id -> new PublicKey(id, item.text("key"))));
    }

    private static Outcome outcome(Item item) {
        int attempts = item.number("attempts");
        String outcome = item.text("outcome");
        return switch (outcome) {
            case "pending" -> new Outcome.Pending(attempts);
            case "updated" ->
                new Outcome.Updated(
                        item.moment("at"),
                        attempts,
                        item.flag("verified"),
                        item.maybe("gitHubAt").map(Instant::parse));
            case "failed" ->
                new Outcome.Failed(
                        item.moment("at"),
                        attempts,
                        item.text("reason"),
                        item.maybe("archived").isPresent());
            default -> throw new IllegalArgumentException("unknown outcome " + QuotedText.of(outcome));
        };
    }

    OutcomeItem becomes(Outcome other) {
        return new OutcomeItem(repository, position, other, Optional.empty());
    }

    Item item(RotationId id) {
        Item item = Item.at(key(id, repository))
                .with("repository", repository)
                .with("position", position)
                .with("attempts", outcome.attempts());
        return switch (outcome) {
            case Outcome.Pending pending ->
                item.with("outcome", "pending")
                        .with("keyId", key.map(PublicKey::keyId))
                        .with("key", key.map(PublicKey::base64));
            case Outcome.Updated updated ->
                item.with("outcome", "updated")
                        .with("at", updated.at())
                        .with("verified", updated.verified())
                        .with("gitHubAt", updated.gitHubAt());
            case Outcome.Failed failed ->
                item.with("outcome", "failed")
                        .with("at", failed.at())
                        .with("reason", failed.reason())
                        .with("archived", failed.isArchived() ? Optional.of(true) : Optional.empty());
        };
    }
}
