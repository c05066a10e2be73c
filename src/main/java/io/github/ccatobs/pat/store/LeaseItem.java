package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.Lease;
import io.github.ccatobs.pat.store.Item.ItemKey;
import io.github.ccatobs.pat.store.Table.WriteCondition;
import java.time.Instant;
import java.util.Optional;

/**
 * The last lease of a secret that was given out.
 *
 * @param lease the lease
 * @param givenBack whether its holder gave it back
 * @param lock the lock of {@link LeaseLocks} that its holder keeps; absent where there is none, and of earlier releases
 */
record LeaseItem(Lease lease, boolean givenBack, Optional<String> lock) {

    private static final String FENCE = "fence";

    static ItemKey key(SecretName secret) {
        return new ItemKey("LEASE#" + secret, "LEASE");
    }

    /** Holds while {@code lease} is the last one given out. */
    static WriteCondition isLast(Lease lease) {
        return new WriteCondition(key(lease.secret()), FENCE, Optional.of(Long.toString(lease.fence())));
    }

    /** Holds while no lease was ever given. */
    static WriteCondition isFirst(SecretName secret) {
        return new WriteCondition(key(secret), FENCE, Optional.empty());
    }

    static LeaseItem read(Item item, SecretName secret) {
        return new LeaseItem(
                new Lease(
                        secret,
                        Long.parseLong(item.text(FENCE)),
                        item.text("holder"),
                        item.moment("since"),
                        item.moment("expiresAt")),
                item.flag("givenBack"),
                item.maybe("lock"));
    }

    Item item() {
        return Item.at(key(lease.secret()))
                .with(FENCE, lease.fence())
                .with("holder", lease.holder())
                .with("since", lease.since())
                .with("expiresAt", lease.expiresAt())
                .with("givenBack", givenBack)
                .with("lock", lock);
    }

    boolean isFreeAt(Instant now, LeaseLocks locks) {
        return givenBack
                || !lease.expiresAt().isAfter(now)
                || lock.filter(locks::isGone).isPresent();
    }
}
