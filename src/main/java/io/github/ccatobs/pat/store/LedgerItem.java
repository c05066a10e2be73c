package io.github.ccatobs.pat.store;

import io.github.ccatobs.pat.domain.Fingerprint;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.domain.SecretName;
import io.github.ccatobs.pat.rotation.RotationId;
import io.github.ccatobs.pat.rotation.RotationStore.LedgerEntry;
import io.github.ccatobs.pat.store.Item.ItemKey;
import java.time.Instant;
import java.util.Optional;

/** An entry of the ledger as an item. */
final class LedgerItem {

    private LedgerItem() {}

    static String partition(SecretName secret) {
        return "LEDGER#" + secret;
    }

    static Item item(SecretName secret, LedgerEntry entry) {
        return Item.at(new ItemKey(partition(secret), OutcomeItem.sort(entry.repository())))
                .with("repository", entry.repository())
                .with("fingerprint", entry.fingerprint())
                .with("rotation", entry.rotation())
                .with("at", entry.at())
                .with("gitHubAt", entry.gitHubAt())
                .with("unconfirmed", Optional.of(true).filter(any -> !entry.isConfirmed()));
    }

    static LedgerEntry read(Item item) {
        return new LedgerEntry(
                RepositoryName.parse(item.text("repository")),
                new Fingerprint(item.text("fingerprint")),
                new RotationId(item.text("rotation")),
                item.moment("at"),
                item.maybe("gitHubAt").map(Instant::parse),
                item.maybe("unconfirmed").isEmpty());
    }
}
