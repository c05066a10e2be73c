package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.notice.Claim;
import io.github.ccatobs.pat.notice.Told;
import io.github.ccatobs.pat.notice.ToldOfAudits;
import io.github.ccatobs.pat.notice.ToldOfRotations;
import io.github.ccatobs.pat.notice.ToldStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What people were told, in items of a {@link Table}. */
final class TableToldStore implements ToldStore {

    private final Table table;
    private final ItemReader reader;
    private final Worker worker = new Worker();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Keeps everything in {@code table}, which is then closed with this store. */
    TableToldStore(Table table) {
        this.table = table;
        this.reader = new ItemReader(table);
    }

    @Override
    public Optional<ToldOfAudits> ofAudits(SecretName secret) {
        return told(secret, Told.Topic.AUDITS, ToldItem::audits);
    }

    @Override
    public Optional<ToldOfRotations> ofRotations(SecretName secret) {
        return told(secret, Told.Topic.ROTATIONS, ToldItem::rotations);
    }

    private <T> Optional<T> told(SecretName secret, Told.Topic topic, Function<Item, Optional<T>> read) {
        return worker.call(() -> table.get(ToldItem.key(secret, topic)).flatMap(item -> reader.read(item, read)));
    }

    @Override
    public Optional<Claim> claim(SecretName secret, Told.Topic topic, Instant now, Duration length) {
        var key = ToldItem.key(secret, topic);
        return worker.call(() -> {
            var item = table.get(key).orElseGet(() -> ToldItem.fresh(key));
            long turn = reader.read(item, ToldItem::nextTurn);
            return reader.read(item, it -> ToldItem.isFree(it, now))
                            && table.write(
                                    ToldItem.isStill(item), List.of(ToldItem.claimed(item, turn, now.plus(length))))
                    ? Optional.of(new Claim(secret, topic, turn))
                    : Optional.empty();
        });
    }

    @Override
    public boolean keep(Claim claim, Told told) {
        if (claim.topic() != told.topic()) {
            throw new IllegalArgumentException(
                    "the claim is for " + claim.topic() + ": nothing can be kept of " + told.topic());
        }
        return worker.call(() -> table.write(ToldItem.isTurnOf(claim), List.of(ToldItem.item(claim, told))));
    }

    @Override
    public void giveUp(Claim claim) {
        worker.call(() -> table.get(ToldItem.key(claim.secret(), claim.topic()))
                .filter(item -> table.write(ToldItem.isTurnOf(claim), List.of(ToldItem.free(item, claim)))));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (worker) {
                worker.call(() -> {
                    table.close();
                    return table;
                });
            }
        }
    }
}
